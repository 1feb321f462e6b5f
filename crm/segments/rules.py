"""Which part of its life a store is in, how stores are scored, and what is worth a look."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import combinations
from zoneinfo import ZoneInfo

from core.settings import Settings
from models.segments import Lifecycle

JAKARTA = ZoneInfo("Asia/Jakarta")
QUINTILES = 5
VALUABLE = 4
"""A store with this score in orders or in money, or a higher one, is worth keeping."""
FADING = 2
"""A store with this score in recency, or a lower one, has not sold for long."""
WEAKENING = (Lifecycle.SLOWING, Lifecycle.DORMANT)
STEPS = (Lifecycle.ACTIVE, *WEAKENING, Lifecycle.LOST)
"""The way down, and back up."""
SLIPS = frozenset({*combinations(STEPS, 2), *((Lifecycle.NEW, step) for step in STEPS[1:])})
"""From one week to the next, a store that stood at the first of a pair fell to the second."""
RETURNS = frozenset((lower, higher) for higher, lower in combinations(STEPS, 2))
"""Likewise a store that came back: it rose from the first to the second."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """The thresholds as moments: what a count at `at` compares everything with."""

    at: datetime
    week: str
    """The ISO week of `at` in the staff's zone, such as 2026-W47."""
    new: date
    active: datetime
    slowing: datetime
    lost: datetime
    window: datetime
    """RFM looks at orders after this moment."""


@dataclass(frozen=True, slots=True)
class Thresholds:
    """How long each part of a store's life lasts; the defaults are those of the settings."""

    new: timedelta = timedelta(days=30)
    active: timedelta = timedelta(days=14)
    slowing: timedelta = timedelta(days=60)
    lost: timedelta = timedelta(days=180)
    window: timedelta = timedelta(days=365)
    zone: ZoneInfo = JAKARTA

    @classmethod
    def of(cls, settings: Settings) -> "Thresholds":
        """Return what the settings say."""
        return cls(
            new=timedelta(days=settings.segment_new_days),
            active=timedelta(days=settings.segment_active_days),
            slowing=timedelta(days=settings.segment_slowing_days),
            lost=timedelta(days=settings.segment_lost_days),
            window=timedelta(days=settings.rfm_days),
            zone=settings.timezone,
        )

    def at(self, moment: datetime) -> Bounds:
        """Return the bounds of a count at `moment`."""
        return Bounds(
            at=moment,
            week=week_of(moment, self.zone),
            new=moment.astimezone(self.zone).date() - self.new,
            active=moment - self.active,
            slowing=moment - self.slowing,
            lost=moment - self.lost,
            window=moment - self.window,
        )


@dataclass(frozen=True, slots=True)
class Standing:
    """What a store's part of life follows from; `last_sale` is that of an order that counts."""

    is_store: bool = True
    gone: bool = False
    joined: date | None = None
    products: int = 0
    last_login: datetime | None = None
    last_sale: datetime | None = None


def lifecycle(standing: Standing, bounds: Bounds) -> Lifecycle:  # noqa: PLR0911 - one answer a line, the first that fits
    """Return where a store stands.

    Lost is who is gone from the pull, or has neither logged in nor sold for long; who never did
    either was only invited. `crm.segments.counting` says the same in SQL, for all stores at once.
    """
    heard = [one for one in (standing.last_login, standing.last_sale) if one is not None]
    seen = max(heard, default=None)
    if not standing.is_store:
        return Lifecycle.VISITOR
    if standing.gone or (seen is not None and seen < bounds.lost):
        return Lifecycle.LOST
    if seen is None:
        return Lifecycle.INVITED
    if standing.joined is not None and standing.joined >= bounds.new:
        return Lifecycle.NEW
    if standing.products == 0:
        return Lifecycle.NO_PRODUCT
    if seen >= bounds.active:
        return Lifecycle.ACTIVE
    return Lifecycle.SLOWING if seen >= bounds.slowing else Lifecycle.DORMANT


def week_of(moment: datetime, zone: ZoneInfo) -> str:
    """Return the ISO week that `moment` lies in by the calendar of `zone`; weeks sort by name."""
    year, week, _ = moment.astimezone(zone).isocalendar()
    return f"{year}-W{week:02}"


def cut_places(stores: int) -> tuple[int, ...]:
    """Return which places, counted from 1, end the first four quintiles of `stores` in order.

    RFM after A. M. Hughes, Strategic Database Marketing (1994): customers are sorted by a measure
    and divided into exact quintiles, the best of which scores 5. He lets equal customers fall into
    two quintiles; here equals score equal. With n stores a store's score is
    1 + (5 × the number of stores with a smaller value) div n, and so 1 plus the number of cuts
    that its value exceeds.
    """
    return tuple(-(-quintile * stores // QUINTILES) for quintile in range(1, QUINTILES))
