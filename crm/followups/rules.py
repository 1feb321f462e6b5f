"""When a seller may be written to unasked, decided from a moment, a zone and the holidays."""

from collections.abc import Container
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from crm.sellers.provinces import JAKARTA, JAYAPURA, MAKASSAR, PONTIANAK

OPENS = time(8)
CLOSES = time(20)
MORNING = time(9)
SPREAD = 60
"""Minutes after `MORNING` over which sellers are spread, so that they do not all come at once."""
PAUSE = timedelta(days=7)
"""The least time between two follow-ups to one seller, and after an answer."""
ZONES = (JAKARTA, PONTIANAK, MAKASSAR, JAYAPURA)
DEFAULT_ZONE = JAKARTA
"""Whose day a seller keeps whose zone is none of `ZONES`."""

NUDGE = "nudge"
"""The cadence of sellers who have not logged in for a while."""
STAFF = "staff"
"""The cadence of sellers whom a staff member wants asked, silent or not."""
FIRST_STEP = "first"


class Answer(StrEnum):
    """What a seller answers to a follow-up by a button."""

    FINE = "fine"
    PROBLEM = "problem"
    CALL = "call"
    STOP = "stop"


class Obstacle(StrEnum):
    """What stands in the way of a follow-up to somebody who can be written to."""

    NO_STORE = "no_store"
    OPEN_TICKET = "open_ticket"
    ANSWERED = "answered"
    """They answered one within `PAUSE`."""
    FOLLOWED_UP = "followed_up"
    """Another one is planned, or left within `PAUSE`."""


@dataclass(frozen=True, slots=True)
class Slot:
    """The next morning of the sellers of one zone whose minute it is."""

    zone: str
    minute: int
    due: datetime
    week: str
    since: datetime
    """`PAUSE` before `due`: who was sent something or answered after this is left in peace."""


def in_window(moment: datetime, zone: str) -> bool:
    """Tell whether `moment` lies in waking hours, 08:00 up to but not including 20:00."""
    return OPENS <= moment.astimezone(_zone(zone)).time() < CLOSES


def may_send_now(
    now: datetime, zone: str, holidays: Container[date], *, seller_id: int = 0
) -> datetime | None:
    """Return None where an unasked message may leave now, else the morning to move it to."""
    if in_window(now, zone) and now.astimezone(_zone(zone)).date() not in holidays:
        return None
    return next_morning(now, zone, holidays, minute=minute_of(seller_id))


def next_morning(
    now: datetime, zone: str, holidays: Container[date], *, minute: int = 0
) -> datetime:
    """Return the first 09:00 (and `minute` minutes) from `now` on that is not on a holiday."""
    local = _zone(zone)
    day = now.astimezone(local).date()
    while day in holidays or _morning(day, minute, local) < now:
        day += timedelta(days=1)
    return _morning(day, minute, local).astimezone(UTC)


def minute_of(seller_id: int) -> int:
    """Return the minute of the morning that is this seller's for good."""
    return seller_id % SPREAD


def iso_week(moment: datetime, zone: str) -> str:
    """Return the ISO week of `moment` in `zone`, such as 2026-W47."""
    year, week, _ = moment.astimezone(_zone(zone)).isocalendar()
    return f"{year}-W{week:02}"


def silent_since(now: datetime, silent_days: int) -> datetime:
    """Return the moment after which no login may lie for a seller to count as silent."""
    return now - timedelta(days=silent_days)


def slots(now: datetime, holidays: Container[date]) -> list[Slot]:
    """Return the next morning for every zone and minute: what planning joins sellers to."""
    return [_slot(now, zone, minute, holidays) for zone in ZONES for minute in range(SPREAD)]


def soonest(now: datetime, zone: str, holidays: Container[date], *, seller_id: int) -> Slot:
    """Return the next hour at which one seller may be written to unasked, which may be `now`."""
    minute = minute_of(seller_id)
    due = may_send_now(now, zone, holidays, seller_id=seller_id) or now
    return Slot(zone=zone, minute=minute, due=due, week=iso_week(due, zone), since=due - PAUSE)


def _slot(now: datetime, zone: str, minute: int, holidays: Container[date]) -> Slot:
    due = next_morning(now, zone, holidays, minute=minute)
    return Slot(zone=zone, minute=minute, due=due, week=iso_week(due, zone), since=due - PAUSE)


def _morning(day: date, minute: int, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, MORNING, zone) + timedelta(minutes=minute)


def _zone(name: str) -> ZoneInfo:
    return ZoneInfo(name if name in ZONES else DEFAULT_ZONE)
