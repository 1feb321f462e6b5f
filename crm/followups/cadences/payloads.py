"""What staff see of the cadences, and of what they decide about them."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import ClassVar

from crm.followups.cadences.plans import Anchor, Entrance, StepPlan, Stop
from crm.outbox.payload import Payload, Priority
from models.followups import CadenceState
from models.interactions import Channel


@dataclass(frozen=True, slots=True)
class Figures:
    """How a cadence stands just now."""

    running: int = 0
    """Stores that are in it."""
    watched: int = 0
    """So many of those get nothing, to compare with."""
    said: int = 0
    """Words that were said in the last seven days, by any channel."""
    calls: int = 0
    """Calls that wait for the team."""


@dataclass(frozen=True, slots=True)
class CadenceLine:
    """One cadence in short."""

    cadence: str
    state: CadenceState
    enter: Entrance
    figures: Figures


@dataclass(frozen=True)
class CadenceList(Payload):
    """All cadences, the first to enter first; `message_id` is rewritten, None posts a new one."""

    template: ClassVar[str] = "cadence_list"
    priority: ClassVar[Priority] = Priority.STAFF
    lines: tuple[CadenceLine, ...]
    message_id: int | None = None


@dataclass(frozen=True)
class CadenceCard(Payload):
    """All about one cadence, in the place of the list."""

    template: ClassVar[str] = "cadence_card"
    priority: ClassVar[Priority] = Priority.STAFF
    cadence: str
    edition: int
    state: CadenceState
    rank: int
    """Where a store may enter several, the lowest goes first."""
    enter: Entrance
    anchor: Anchor
    steps: tuple[StepPlan, ...]
    stops: tuple[Stop, ...]
    control: int
    """Stores in a thousand that are only watched."""
    cap: int | None
    rest_days: int
    wait_days: int
    figures: Figures
    published_at: datetime
    decided_at: datetime | None
    decided_by: str
    """Empty for the command line."""
    message_id: int


@dataclass(frozen=True)
class CadencesWait(Payload):
    """So many cadences wait for a supervisor; told once for each edition."""

    template: ClassVar[str] = "cadences_wait"
    priority: ClassVar[Priority] = Priority.STAFF
    cadences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LanguageCount:
    """How many stores read a language; it is empty where nobody knows."""

    language: str
    stores: int


@dataclass(frozen=True, slots=True)
class ChannelCount:
    """How many stores are told by a channel; None where only a later step leads to them."""

    channel: Channel | None
    stores: int


@dataclass(frozen=True, slots=True)
class DayCount:
    """How many stores take their first step on a day of theirs."""

    day: date
    stores: int


@dataclass(frozen=True)
class CadencePreview(Payload):
    """Who would enter a cadence just now, beside all that run."""

    template: ClassVar[str] = "cadence_preview"
    priority: ClassVar[Priority] = Priority.STAFF
    cadence: str
    edition: int
    state: CadenceState
    at: datetime
    fitting: int
    """Stores that may enter, on whatever day."""
    stores: int
    """So many of them now, for `cap` is how many may in a day."""
    watched: int
    cap: int | None
    languages: tuple[LanguageCount, ...]
    channels: tuple[ChannelCount, ...]
    days: tuple[DayCount, ...]


@dataclass(frozen=True)
class CadenceNotPreviewed(Payload):
    """Nobody can tell who would enter: nothing was counted yet, or the cadence is `gone`."""

    template: ClassVar[str] = "cadence_not_previewed"
    priority: ClassVar[Priority] = Priority.STAFF
    cadence: str
    gone: bool


@dataclass(frozen=True)
class CadenceLetter(Payload):
    """What a step says, as a seller of `language` reads it."""

    template: ClassVar[str] = "cadence_letter"
    priority: ClassVar[Priority] = Priority.STAFF
    cadence: str
    number: int
    of: int
    anchor: Anchor
    step: StepPlan
    language: str


class Pressed(StrEnum):
    """What a press comes to."""

    APPROVED = "approved"
    PAUSED = "paused"
    RESUMED = "resumed"
    COUNTING = "counting"
    """The preview follows."""
    NOT_SUPERVISOR = "not_supervisor"
    UNKNOWN = "unknown"
    CHANGED = "changed"
    NOT_WAITING = "not_waiting"
    NOT_ACTIVE = "not_active"
    NOT_PAUSED = "not_paused"


@dataclass(frozen=True)
class CadencePressed(Payload):
    """A toast: what came of a press on a cadence's card."""

    template: ClassVar[str] = "toast_cadence_pressed"
    outcome: Pressed
