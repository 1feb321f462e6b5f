"""Leave of absence: from when until when, and what becomes of somebody's tickets."""

from datetime import date, datetime, timedelta
from typing import ClassVar

from sqlalchemy.ext.asyncio import AsyncSession

from crm.errors import CrmError
from crm.outbox.operations import post
from crm.staff import queries, rules
from crm.staff.absence import LeaveNoted, LeaveQuestion, LeaveSet
from crm.staff.days import read_leave
from crm.staff.operations import NotStaff
from crm.staff.shift import Shift
from crm.tickets.releasing import MovedOn, move_on
from models import Staff
from models.staff import Role

LONGEST = timedelta(days=366)
DAYS = (1, 7, 14, 0)
"""For how many days leave is offered; 0 until they are back."""


class NotYourLeave(CrmError):
    """Only supervisors send somebody else on leave."""

    code: ClassVar[str] = "not_your_leave"


class NoSuchLeave(CrmError):
    """It would end before it begins, or is over, or is longer than a year."""

    code: ClassVar[str] = "no_such_leave"


async def ask(
    session: AsyncSession,
    *,
    staff_id: int,
    by: Staff,
    shift: Shift,
    listed: bool = False,
    message_id: int | None = None,
) -> LeaveQuestion:
    """Return when somebody is on leave, as a question for when they shall be.

    Raises:
        NotStaff: they are not.
        NotYourLeave: it is a colleague's.
    """
    staff = await _whose(session, staff_id, by)
    has_leave = rules.leave_ahead(staff, shift.day)
    return LeaveQuestion(
        staff_id=staff_id,
        name=staff.name,
        own=staff is by,
        first=staff.away_from if has_leave else None,
        last=staff.away_until if has_leave else None,
        away=rules.is_away(staff, shift.day),
        listed=listed,
        message_id=message_id,
    )


async def take(
    session: AsyncSession,
    *,
    staff_id: int,
    first: date,
    last: date | None,
    by: Staff,
    shift: Shift,
    now: datetime,
) -> LeaveNoted:
    """Let somebody be on leave; where it has begun, their tickets move on at once.

    Raises:
        NotStaff: they are not.
        NotYourLeave: it is a colleague's.
        NoSuchLeave: the days make no sense.
    """
    staff = await _whose(session, staff_id, by)
    if first > shift.day + LONGEST:
        raise NoSuchLeave(first=first, last=last)
    if last is not None and not max(first, shift.day) <= last <= first + LONGEST:
        raise NoSuchLeave(first=first, last=last)
    if shift.in_turn:
        await queries.hold_active(session)
    staff.away_from, staff.away_until = first, last
    moved = MovedOn()
    if rules.is_away(staff, shift.day):
        moved = await move_on(session, holder=staff, shift=shift, now=now)
    if staff is not by:
        told = LeaveSet(by=by.name, first=first, last=last)
        post(session, told, chat_id=staff.telegram_id, now=now)
    return LeaveNoted(
        name=staff.name,
        own=staff is by,
        first=first,
        last=last,
        begun=rules.is_away(staff, shift.day),
        released=moved.released,
        given=moved.given,
    )


async def take_days(
    session: AsyncSession, *, staff_id: int, days: int, by: Staff, shift: Shift, now: datetime
) -> LeaveNoted:
    """Let somebody be on leave from today, for so many days; for 0 until they are back.

    Raises:
        NotStaff: they are not.
        NotYourLeave: it is a colleague's.
        NoSuchLeave: so many days are not offered.
    """
    if days not in DAYS:
        raise NoSuchLeave(days=days)
    last = shift.day + timedelta(days=days - 1) if days else None
    return await take(
        session, staff_id=staff_id, first=shift.day, last=last, by=by, shift=shift, now=now
    )


async def come_back(
    session: AsyncSession, *, staff_id: int, by: Staff, now: datetime
) -> LeaveNoted:
    """End somebody's leave, or the one that was planned.

    Raises:
        NotStaff: they are not.
        NotYourLeave: it is a colleague's.
    """
    staff = await _whose(session, staff_id, by)
    staff.away_from = staff.away_until = None
    if staff is not by:
        post(session, LeaveSet(by=by.name), chat_id=staff.telegram_id, now=now)
    return LeaveNoted(name=staff.name, own=staff is by)


async def by_words(
    session: AsyncSession, *, text: str, by: Staff, shift: Shift, now: datetime
) -> LeaveNoted:
    """Take what follows `/cuti`: days, and before them a colleague's name, for supervisors.

    Raises:
        DaysNotUnderstood: no days can be read from it.
        NotStaff: nobody, or more than one, is called so.
        NotYourLeave: it is a colleague's.
        NoSuchLeave: the days make no sense.
    """
    wish = read_leave(text, today=shift.day)
    staff = await queries.by_name(session, wish.name) if wish.name else by
    if staff is None:
        raise NotStaff(name=wish.name)
    return await take(
        session,
        staff_id=staff.id or 0,
        first=wish.first,
        last=wish.last,
        by=by,
        shift=shift,
        now=now,
    )


async def _whose(session: AsyncSession, staff_id: int, by: Staff) -> Staff:
    staff = await queries.get(session, staff_id)
    if staff is None or not staff.active:
        raise NotStaff(staff_id=staff_id)
    if staff is not by and not rules.allowed(by.role, Role.SUPERVISOR):
        raise NotYourLeave(staff_id=staff_id)
    return staff
