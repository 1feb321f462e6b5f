import asyncio
from datetime import timedelta

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from core.db import Database
from crm.staff import leave
from crm.staff.absence import LeaveSet
from crm.staff.days import DaysNotUnderstood
from crm.staff.leave import NoSuchLeave, NotYourLeave
from crm.staff.operations import NotStaff
from crm.staff.shift import Shift
from models import Staff
from models.staff import Role
from tests.support.builders import NOW, a_staff_member, a_ticket
from tests.support.tickets import posted, rows

TODAY = NOW.date()
SHIFT = Shift(TODAY)


@pytest.fixture
async def dewi(session: AsyncSession) -> Staff:
    return await a_staff_member(session, name="Dewi")


@pytest.fixture
async def ratna(session: AsyncSession) -> Staff:
    return await a_staff_member(session, name="Ratna", role=Role.SUPERVISOR)


async def days(session: AsyncSession, staff: Staff, count: int, *, by: Staff) -> leave.LeaveNoted:
    return await leave.take_days(
        session, staff_id=staff.id or 0, days=count, by=by, shift=SHIFT, now=NOW
    )


async def test_ones_own_begins_today_and_what_one_has_moves_on(
    session: AsyncSession, dewi: Staff
) -> None:
    ticket = await a_ticket(session, assignee_id=dewi.id)
    noted = await days(session, dewi, 7, by=dewi)
    assert (dewi.away_from, dewi.away_until) == (TODAY, TODAY + timedelta(days=6))
    assert (noted.begun, noted.released, noted.own) == (True, 1, True)
    assert ticket.assignee_id is None
    assert await posted(session, LeaveSet) == []


async def test_planned_leave_takes_nothing_away_yet(session: AsyncSession, dewi: Staff) -> None:
    ticket = await a_ticket(session, assignee_id=dewi.id)
    noted = await leave.by_words(session, text="24-12 31-12", by=dewi, shift=SHIFT, now=NOW)
    assert (noted.begun, noted.released) == (False, 0)
    assert ticket.assignee_id == dewi.id


async def test_a_supervisor_notes_it_for_a_colleague_who_is_told(
    session: AsyncSession, dewi: Staff, ratna: Staff
) -> None:
    await days(session, dewi, 0, by=ratna)
    assert (dewi.away_from, dewi.away_until) == (TODAY, None)
    await leave.come_back(session, staff_id=dewi.id or 0, by=ratna, now=NOW)
    assert (dewi.away_from, dewi.away_until) == (None, None)
    assert await posted(session, LeaveSet) == [LeaveSet("Ratna", TODAY), LeaveSet("Ratna")]
    assert {row.chat_id for row in await rows(session, LeaveSet)} == {dewi.telegram_id}
    await leave.by_words(session, text="DEWI 20-11", by=ratna, shift=SHIFT, now=NOW)
    assert dewi.away_from == TODAY


async def test_what_cannot_be_is_refused(session: AsyncSession, dewi: Staff, ratna: Staff) -> None:
    await a_staff_member(session, name="Sri")
    await a_staff_member(session, name="sri")
    for text, by, refusal in (
        ("Ratna 20-11", dewi, NotYourLeave),
        ("Agus 20-11", ratna, NotStaff),
        ("Sri 20-11", ratna, NotStaff),
        ("besok", dewi, DaysNotUnderstood),
        ("2026-11-10 2026-11-15", dewi, NoSuchLeave),
        ("2026-12-10 2026-12-01", dewi, NoSuchLeave),
        ("2026-12-10 2029-12-01", dewi, NoSuchLeave),
        ("2029-12-10 2029-12-11", dewi, NoSuchLeave),
        ("9999-12-31 9999-12-31", dewi, NoSuchLeave),
    ):
        with pytest.raises(refusal):
            await leave.by_words(session, text=text, by=by, shift=SHIFT, now=NOW)
    with pytest.raises(NoSuchLeave):
        await days(session, dewi, 3, by=dewi)
    dewi.active = False
    with pytest.raises(NotStaff):
        await days(session, dewi, 1, by=ratna)
    assert dewi.away_from is None


async def test_leave_that_is_over_is_not_told_of(session: AsyncSession, dewi: Staff) -> None:
    dewi.away_from = dewi.away_until = TODAY - timedelta(days=1)
    asked = await leave.ask(session, staff_id=dewi.id or 0, by=dewi, shift=SHIFT)
    assert (asked.first, asked.last, asked.away) == (None, None, False)


async def test_two_who_leave_at_once_give_their_tickets_in_turn_one_after_the_other(
    database: Database,
) -> None:
    async with database.transaction() as session:
        staff = [await a_staff_member(session) for _ in range(6)]
        for one in staff:
            await a_ticket(session, assignee_id=one.id)
        numbers = [one.id or 0 for one in staff]

    async def leave_today(number: int) -> int:
        async with database.transaction() as session:
            by = await session.get_one(Staff, number)
            shift = Shift(TODAY, in_turn=True)
            noted = await leave.take_days(
                session, staff_id=number, days=1, by=by, shift=shift, now=NOW
            )
            return noted.given

    given = await asyncio.gather(*(leave_today(number) for number in numbers[:4]))
    assert min(given) == 1
