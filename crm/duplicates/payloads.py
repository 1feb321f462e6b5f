"""What staff see of stores that may be one."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import ClassVar

from crm.outbox.payload import Payload
from models.duplicates import DuplicateReason


@dataclass(frozen=True, slots=True)
class Twin:
    """One store of a pair, by what tells it from the other or shows that it is the other."""

    portal_id: str
    store: str
    owner: str
    regency: str
    province: str
    phone: str | None
    email: str | None
    products: int
    transactions: int
    last_login: datetime | None
    linked: bool
    """It has a chat."""
    gone: bool
    """The last pull came without it."""


@dataclass(frozen=True)
class DuplicatePair(Payload):
    """Two stores side by side, to be merged or kept; `left` counts the open pairs, this one too.

    Shown in place of the message with `message_id`, or as a new one.
    """

    template: ClassVar[str] = "duplicate_pair"
    pair_id: int
    reason: DuplicateReason
    first: Twin
    second: Twin
    left: int
    message_id: int | None = None


@dataclass(frozen=True)
class NoDuplicates(Payload):
    """No pair waits for a decision."""

    template: ClassVar[str] = "no_duplicates"
    message_id: int | None = None


@dataclass(frozen=True)
class PairMerged(Payload):
    """A pair is one store now; `by` is empty where nobody of the staff did it in chat."""

    template: ClassVar[str] = "pair_merged"
    pair_id: int
    kept: str
    other: str
    by: str
    tickets: int
    messages: int
    sales: int
    chat_lost: bool
    """Both had a chat, and the other's leads to no store any more."""
    left: int
    message_id: int | None = None


@dataclass(frozen=True)
class PairKept(Payload):
    """A pair stays two stores."""

    template: ClassVar[str] = "pair_kept"
    pair_id: int
    first: str
    second: str
    by: str
    left: int
    message_id: int | None = None


@dataclass(frozen=True)
class PairReopened(Payload):
    """A decision was taken back: the pair is two stores and waits for another one."""

    template: ClassVar[str] = "pair_reopened"
    pair_id: int
    first: str
    second: str
    by: str
    left: int
    message_id: int | None = None


@dataclass(frozen=True)
class DuplicatesDeclined(Payload):
    """An agent asked for the pairs, which supervisors decide."""

    template: ClassVar[str] = "duplicates_declined"


class PairPress(StrEnum):
    """What a press came to."""

    MERGED = "merged"
    KEPT = "kept"
    REOPENED = "reopened"
    ONLY_ONE = "only_one"
    """There is no other pair to show."""
    DECIDED = "decided"
    """A colleague was quicker; the message shows what they decided."""
    GONE = "gone"
    """One of the two was merged with another store since."""
    NOTHING_TO_UNDO = "nothing_to_undo"
    MERGED_ON = "merged_on"
    """The kept store was itself merged later; that must be undone first."""
    NOT_SUPERVISOR = "not_supervisor"


@dataclass(frozen=True)
class PairPressed(Payload):
    """A toast."""

    template: ClassVar[str] = "toast_pair_pressed"
    outcome: PairPress
