"""The days that somebody writes when they ask for leave."""

import re
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from crm.errors import CrmError

_DAY = re.compile(
    r"(?<!\d)(?:(\d{4})-(\d{1,2})-(\d{1,2})|(\d{1,2})[-/.](\d{1,2})(?:[-/.](\d{4}))?)(?!\d)"
)
_FIRST_AND_LAST = 2
_FILLERS = frozenset({"dari", "from", "mulai", "sampai", "until", "till", "to", "s/d", "-", "–"})


class DaysNotUnderstood(CrmError):
    """There are no days in it, or more than two, or one that no calendar has."""

    code: ClassVar[str] = "days_not_understood"


@dataclass(frozen=True, slots=True)
class LeaveWish:
    """The first and last day of a leave, and the name before them; empty for oneself."""

    first: date
    last: date
    name: str = ""


def read_leave(text: str, *, today: date) -> LeaveWish:
    """Read `[NAME] [FIRST] LAST`, each day as 24-12, 24/12/2026 or 2026-12-24.

    Without a first day it is today. A day without a year is the next one of that name, counted
    from today, the last one from the first.

    Raises:
        DaysNotUnderstood: it cannot be read so.
    """
    found = list(_DAY.finditer(text))
    if not found or len(found) > _FIRST_AND_LAST:
        raise DaysNotUnderstood
    first = _day(found[0], since=today)
    words = (word for word in text[: found[0].start()].split() if word.lower() not in _FILLERS)
    name = " ".join(words)
    if len(found) == 1:
        return LeaveWish(first=today, last=first, name=name)
    return LeaveWish(first=first, last=_day(found[1], since=first), name=name)


def _day(match: re.Match[str], *, since: date) -> date:
    iso_year, iso_month, iso_day, day, month, year = match.groups()
    try:
        if iso_year:
            return date(int(iso_year), int(iso_month), int(iso_day))
        if year:
            return date(int(year), int(month), int(day))
        soonest = date(since.year, int(month), int(day))
        return soonest if soonest >= since else soonest.replace(year=since.year + 1)
    except ValueError:
        raise DaysNotUnderstood from None
