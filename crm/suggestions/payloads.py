"""What is said about suggestions, without its words."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import ClassVar

from crm.outbox.payload import Payload, Priority
from models.suggestions import SuggestionState


@dataclass(frozen=True, slots=True)
class SuggestionLine:
    """One suggestion in a list, as it begins."""

    suggestion_id: int
    text: str
    state: SuggestionState
    votes: int


@dataclass(frozen=True)
class SuggestionList(Payload):
    """Suggestions by votes, of one state or all; in place of `message_id`, where it is a page."""

    template: ClassVar[str] = "suggestion_list"
    priority: ClassVar[Priority] = Priority.STAFF
    total: int
    page: int
    pages: int
    lines: tuple[SuggestionLine, ...]
    state: SuggestionState | None = None
    message_id: int | None = None


@dataclass(frozen=True, slots=True)
class Voter:
    """A seller who wishes it; `ticket_id` is their report of it, `link` opens its topic."""

    store: str
    ticket_id: int | None = None
    link: str = ""


@dataclass(frozen=True)
class SuggestionCard(Payload):
    """One suggestion: its words, who wishes it first, and what is like it."""

    template: ClassVar[str] = "suggestion_card"
    priority: ClassVar[Priority] = Priority.STAFF
    suggestion_id: int
    text: str
    state: SuggestionState
    votes: int
    created_at: datetime
    voters: tuple[Voter, ...]
    alike: tuple[SuggestionLine, ...] = ()
    decided_by: str = ""
    may_merge: bool = False
    message_id: int | None = None


@dataclass(frozen=True)
class SuggestionSheetSought(Payload):
    """The workbook is being made."""

    template: ClassVar[str] = "suggestion_sheet_sought"
    priority: ClassVar[Priority] = Priority.STAFF


@dataclass(frozen=True)
class SuggestionSheet(Payload):
    """The workbook, which lists `listed` of all `total` suggestions."""

    template: ClassVar[str] = "suggestion_sheet"
    priority: ClassVar[Priority] = Priority.STAFF
    attachment_id: int
    total: int
    listed: int


class SuggestionOutcome(StrEnum):
    """What pressing a button about a suggestion came to."""

    SET = "set"
    MERGED = "merged"
    SUPERVISORS_ONLY = "supervisors_only"
    ASKED = "asked"
    GONE = "gone"


@dataclass(frozen=True)
class SuggestionPressed(Payload):
    """The short answer to a press."""

    template: ClassVar[str] = "suggestion_pressed"
    outcome: SuggestionOutcome


@dataclass(frozen=True)
class SuggestionMissing(Payload):
    """There is no suggestion of the number that was asked for."""

    template: ClassVar[str] = "suggestion_missing"
    priority: ClassVar[Priority] = Priority.STAFF
    number: int
