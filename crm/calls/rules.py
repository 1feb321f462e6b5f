"""Why sellers are called, and when staff are there to do it."""

from collections.abc import Container
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from enum import StrEnum

OFFICE_OPENS = time(8)
OFFICE_CLOSES = time(17)
SATURDAY = 5
CALL = "call"
"""How the log of messages names a call."""


class CallReason(StrEnum):
    """Why a call is asked for."""

    ASKED = "asked"
    """The seller pressed “call me”."""
    STAFF = "staff"
    """A staff member wants it."""
    FOLLOW_UP = "followup"
    """A cadence has come to it; the call's letter says what about."""


def next_office_hour(now: datetime, zone: tzinfo, holidays: Container[date]) -> datetime:
    """Return when staff are next at work (workdays, 08:00–17:00 in `zone`); `now` if they are."""
    local = now.astimezone(zone)
    if _is_workday(local.date(), holidays) and OFFICE_OPENS <= local.time() < OFFICE_CLOSES:
        return now
    day = local.date()
    while not _is_workday(day, holidays) or _opening(day, zone) < now:
        day += timedelta(days=1)
    return _opening(day, zone).astimezone(UTC)


def _opening(day: date, zone: tzinfo) -> datetime:
    return datetime.combine(day, OFFICE_OPENS, zone)


def _is_workday(day: date, holidays: Container[date]) -> bool:
    return day.weekday() < SATURDAY and day not in holidays
