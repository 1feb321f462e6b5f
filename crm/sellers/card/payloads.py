"""What staff read when they look a seller up, without its words."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from crm.followups.letters import Answer, Letter
from crm.followups.rules import Obstacle
from crm.outbox.payload import Payload, Priority
from crm.sellers.card.rules import Spell, TalkKind, Trend
from crm.sellers.facts import SellerFacts
from crm.sellers.payloads import StoreChoice
from crm.sellers.rules import Hurdle
from crm.tickets.payloads import TicketLine
from models.calls import CallOutcome
from models.followups import TouchSource
from models.interactions import Channel


@dataclass(frozen=True, slots=True)
class PartnerFacts:
    """The Rumah BUMN that knows the seller in person; texts are empty where it is not known."""

    name: str
    contact: str
    phone: str | None


@dataclass(frozen=True, slots=True)
class Sales:
    """What a store sold: rupiah in each week, the one that runs last, and orders in all."""

    weekly: tuple[int, ...]
    orders: int
    trend: Trend


@dataclass(frozen=True, slots=True)
class Scores:
    """RFM, 1 to 5 each, as the last weekly count has them."""

    recency: int
    frequency: int
    monetary: int


@dataclass(frozen=True, slots=True)
class NoteLine:
    """What a colleague wrote about the seller; `by` is empty where nobody knows."""

    at: datetime
    by: str
    text: str


@dataclass(frozen=True, slots=True)
class TalkLine:
    """One thing that passed between the seller and us; `outcome` is a call's."""

    at: datetime
    incoming: bool
    kind: TalkKind
    text: str
    outcome: CallOutcome | None = None


@dataclass(frozen=True, slots=True)
class InCadence:
    """The cadence that the seller is in, and what they are told next."""

    followup_id: int
    cadence: str
    runs: bool
    """False while it is paused, or waits for approval."""
    watched: bool
    """They get nothing, to compare with."""
    entered_at: datetime
    letter: Letter | None
    """None once all is said: then it ends at `due`."""
    due: datetime
    zone: str


@dataclass(frozen=True, slots=True)
class TouchLine:
    """A word that the seller did not ask for, and the button that they answered it with."""

    at: datetime
    channel: Channel
    source: TouchSource
    letter: Letter | None
    answer: Answer | None


@dataclass(frozen=True)
class SellerCard(Payload):
    """All about one seller, as it is when the card is made; `zone` is the staff's."""

    template: ClassVar[str] = "seller_card"
    priority: ClassVar[Priority] = Priority.STAFF
    seller_id: int
    portal_id: str
    zone: str
    seller: SellerFacts
    email: str | None
    revenue: int
    gone_at: datetime | None
    linked_at: datetime | None
    hurdle: Hurdle | None
    """What keeps us from writing to them on Telegram."""
    partner: PartnerFacts | None
    sales: Sales
    scores: Scores | None
    history: tuple[Spell, ...]
    tickets: tuple[TicketLine, ...]
    notes: tuple[NoteLine, ...]
    talk: tuple[TalkLine, ...]
    followup: InCadence | None = None
    touches: tuple[TouchLine, ...] = ()


@dataclass(frozen=True)
class SellersFound(Payload):
    """Several stores fit what was typed; `more` where there are others that are not shown."""

    template: ClassVar[str] = "sellers_found"
    priority: ClassVar[Priority] = Priority.STAFF
    typed: str
    stores: tuple[StoreChoice, ...]
    more: bool


@dataclass(frozen=True)
class SellerUnknown(Payload):
    """Nobody fits what was typed, or nothing was typed: what can be."""

    template: ClassVar[str] = "seller_unknown"
    priority: ClassVar[Priority] = Priority.STAFF
    typed: str


@dataclass(frozen=True)
class NotePrompt(Payload):
    """Ask `name` for a note: whatever replies to this message is kept."""

    template: ClassVar[str] = "note_prompt"
    priority: ClassVar[Priority] = Priority.STAFF
    telegram_id: int
    name: str
    store: str


@dataclass(frozen=True)
class NoteKept(Payload):
    """The note is on the card."""

    template: ClassVar[str] = "note_kept"
    priority: ClassVar[Priority] = Priority.STAFF
    seller_id: int
    store: str


@dataclass(frozen=True)
class NoteNeedsWords(Payload):
    """A picture or a voice message is no note."""

    template: ClassVar[str] = "note_needs_words"
    priority: ClassVar[Priority] = Priority.STAFF


@dataclass(frozen=True)
class SellerGone(Payload):
    """A toast: the card's seller is not there any more."""

    template: ClassVar[str] = "toast_seller_gone"


@dataclass(frozen=True)
class NotePrompted(Payload):
    """A toast: the note goes into a reply."""

    template: ClassVar[str] = "toast_note_prompted"


@dataclass(frozen=True)
class CallListed(Payload):
    """A toast: the call is on the team's list; `waiting` where it was before."""

    template: ClassVar[str] = "toast_call_listed"
    waiting: bool = False


@dataclass(frozen=True)
class ConversationBegun(Payload):
    """A toast: there is a topic to write in; `open_before` where there was one already."""

    template: ClassVar[str] = "toast_conversation_begun"
    ticket_id: int
    open_before: bool = False


@dataclass(frozen=True)
class NoDesk(Payload):
    """A toast: without a paired group there is nowhere to talk with a seller."""

    template: ClassVar[str] = "toast_no_desk"


@dataclass(frozen=True)
class SellerOutOfReach(Payload):
    """A toast: Telegram does not lead to the seller; what is left does."""

    template: ClassVar[str] = "toast_seller_out_of_reach"
    hurdle: Hurdle
    phone: str | None
    email: str | None


@dataclass(frozen=True)
class FollowUpPlanned(Payload):
    """A toast: when the follow-up leaves, by the clock of the seller's `zone`."""

    template: ClassVar[str] = "toast_followup_planned"
    due: datetime
    zone: str


@dataclass(frozen=True)
class FollowUpNotPlanned(Payload):
    """A toast: why no follow-up leaves; `at` is the one that stands in its way."""

    template: ClassVar[str] = "toast_followup_not_planned"
    obstacle: Obstacle
    at: datetime | None
    zone: str


@dataclass(frozen=True)
class SellerTakenOut(Payload):
    """A toast: the seller is in no cadence any more; `before` where they had left it already."""

    template: ClassVar[str] = "toast_seller_taken_out"
    before: bool = False
