"""What is said to a seller who reports, adds to a report, rates the answer or reopens it."""

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from crm.knowledge.articles import Article
from crm.outbox.payload import Payload
from crm.understanding.intents import Intent
from models.tickets import Category


class DialogName(StrEnum):
    """What a person was in the middle of."""

    REPORT = "report"
    OFFER = "offer"


@dataclass(frozen=True)
class CategoryQuestion(Payload):
    """Ask what the report is about; `waiting` counts the messages that are there already."""

    template: ClassVar[str] = "category_question"
    waiting: int = 0


@dataclass(frozen=True)
class DescribeQuestion(Payload):
    """Ask for the report in the seller's own words, pictures or voice."""

    template: ClassVar[str] = "describe_question"
    category: Category
    kept: int = 0
    tips: tuple[Article, ...] = ()
    """What may help at once."""


@dataclass(frozen=True)
class MessageKept(Payload):
    """A message was added to the report; `kept` counts all of them."""

    template: ClassVar[str] = "message_kept"
    kept: int


@dataclass(frozen=True)
class ReportFull(Payload):
    """The report holds as much as one can; more can follow once it is sent."""

    template: ClassVar[str] = "report_full"
    kept: int


@dataclass(frozen=True)
class NoMoreRoom(Payload):
    """As much waits as one report holds, though none is begun; more can follow it later."""

    template: ClassVar[str] = "no_more_room"
    kept: int


@dataclass(frozen=True)
class ReportSummary(Payload):
    """Show the report before it is sent: `text` is its beginning, the rest are counts."""

    template: ClassVar[str] = "report_summary"
    category: Category
    text: str
    pictures: int
    voices: int
    others: int
    tips: tuple[Article, ...] = ()
    """What its words are about, as far as an answer is known."""


@dataclass(frozen=True)
class ReportReceived(Payload):
    """The report has a number; say what happens next."""

    template: ClassVar[str] = "report_received"
    ticket_id: int
    category: Category
    known: bool = False
    """Many report the same, and staff are working on it."""
    others: int = 0
    """How many other sellers wish the same, where it is a suggestion."""


@dataclass(frozen=True)
class MessageJoined(Payload):
    """What the seller wrote was added to an open report, or to a talk that staff began."""

    template: ClassVar[str] = "message_joined"
    ticket_id: int
    talk: bool = False


@dataclass(frozen=True)
class NotPassedOn(Payload):
    """The message with this id did not reach the team, and what to do instead."""

    template: ClassVar[str] = "not_passed_on"
    message_id: int


@dataclass(frozen=True)
class OfferReport(Payload):
    """Ask whether what was written shall be a report, or continues `ticket_id`, a resolved one.

    `likely` is what it seems to be meant for: one thing where that is sure. `courtesy` is the
    thanks or the greeting that it seems to be and that is returned, though it may say more.
    """

    template: ClassVar[str] = "offer_report"
    message_id: int
    count: int
    text: str
    ticket_id: int | None = None
    likely: tuple[Intent, ...] = ()
    courtesy: Intent | None = None


@dataclass(frozen=True)
class DialogExpired(Payload):
    """What the person was doing has waited long; offer to go on. `kept` counts their messages."""

    template: ClassVar[str] = "dialog_expired"
    dialog: DialogName
    kept: int


@dataclass(frozen=True)
class NothingWritten(Payload):
    """A toast: there is nothing to send yet."""

    template: ClassVar[str] = "toast_nothing_written"


@dataclass(frozen=True)
class WordQuestion(Payload):
    """Thank for the stars and ask for a word; few stars are met with a way to reopen."""

    template: ClassVar[str] = "word_question"
    ticket_id: int
    stars: int


@dataclass(frozen=True)
class RatingKept(Payload):
    """Thank for the word."""

    template: ClassVar[str] = "rating_kept"


@dataclass(frozen=True)
class RatingNoted(Payload):
    """A toast: the stars were counted."""

    template: ClassVar[str] = "toast_rating_noted"


@dataclass(frozen=True)
class Reopened(Payload):
    """The report is open again; `added` where it got what was written just now."""

    template: ClassVar[str] = "reopened"
    ticket_id: int
    added: bool = False


@dataclass(frozen=True)
class TooLateToReopen(Payload):
    """The report was resolved long ago: a new one is the way."""

    template: ClassVar[str] = "too_late_to_reopen"
    ticket_id: int


@dataclass(frozen=True)
class StillOpen(Payload):
    """A toast: the report is in work, so it can be neither rated nor reopened."""

    template: ClassVar[str] = "toast_still_open"
