"""Hours of work: how many lie between two moments, and when so many of them are over.

Moments are cut to the minute, so that a stretch is as long as its parts together. A minute counts
where the wall clock of the zone stands within the hours of its day, and the day is no holiday; an
hour that the clock shows twice counts twice, and one that it leaps over does not.
"""

from collections.abc import Container, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from itertools import count, pairwise
from zoneinfo import ZoneInfo

from core.weeks import HOUR, MIDNIGHT, Week

MINUTE = 60
"""In seconds."""
EPOCH = date(1970, 1, 1)


@dataclass(frozen=True, slots=True)
class Opening:
    """A stretch of work: from which minute since 1970 until which, and on which local day."""

    begin: int
    end: int
    day: date


@dataclass(frozen=True, slots=True)
class Calendar:
    """When staff work: the hours of a week, on the clock of a zone, but for holidays."""

    week: Week
    zone: ZoneInfo
    holidays: Container[date] = frozenset[date]()

    def between(self, begin: datetime, end: datetime) -> int:
        """Return how many minutes of work lie from `begin` until `end`."""
        first, last = _minute(begin), _minute(end)
        total = 0
        for opening in self._from(first):
            if opening.begin >= last:
                break
            total += max(0, min(opening.end, last) - max(opening.begin, first))
        return total

    def after(self, moment: datetime, minutes: int) -> datetime:
        """Return the first moment at which so many minutes of work have gone since `moment`."""
        first, left = _minute(moment), minutes
        if left <= 0:
            return _moment(first)
        for opening in self._from(first):
            begin = max(opening.begin, first)
            if opening.end - begin >= left:
                return _moment(begin + left)
            left -= max(0, opening.end - begin)
        raise AssertionError  # the openings have no end

    def is_open(self, moment: datetime) -> bool:
        """Tell whether staff work in the minute of `moment`."""
        minute = _minute(moment)
        return next(self._from(minute)).begin <= minute

    def _from(self, minute: int) -> Iterator[Opening]:
        """Yield what is not over by `minute`, in order and without end."""
        for day in count(minute // MIDNIGHT):
            for opening in _openings(self.week, self.zone, day):
                if opening.end > minute and opening.day not in self.holidays:
                    yield opening


@lru_cache(maxsize=4096)
def _openings(week: Week, zone: ZoneInfo, day: int) -> tuple[Opening, ...]:
    """Return the openings within a day of UTC, counted from 1970; holidays are not known here.

    UTC never leaps, so that these days and what is in them follow one another.
    """
    return tuple(
        opening
        for begin, end in pairwise(_edges(zone, day * MIDNIGHT, (day + 1) * MIDNIGHT))
        for opening in _within(week, begin, end, _offset(zone, begin))
    )


def _within(week: Week, begin: int, end: int, offset: int) -> Iterator[Opening]:
    """Yield the openings from `begin` until `end`, during which the clock has one offset."""
    for number in range((begin + offset) // MIDNIGHT, (end + offset - 1) // MIDNIGHT + 1):
        day, midnight = EPOCH + timedelta(days=number), number * MIDNIGHT - offset
        for opens, closes in week.days[day.weekday()]:
            first, last = max(midnight + opens, begin), min(midnight + closes, end)
            if first < last:
                yield Opening(first, last, day)


def _edges(zone: ZoneInfo, begin: int, end: int) -> list[int]:
    """Return both ends, and between them every minute at which the clock is set."""
    edges = [begin]
    for hour in range(begin, end, HOUR):
        low, high = hour, hour + HOUR
        if (before := _offset(zone, low)) == _offset(zone, high):
            continue
        while high - low > 1:
            middle = (low + high) // 2
            low, high = (middle, high) if _offset(zone, middle) == before else (low, middle)
        edges.append(high)
    return [*dict.fromkeys([*edges, end])]


def _offset(zone: ZoneInfo, minute: int) -> int:
    offset = _moment(minute).astimezone(zone).utcoffset()
    return int((offset or timedelta()).total_seconds()) // MINUTE


def _minute(moment: datetime) -> int:
    return int(moment.timestamp() // MINUTE)


def _moment(minute: int) -> datetime:
    return datetime.fromtimestamp(minute * MINUTE, UTC)
