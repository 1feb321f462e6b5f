"""What staff read about a call: the card, how it ended, and the answers to its buttons."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import ClassVar

from crm.calls.rules import CallReason
from crm.followups.letters import Answer, Letter
from crm.outbox.payload import Payload, Priority
from crm.sellers.facts import SellerFacts
from models.calls import CallOutcome
from models.tickets import Category


@dataclass(frozen=True)
class CallCard(Payload):
    """Ask staff to call a seller, with what they need to know for it."""

    template: ClassVar[str] = "call_card"
    priority: ClassVar[Priority] = Priority.STAFF
    task_id: int
    reason: CallReason
    asked_at: datetime
    seller: SellerFacts
    letter: Letter | None = None
    """What a cadence wants to be said."""
    tries: int = 0
    holder: str = ""
    """Who calls just now; empty where nobody does."""
    held_until: datetime | None = None
    link: str = ""
    """The invitation of a store whose owner has no chat with us yet."""


@dataclass(frozen=True)
class CallOpened(CallCard):
    """The card as whoever took the call from the list gets it."""

    template: ClassVar[str] = "call_opened"


class CallAsk(StrEnum):
    """What a card's buttons ask for."""

    OUTCOME = "outcome"
    WHEN = "when"
    CATEGORY = "category"


@dataclass(frozen=True)
class CallUpdated(Payload):
    """Rewrite an open call's card: who has it, and what its buttons ask for."""

    template: ClassVar[str] = "call_updated"
    priority: ClassVar[Priority] = Priority.STAFF
    message_id: int
    card: CallCard
    ask: CallAsk = CallAsk.OUTCOME


@dataclass(frozen=True)
class CallPutOff(Payload):
    """Rewrite a card: the seller is called again at `call_at`."""

    template: ClassVar[str] = "call_put_off"
    priority: ClassVar[Priority] = Priority.STAFF
    message_id: int
    card: CallCard
    caller: str
    missed: bool
    """Nobody answered; else the seller asked for it."""
    call_at: datetime


@dataclass(frozen=True)
class CallEnded(Payload):
    """Rewrite a call's card: who called, and how it ended."""

    template: ClassVar[str] = "call_ended"
    priority: ClassVar[Priority] = Priority.STAFF
    message_id: int
    card: CallCard
    caller: str
    outcome: CallOutcome
    at: datetime
    ticket_id: int | None = None
    hinders: tuple[Answer, ...] = ()
    """What the seller said makes selling hard, or that they are fine."""


@dataclass(frozen=True)
class CallProblemPrompt(Payload):
    """Ask `name` for a line about a problem: whatever replies to this message becomes a ticket."""

    template: ClassVar[str] = "call_problem_prompt"
    priority: ClassVar[Priority] = Priority.STAFF
    telegram_id: int
    name: str
    store: str
    task_id: int
    category: Category
    card_id: int
    """The card's message in the same chat."""


@dataclass(frozen=True)
class CallProblemKept(Payload):
    """The problem is a ticket now."""

    template: ClassVar[str] = "call_problem_kept"
    priority: ClassVar[Priority] = Priority.STAFF
    store: str
    ticket_id: int


@dataclass(frozen=True)
class CallProblemNeedsWords(Payload):
    """A picture or a voice message does not say what the seller needs."""

    template: ClassVar[str] = "call_problem_needs_words"
    priority: ClassVar[Priority] = Priority.STAFF


@dataclass(frozen=True)
class CallProblemTooLate(Payload):
    """The call has another outcome by now, so nothing was made of the words."""

    template: ClassVar[str] = "call_problem_too_late"
    priority: ClassVar[Priority] = Priority.STAFF


@dataclass(frozen=True)
class CallNoted(Payload):
    """A toast: the outcome is kept; `again_at` where the call stays on the list, in `zone`."""

    template: ClassVar[str] = "toast_call_noted"
    outcome: CallOutcome
    again_at: datetime | None = None
    zone: str = "Asia/Jakarta"


class CallPress(StrEnum):
    """What another press on a call came to."""

    TAKEN = "taken"
    RELEASED = "released"
    HELD = "held"
    """A colleague is calling them."""
    NOT_OPEN = "not_open"
    """It has an outcome, or its reason is gone, or it never was."""
    PROMPTED = "prompted"
    HINDERED = "hindered"


@dataclass(frozen=True)
class CallPressed(Payload):
    """A toast; `by` names who has the call."""

    template: ClassVar[str] = "toast_call_pressed"
    outcome: CallPress
    by: str = ""


@dataclass(frozen=True, slots=True)
class CallLine:
    """A call as the list shows it; `zone` is the seller's."""

    task_id: int
    store: str
    regency: str
    zone: str
    reason: CallReason
    letter: Letter | None
    call_at: datetime
    tries: int
    holder: str


@dataclass(frozen=True, slots=True)
class RegionCalls:
    """How many calls there are in a province, or in a regency; by the province's code."""

    province_code: str
    region: str
    calls: int


@dataclass(frozen=True, slots=True)
class LanguageCalls:
    """How many calls there are to sellers of a language."""

    language: str
    calls: int


@dataclass(frozen=True)
class CallList(Payload):
    """The calls that can be made now, those that were asked for first.

    `province_code` and `language` filter where they are not empty. Shown in place of the
    message with `message_id`, or as a new one.
    """

    template: ClassVar[str] = "call_list"
    province_code: str
    province_name: str
    language: str
    page: int
    pages: int
    total: int
    """What the filters leave."""
    later: int
    """Calls whose hour has not come, of all."""
    lines: tuple[CallLine, ...]
    regions: tuple[RegionCalls, ...]
    """Provinces; within a chosen one its regencies."""
    languages: tuple[LanguageCalls, ...]
    message_id: int | None = None


@dataclass(frozen=True)
class CallDigest(Payload):
    """Tell staff in the morning how many calls there are to make, and where."""

    template: ClassVar[str] = "call_digest"
    priority: ClassVar[Priority] = Priority.STAFF
    total: int
    asked: int
    regions: tuple[RegionCalls, ...]
