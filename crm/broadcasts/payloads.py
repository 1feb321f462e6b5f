"""What a broadcast says to sellers, and what supervisors see of it before, meanwhile and after."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import ClassVar

from crm.broadcasts.rules import Facet, Lack
from crm.outbox.payload import Delivery, Payload, Priority
from models.broadcasts import BroadcastState


class Declined(StrEnum):
    """Why nothing comes of a message."""

    NOT_SUPERVISOR = "not_supervisor"
    NO_WORDS = "no_words"
    NO_INDONESIAN = "no_indonesian"
    TOO_LONG = "too_long"
    NOT_TAKEN = "not_taken"
    """A kind of message that no broadcast can be."""
    ONE_PHOTO = "one_photo"
    """An album: only the picture with the words was taken."""
    OVER = "over"


class Pressed(StrEnum):
    """What a press comes to."""

    DONE = "done"
    CONFIRMED = "confirmed"
    PAUSED = "paused"
    RESUMED = "resumed"
    CANCELLED = "cancelled"
    NOT_SUPERVISOR = "not_supervisor"
    NOBODY = "nobody"
    NO_INDONESIAN = "no_indonesian"
    GONE = "gone"
    OVER = "over"
    """It was confirmed, given up or sent before."""
    SAMPLE = "sample"
    """It is only a preview of a seller's button."""


@dataclass(frozen=True)
class BroadcastMessage(Payload):
    """The words to one seller; whoever sends it takes them from the broadcast.

    At most once: hearing the same twice is worse than not at all.
    """

    template: ClassVar[str] = "broadcast"
    priority: ClassVar[Priority] = Priority.BROADCAST
    delivery: ClassVar[Delivery] = Delivery.AT_MOST_ONCE
    touch_id: int
    broadcast_id: int
    text: str = ""
    photo: str | None = None
    indonesian: str = ""
    """The words in Indonesian, for whoever would rather read those."""


@dataclass(frozen=True)
class Readers:
    """How many read a language, and whether it was written."""

    language: str
    sellers: int
    written: bool


@dataclass(frozen=True)
class Choice:
    """What can be chosen of a facet, and how many more or fewer that is."""

    code: str
    value: str
    sellers: int
    chosen: bool


@dataclass(frozen=True)
class BroadcastDraft(Payload):
    """The draft as it stands, with what can be done about it; `message_id` is rewritten."""

    template: ClassVar[str] = "broadcast_draft"
    priority: ClassVar[Priority] = Priority.STAFF
    broadcast_id: int
    recipients: int
    segments: tuple[str, ...]
    provinces: tuple[str, ...]
    languages: tuple[str, ...]
    categories: tuple[str, ...]
    lacks: tuple[Lack, ...]
    readers: tuple[Readers, ...]
    photo: bool
    message_id: int | None = None


@dataclass(frozen=True)
class BroadcastChoices(Payload):
    """What can be chosen of one facet, in the place of the draft."""

    template: ClassVar[str] = "broadcast_choices"
    priority: ClassVar[Priority] = Priority.STAFF
    broadcast_id: int
    facet: Facet
    choices: tuple[Choice, ...]
    recipients: int
    message_id: int


@dataclass(frozen=True)
class BroadcastPrompt(Payload):
    """Ask `name` for the words in a language: a reply to this message is taken as them."""

    template: ClassVar[str] = "broadcast_prompt"
    priority: ClassVar[Priority] = Priority.STAFF
    broadcast_id: int
    language: str
    telegram_id: int
    name: str
    sellers: int


@dataclass(frozen=True)
class BroadcastDeclined(Payload):
    """Say why nothing comes of a message."""

    template: ClassVar[str] = "broadcast_declined"
    priority: ClassVar[Priority] = Priority.STAFF
    why: Declined
    reply_to: int | None = None
    length: int = 0
    limit: int = 0


@dataclass(frozen=True)
class BroadcastPreview(Payload):
    """A message as sellers of a language will see it."""

    template: ClassVar[str] = "broadcast_preview"
    priority: ClassVar[Priority] = Priority.STAFF
    language: str
    text: str
    photo: str | None


@dataclass(frozen=True)
class BroadcastCheck(Payload):
    """How many will be told, who will not, and how long it takes: the last question."""

    template: ClassVar[str] = "broadcast_check"
    priority: ClassVar[Priority] = Priority.STAFF
    broadcast_id: int
    readers: tuple[Readers, ...]
    recipients: int
    later: int
    """Of them: those who had a word already and get this one on another day."""
    at_night: int
    """Of them: those where no word may be said at this hour."""
    enough: int
    """Left out, as all that follow: they have had as many words as anybody gets."""
    silent: int
    blocked: int
    unasked: int
    """They have not agreed that we write to them."""
    seconds: int
    rate: int
    """Messages a second."""


@dataclass(frozen=True)
class Tally:
    """What became of a broadcast's messages."""

    recipients: int = 0
    sent: int = 0
    answered: int = 0
    """Of them."""
    blocked: int = 0
    failed: int = 0
    dropped: int = 0
    waiting: int = 0
    later: int = 0
    """They are to get it on another day."""


@dataclass(frozen=True)
class BroadcastProgress(Payload):
    """How far it is, in the place of `message_id`; in a new message where there is none."""

    template: ClassVar[str] = "broadcast_progress"
    priority: ClassVar[Priority] = Priority.STAFF
    broadcast_id: int
    state: BroadcastState
    filled: bool
    tally: Tally
    seconds_left: int
    opens_at: datetime | None = None
    """When the next sellers may be told, where it is too late or early for all that wait."""
    message_id: int | None = None


@dataclass(frozen=True)
class BroadcastResult(Payload):
    """How it went."""

    template: ClassVar[str] = "broadcast_result"
    priority: ClassVar[Priority] = Priority.STAFF
    broadcast_id: int
    state: BroadcastState
    tally: Tally
    reply_to: int | None


@dataclass(frozen=True)
class BroadcastGivenUp(Payload):
    """Rewrite the draft: nothing was sent."""

    template: ClassVar[str] = "broadcast_given_up"
    priority: ClassVar[Priority] = Priority.STAFF
    message_id: int
    by: str


@dataclass(frozen=True)
class BroadcastPressed(Payload):
    """A toast: what a press came to."""

    template: ClassVar[str] = "toast_broadcast_pressed"
    outcome: Pressed
