"""When the demo begins: at an hour at which its people could be at work."""

from collections.abc import Container
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from crm.sellers.provinces import JAKARTA

OPENS, CLOSES = time(9), time(16)
LATE_START = time(9, 30)
SATURDAY = 5


def opening(now: datetime, holidays: Container[date]) -> datetime:
    """Return `now` if it is an hour of work in Jakarta, else 09:30 of the next working day."""
    local = now.astimezone(ZoneInfo(JAKARTA))
    if _is_workday(local.date(), holidays) and OPENS <= local.time() < CLOSES:
        return now
    day = local.date()
    if local.time() >= OPENS:
        day += timedelta(days=1)
    while not _is_workday(day, holidays):
        day += timedelta(days=1)
    return datetime.combine(day, LATE_START, ZoneInfo(JAKARTA)).astimezone(UTC)


def _is_workday(day: date, holidays: Container[date]) -> bool:
    return day.weekday() < SATURDAY and day not in holidays
