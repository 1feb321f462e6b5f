"""Why sellers are called, when staff are there to do it, and what follows when nobody answers."""

from collections.abc import Container, Iterable
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from enum import StrEnum

from crm.followups.hours import Hours, zone_of
from crm.followups.letters import Answer

OFFICE_OPENS = time(8)
OFFICE_CLOSES = time(17)
SATURDAY = 5
CALL = "call"
"""How the log of messages names a call."""
TRIES = 3
"""A call ends when so many times nobody answered."""
AGAIN = timedelta(hours=3)
"""Nobody is called again sooner who did not answer."""
HOLD = timedelta(minutes=30)
"""How long a call belongs to whoever took it."""
STALE = timedelta(days=14)
"""A cadence's call that nobody made for so long has lost its reason."""
QUARTER = timedelta(minutes=15)
SOON = timedelta(minutes=30)
HINDERED = "hindered:"
"""Begins a seller's tag that says what makes selling hard for them."""


class CallReason(StrEnum):
    """Why a call is asked for."""

    ASKED = "asked"
    """The seller pressed “call me”."""
    STAFF = "staff"
    """A staff member wants it."""
    FOLLOW_UP = "followup"
    """A cadence has come to it; the call's letter says what about."""


class Later(StrEnum):
    """When a seller wants to be called instead, by the clock where they live."""

    HOUR = "hour"
    AFTERNOON = "afternoon"
    MORNING = "morning"
    """Tomorrow's."""
    NEXT_AFTERNOON = "next_afternoon"
    """Tomorrow's."""
    DAYS = "days"
    """In three days, in the morning."""


_SLOTS = {
    Later.AFTERNOON: (0, time(15)),
    Later.MORNING: (1, time(9)),
    Later.NEXT_AFTERNOON: (1, time(14)),
    Later.DAYS: (3, time(9)),
}


def called_back_at(when: Later, *, now: datetime, zone: str, hours: Hours) -> datetime:
    """Return the moment that `when` means: one at which a seller in `zone` may be called."""
    if when is Later.HOUR:
        return first_open(now + timedelta(hours=1), zone, hours)
    days, at = _SLOTS[when]
    local = zone_of(zone)
    day = now.astimezone(local).date() + timedelta(days=days)
    wanted = datetime.combine(day, at, local).astimezone(UTC)
    return first_open(max(wanted, now + SOON), zone, hours)


def tried_again_at(*, now: datetime, zone: str, hours: Hours) -> datetime:
    """Return when to call again a seller who did not answer."""
    return first_open(now + AGAIN, zone, hours)


def first_open(moment: datetime, zone: str, hours: Hours) -> datetime:
    """Return `moment` where sellers in `zone` may be called then, else the next time they may."""
    if hours.is_open(moment, zone):
        return moment
    found = datetime.fromtimestamp(
        moment.timestamp() // QUARTER.total_seconds() * QUARTER.total_seconds(), UTC
    )
    while found < moment or not hours.is_open(found, zone):
        found += QUARTER
    return found


def toggled(found: Iterable[Answer], pressed: Answer) -> tuple[Answer, ...]:
    """Return what hinders a seller after one more press: again takes it back, "fine" is alone."""
    held = tuple(found)
    if pressed in held:
        return tuple(one for one in held if one is not pressed)
    if pressed is Answer.FINE:
        return (pressed,)
    return (*(one for one in held if one is not Answer.FINE), pressed)


def hinders_in(note: str | None) -> tuple[Answer, ...]:
    """Return what was noted of a call: what hinders the seller, or that they are fine."""
    known = set(Answer)
    return tuple(Answer(one) for one in (note or "").split(",") if one in known)


def tag_of(obstacle: Answer) -> str:
    """Return the seller's tag for what hinders them."""
    return f"{HINDERED}{obstacle.value}"


def next_office_hour(now: datetime, zone: tzinfo, holidays: Container[date]) -> datetime:
    """Return when staff are next at work (workdays, 08:00–17:00 in `zone`); `now` if they are."""
    local = now.astimezone(zone)
    if is_workday(local.date(), holidays) and OFFICE_OPENS <= local.time() < OFFICE_CLOSES:
        return now
    day = local.date()
    while not is_workday(day, holidays) or _opening(day, zone) < now:
        day += timedelta(days=1)
    return _opening(day, zone).astimezone(UTC)


def is_workday(day: date, holidays: Container[date]) -> bool:
    """Tell whether staff are at work on `day`."""
    return day.weekday() < SATURDAY and day not in holidays


def _opening(day: date, zone: tzinfo) -> datetime:
    return datetime.combine(day, OFFICE_OPENS, zone)
