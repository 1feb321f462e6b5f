"""What staff read about a week's segments, without its words."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from crm.outbox.payload import Payload, Priority
from models.segments import Lifecycle


@dataclass(frozen=True, slots=True)
class Count:
    """How many stores are in a part of life; `before` is None where no week was before."""

    lifecycle: Lifecycle
    stores: int
    before: int | None


@dataclass(frozen=True, slots=True)
class StoreLine:
    """A store that is worth a look; `before` is where it stood in the week before."""

    seller_id: int
    store: str
    regency: str
    lifecycle: Lifecycle
    before: Lifecycle | None
    monetary: int


@dataclass(frozen=True, slots=True)
class Picked:
    """How many stores are worth a look for one reason, and the weightiest of them."""

    total: int
    lines: tuple[StoreLine, ...]


@dataclass(frozen=True)
class SegmentsShown(Payload):
    """A week's segments; `since` is the week before, None where there is none."""

    template: ClassVar[str] = "segments_shown"
    priority: ClassVar[Priority] = Priority.STAFF
    week: str
    at: datetime
    since: str | None
    stores: int
    counts: tuple[Count, ...]
    slipped: Picked
    come_back: Picked
    at_risk: Picked
    top: Picked
    files_follow: bool
    """The files are being made; else they come right after this."""


@dataclass(frozen=True)
class SegmentsChart(Payload):
    """The week's picture."""

    template: ClassVar[str] = "segments_chart"
    priority: ClassVar[Priority] = Priority.STAFF
    attachment_id: int
    week: str
    since: str | None


@dataclass(frozen=True)
class SegmentsSheet(Payload):
    """The week's workbook, which lists `listed` of all `stores`."""

    template: ClassVar[str] = "segments_sheet"
    priority: ClassVar[Priority] = Priority.STAFF
    attachment_id: int
    week: str
    stores: int
    listed: int


@dataclass(frozen=True)
class NothingCounted(Payload):
    """There is no store to count yet; the first thing to do is to pull."""

    template: ClassVar[str] = "nothing_counted"
    priority: ClassVar[Priority] = Priority.STAFF
