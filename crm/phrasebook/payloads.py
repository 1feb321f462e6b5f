"""What staff are told out of the phrasebook, without the words around it."""

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from crm.outbox.payload import Payload, Priority
from crm.phrasebook.files import Section
from crm.phrasebook.rules import Glossed


@dataclass(frozen=True, slots=True)
class PhraseLine:
    """Something in Indonesian, how it is said in `language`, and how that sounds."""

    language: str
    indonesian: str
    phrase: str
    sound: str = ""


@dataclass(frozen=True)
class WhichPhrasebook(Payload):
    """Ask for a language, in place of `message_id` where that is given."""

    template: ClassVar[str] = "which_phrasebook"
    priority: ClassVar[Priority] = Priority.STAFF
    message_id: int | None = None


@dataclass(frozen=True)
class PhrasePage(Payload):
    """A page of a section, in place of `message_id` where that is given."""

    template: ClassVar[str] = "phrase_page"
    priority: ClassVar[Priority] = Priority.STAFF
    language: str
    section: Section
    lines: tuple[PhraseLine, ...]
    page: int = 0
    pages: int = 1
    message_id: int | None = None


@dataclass(frozen=True)
class PhrasesFound(Payload):
    """What there is for a word, in one language or, where that is None, in any."""

    template: ClassVar[str] = "phrases_found"
    priority: ClassVar[Priority] = Priority.STAFF
    typed: str
    language: str | None
    lines: tuple[PhraseLine, ...]


@dataclass(frozen=True)
class Gloss(Payload):
    """What a seller wrote, word by word; `more` where it went on."""

    template: ClassVar[str] = "gloss"
    priority: ClassVar[Priority] = Priority.STAFF
    language: str
    words: tuple[Glossed, ...]
    more: bool = False
    reply_to: int | None = None


class NotGlossed(StrEnum):
    """Why words are not explained."""

    WHICH = "which"
    """Nobody said which."""
    WORDLESS = "wordless"
    NOT_REGIONAL = "not_regional"


@dataclass(frozen=True)
class GlossRefused(Payload):
    """Say why there is no gloss, and what helps."""

    template: ClassVar[str] = "gloss_refused"
    priority: ClassVar[Priority] = Priority.STAFF
    why: NotGlossed
