"""What is said about tickets, without its words."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import ClassVar

from crm.followups.letters import Answer, Letter
from crm.outbox.payload import Payload, Priority
from crm.sellers.facts import SellerFacts
from crm.tickets.events import Party
from models.sla import Goal
from models.tickets import Category, TicketKind, TicketState


@dataclass(frozen=True, slots=True)
class Candidate:
    """A store that a visitor may mean; `place` tells it from its namesakes."""

    seller_id: int
    store: str
    place: str = ""


@dataclass(frozen=True)
class TicketCard(Payload):
    """A ticket as staff see it, as it was when the card was made or changed last.

    `text` is cut to what a card can show; `attached` messages are copied below it. The names
    are empty and the rating None for as long as there are none.
    """

    template: ClassVar[str] = "ticket_card"
    priority: ClassVar[Priority] = Priority.STAFF
    ticket_id: int
    kind: TicketKind
    category: Category
    state: TicketState
    urgent: bool
    language: str
    text: str
    attached: int
    created_at: datetime
    seller: SellerFacts
    begun_by: str = ""
    """Who of the staff wrote to the seller first; empty where the seller did."""
    told_to: str = ""
    """Who of the staff took it down on the phone; empty where the seller wrote it."""
    claimed_by: str = ""
    resolved_by: str = ""
    resolved_as: Party = Party.STAFF
    """Who resolved it, where it is."""
    reopen_until: datetime | None = None
    """Until when the seller may open a resolved ticket again."""
    reopened: int = 0
    """How often it was opened again."""
    rating: int | None = None
    comment: str = ""
    typed_name: str = ""
    """In a claim: the store's name as the visitor wrote it."""
    candidates: tuple[Candidate, ...] = ()
    letter: Letter | None = None
    """What we wrote unasked that the seller answers by this."""
    answers_to: str = ""
    """The first line of it, where it was no letter."""
    pressed: Answer | None = None
    """The button under it that the ticket was made of."""
    low: bool = False
    """It is less urgent than others."""
    goal: Goal | None = None
    """What is due first, the answer or the solution, if anything is."""
    due_at: datetime | None = None
    incident: int | None = None
    """The incident that it is one report of."""
    suggestion: int | None = None
    """The wish that it says, which `others` say too."""
    others: int = 0
    explained: bool = False
    """Whether it is in a language whose words we can explain."""
    written: str | None = None
    """The regional language that the seller's texts are in, where they tell one."""


@dataclass(frozen=True)
class CardUpdate(TicketCard):
    """The same, to take the place of the card that was posted."""

    template: ClassVar[str] = "card_update"


@dataclass(frozen=True, slots=True)
class NewReport:
    """A new ticket in a list of several; `store` and `text` are cut."""

    ticket_id: int
    category: Category
    urgent: bool
    store: str
    text: str


@dataclass(frozen=True)
class NewReports(Payload):
    """More reports than their cards fit into the group at once; `more` are not named."""

    template: ClassVar[str] = "new_reports"
    priority: ClassVar[Priority] = Priority.REPLY
    reports: tuple[NewReport, ...]
    more: int = 0


@dataclass(frozen=True)
class TicketReopened(Payload):
    """The seller opened a resolved ticket again."""

    template: ClassVar[str] = "ticket_reopened"
    priority: ClassVar[Priority] = Priority.STAFF
    ticket_id: int
    assignee: str = ""
    telegram_id: int = 0
    """The assignee's, who is mentioned."""


@dataclass(frozen=True)
class SellerCommented(Payload):
    """The seller's word on the answer they got."""

    template: ClassVar[str] = "seller_commented"
    priority: ClassVar[Priority] = Priority.STAFF
    text: str
    stars: int | None = None


@dataclass(frozen=True)
class TicketResolved(Payload):
    """To the seller: the report is resolved; how was it, where that `asks`?"""

    template: ClassVar[str] = "ticket_resolved"
    ticket_id: int
    asks: bool = True


class PressOutcome(StrEnum):
    """What pressing a button on a card came to."""

    CLAIMED = "claimed"
    ALREADY_YOURS = "already_yours"
    ALREADY_CLAIMED = "already_claimed"
    RESOLVED = "resolved"
    RESOLVED_QUIETLY = "resolved_quietly"
    """Nobody is asked how it was."""
    ALREADY_RESOLVED = "already_resolved"
    REOPENED = "reopened"
    STILL_OPEN = "still_open"
    HOW_TO_NOTE = "how_to_note"
    LINKED = "linked"
    REFUSED = "refused"
    STORE_TAKEN = "store_taken"
    GONE = "gone"


@dataclass(frozen=True)
class PressAnswered(Payload):
    """The short answer to a staff member's press; `by` names who was first."""

    template: ClassVar[str] = "press_answered"
    outcome: PressOutcome
    by: str = ""


class Undelivered(StrEnum):
    """Why an answer of staff did not go to the seller."""

    UNREACHABLE = "unreachable"
    NOT_COPYABLE = "not_copyable"
    REFUSED = "refused"
    """Telegram refused to copy it."""
    WHOSE = "whose"
    """It replies to a message of ours that no report is known for, such as one that came twice."""
    CARD = "card"
    """It replies to a seller's card, which shows and does not relay."""


@dataclass(frozen=True)
class AnswerUndelivered(Payload):
    """To staff: the seller did not get this; `phone` is another way to reach them."""

    template: ClassVar[str] = "answer_undelivered"
    priority: ClassVar[Priority] = Priority.STAFF
    why: Undelivered
    phone: str = ""
    message_id: int | None = None
    """Which message it was, where it is not clear."""


@dataclass(frozen=True, slots=True)
class TicketLine:
    """One ticket in a list; `link` opens its topic, where it has one."""

    ticket_id: int
    store: str
    category: Category
    state: TicketState
    created_at: datetime
    link: str = ""
    due_at: datetime | None = None
    """When the first of its goals is due; None where no time runs."""
    late: bool = False


@dataclass(frozen=True)
class TicketList(Payload):
    """A staff member's own tickets, or those that wait for somebody; `total` counts all."""

    template: ClassVar[str] = "ticket_list"
    priority: ClassVar[Priority] = Priority.STAFF
    mine: bool
    total: int
    lines: tuple[TicketLine, ...]
    staff_id: int = 0
    """Whose list it is; 0 where it is nobody's."""
    page: int = 0
    pages: int = 1
    message_id: int | None = None
