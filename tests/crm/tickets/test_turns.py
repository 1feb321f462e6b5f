import asyncio
from collections import Counter
from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from core.clock import MovableClock
from core.db import Database
from core.services import Services
from core.settings import Settings
from crm.tickets import turns
from crm.tickets.handover import TicketGiven, TicketsGiven
from models import Staff, Ticket
from models.staff import Role
from models.tickets import TicketState
from scheduler.runner import run_due
from scheduler.timetable import TIMETABLE
from tests.support.builders import NOW, a_seller, a_staff_member, a_ticket
from tests.support.tickets import a_desk, happened, posted, rows

TODAY = NOW.date()


async def give(session: AsyncSession) -> int:
    return await turns.give_in_turn(session, day=TODAY, now=NOW)


async def test_tickets_go_round_in_the_order_of_turns(session: AsyncSession) -> None:
    await a_desk(session)
    first, second = await a_staff_member(session), await a_staff_member(session)
    second.assigned_at = NOW - timedelta(days=1)
    first.assigned_at = NOW - timedelta(hours=1)
    tickets = [await a_ticket(session) for _ in range(3)]
    assert await give(session) == 3
    assert [one.assignee_id for one in tickets] == [second.id, first.id, second.id]
    assert {one.state for one in tickets} == {TicketState.OPEN}
    assert await happened(session, tickets[0]) == ["assigned"]
    (several,), (one,) = await posted(session, TicketsGiven), await posted(session, TicketGiven)
    assert (several.count, several.of, one.ticket_id, one.by) == (2, "", tickets[1].id, "")
    assert [row.chat_id for row in await rows(session, TicketGiven)] == [first.telegram_id]
    assert await give(session) == 0


async def test_who_speaks_the_language_is_first_whoever_had_one_last(
    session: AsyncSession,
) -> None:
    fluent = await a_staff_member(session, speaks=["jv"], assigned_at=NOW)
    await a_staff_member(session)
    tickets = [await a_ticket(session, language="jv") for _ in range(2)]
    await give(session)
    assert [one.assignee_id for one in tickets] == [fluent.id, fluent.id]


async def test_nobody_absent_is_given_any(session: AsyncSession) -> None:
    await a_staff_member(session, away_from=TODAY)
    await a_staff_member(session, active=False)
    ticket = await a_ticket(session)
    assert await give(session) == 0
    assert ticket.assignee_id is None
    supervisor = await a_staff_member(session, role=Role.SUPERVISOR)
    assert await give(session) == 1
    assert ticket.assignee_id == supervisor.id


async def test_only_new_ones_go_round(session: AsyncSession) -> None:
    dewi = await a_staff_member(session)
    await a_ticket(session, state=TicketState.OPEN)
    await a_ticket(session, state=TicketState.RESOLVED)
    await a_ticket(session, assignee_id=dewi.id)
    assert not await turns.new_ones_wait(session)
    assert await give(session) == 0


async def test_two_replicas_take_turns_as_one_would(database: Database) -> None:
    async with database.transaction() as session:
        seller = await a_seller(session)
        for _ in range(3):
            await a_staff_member(session)

    async def report_and_give() -> int:
        async with database.transaction() as session:
            for _ in range(3):
                await a_ticket(session, seller=await session.merge(seller))
            return await give(session)

    assert await asyncio.gather(report_and_give(), report_and_give()) == [3, 3]
    async with database.reading() as session:
        holders = Counter(await session.scalars(select(col(Ticket.assignee_id))))
        assert sorted(holders.values()) == [2, 2, 2]
        moments = list(await session.scalars(select(col(Staff.assigned_at))))
        assert len(set(moments)) == 3


async def test_the_clock_gives_them_only_where_it_is_wished(
    database: Database, clock: MovableClock
) -> None:
    entries = [entry for entry in TIMETABLE if entry.name == "tickets.give_in_turn"]
    async with database.transaction() as session:
        await a_staff_member(session)
        await a_ticket(session)
    ran: list[int] = []
    for wished in (False, False, True, True):
        settings = Settings.load(None, round_robin=wished)
        services = Services(settings=settings, clock=clock, database=database)
        ran.append(len(await run_due(services, entries=entries)))
        clock.advance(timedelta(seconds=2))
    assert ran == [0, 0, 1, 0]
    async with database.reading() as session:
        assert all(await session.scalars(select(col(Ticket.assignee_id))))
