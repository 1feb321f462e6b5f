"""At what hour a seller may be written to unasked: a rule over a moment, a zone and a calendar."""

from collections.abc import Container
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from core.settings import Settings
from crm.followups.holidays import public_holidays
from crm.sellers.provinces import JAKARTA, JAYAPURA, MAKASSAR, PONTIANAK

ZONES = (JAKARTA, PONTIANAK, MAKASSAR, JAYAPURA)
DEFAULT_ZONE = JAKARTA
"""Whose day a seller keeps whose zone is none of `ZONES`."""
FRIDAY = 4
HOUR = 60
MARGIN = 30
"""Nobody's minute lies in the last half hour, so that a late look still finds the day open."""
STRIDE = 379
"""Sellers one after the other in the table are this many minutes apart: a prime, so that it fits
into no window and all minutes are used alike."""


@dataclass(frozen=True, slots=True)
class Hours:
    """The minutes of a day at which sellers may be written to: from `opens` until `closes`."""

    opens: int = 8 * HOUR
    closes: int = 20 * HOUR
    friday: tuple[int, int] | None = (11 * HOUR + 30, 13 * HOUR)
    """Left free on Fridays, for prayer."""
    holidays: Container[date] = frozenset[date]()

    @classmethod
    def of(cls, settings: Settings, holidays: Container[date] | None = None) -> "Hours":
        """Return what the settings say; `holidays` are Indonesia's where None."""
        opens, closes = settings.followup_hours
        return cls(
            opens=_minute(opens),
            closes=_minute(closes),
            friday=_minutes(settings.friday_pause),
            holidays=public_holidays() if holidays is None else holidays,
        )

    @property
    def length(self) -> int:
        """The minutes over which sellers are spread."""
        return max(self.closes - self.opens - MARGIN, 1)

    @property
    def last(self) -> int:
        """The minute after the last one that is any seller's."""
        return self.opens + self.length

    def minute_of(self, seller_id: int, usual: int | None = None) -> int:
        """Return the minute of the day that is this seller's.

        It is the one about which they tend to answer, where that is known, and else one that is
        theirs for good; so that all sellers are spread over the day.
        """
        if usual is None:
            return self.opens + seller_id * STRIDE % self.length
        return min(max(usual, self.opens), self.last - 1)

    def on(self, day: date, minute: int) -> int:
        """Return the minute of `day` for a seller whose minute is `minute`.

        On Fridays whoever has one that is left free is spread over the time after it.
        """
        if self.friday is None or day.weekday() != FRIDAY:
            return minute
        begin, end = self.friday
        if not begin <= minute < end:
            return minute
        if end >= self.last:
            return max(self.opens, begin - 1)
        return end + (minute - begin) * (self.last - end) // (end - begin)

    def is_open(self, moment: datetime, zone: str) -> bool:
        """Tell whether an unasked message may leave at `moment` by the day of `zone`."""
        local = moment.astimezone(zone_of(zone))
        return self._is_day(local.date()) and self._is_minute(local)

    def better(self, now: datetime, zone: str, *, minute: int) -> datetime | None:
        """Return None where an unasked message may leave now, else the moment to move it to.

        That is the next one of the seller whose minute is `minute`.
        """
        return None if self.is_open(now, zone) else self.next(now, zone, minute=minute)

    def next(self, now: datetime, zone: str, *, minute: int) -> datetime:
        """Return the first moment from `now` on that is the seller's minute on an open day."""
        local = zone_of(zone)
        day = now.astimezone(local).date()
        while not self._is_day(day) or self._at(day, minute, local) < now:
            day += timedelta(days=1)
        return self._at(day, minute, local)

    def _at(self, day: date, minute: int, zone: ZoneInfo) -> datetime:
        hour, rest = divmod(self.on(day, minute), HOUR)
        return datetime.combine(day, time(hour, rest), zone).astimezone(UTC)

    def _is_day(self, day: date) -> bool:
        return day not in self.holidays

    def _is_minute(self, local: datetime) -> bool:
        minute = _minute(local.time())
        free = self.friday if local.weekday() == FRIDAY else None
        is_free = free is not None and free[0] <= minute < free[1]
        return self.opens <= minute < self.closes and not is_free


@dataclass(frozen=True, slots=True)
class LocalTime:
    """What the clock shows in a zone."""

    zone: str
    day: date
    minute: int
    """Minutes since midnight."""
    midnight: datetime
    """When this day began."""


def local_time(now: datetime, zone: str) -> LocalTime:
    """Return what the clock shows in `zone` at `now`."""
    local = now.astimezone(zone_of(zone))
    midnight = datetime.combine(local.date(), time(), zone_of(zone)).astimezone(UTC)
    return LocalTime(zone, local.date(), _minute(local.time()), midnight)


def zone_of(name: str) -> ZoneInfo:
    """Return the zone called `name`, or the default one for a name that is none of ours."""
    return ZoneInfo(name if name in ZONES else DEFAULT_ZONE)


def _minutes(pause: tuple[time, time] | None) -> tuple[int, int] | None:
    return None if pause is None else (_minute(pause[0]), _minute(pause[1]))


def _minute(at: time) -> int:
    return at.hour * HOUR + at.minute
