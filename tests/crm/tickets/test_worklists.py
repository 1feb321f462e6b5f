from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from crm.tickets import worklists
from models import SlaClock, Ticket
from models.sla import Goal
from models.tickets import TicketState
from tests.support.builders import NOW, a_seller, a_staff_member, a_ticket

HOUR = timedelta(hours=1)


async def due(session: AsyncSession, ticket: Ticket, at: datetime) -> None:
    clock = SlaClock(
        ticket_id=ticket.id or 0, goal=Goal.RESOLUTION, minutes=60, running_since=NOW, due_at=at
    )
    session.add(clock)
    await session.flush()


async def test_the_queue_is_what_nobody_has_late_first_then_the_oldest(
    session: AsyncSession,
) -> None:
    dewi = await a_staff_member(session)
    young = await a_ticket(session)
    old = await a_ticket(session, created_at=NOW - timedelta(days=1))
    late = await a_ticket(session, created_at=NOW + HOUR)
    await due(session, late, NOW - HOUR)
    await due(session, young, NOW + HOUR)
    await a_ticket(session, assignee_id=dewi.id)
    await a_ticket(session, state=TicketState.RESOLVED)
    found = await worklists.queue(session, now=NOW)
    assert [line.ticket_id for line in found.lines] == [late.id, old.id, young.id]
    assert [line.late for line in found.lines] == [True, False, False]
    assert [line.due_at for line in found.lines] == [NOW - HOUR, None, NOW + HOUR]


async def test_ones_own_are_late_first_then_what_is_due_soonest(session: AsyncSession) -> None:
    dewi = await a_staff_member(session)
    late, later, sooner, undue = [
        await a_ticket(session, assignee_id=dewi.id, created_at=NOW - number * HOUR)
        for number in range(4)
    ]
    await a_ticket(session, assignee_id=dewi.id, state=TicketState.CLOSED)
    await a_ticket(session)
    for ticket, at in ((late, NOW - HOUR), (later, NOW + 2 * HOUR), (sooner, NOW + HOUR)):
        await due(session, ticket, at)
    found = await worklists.mine(session, staff_id=dewi.id or 0, now=NOW)
    assert [line.ticket_id for line in found.lines] == [late.id, sooner.id, later.id, undue.id]


async def test_long_lists_have_pages(session: AsyncSession) -> None:
    seller = await a_seller(session)
    tickets = [await a_ticket(session, seller=seller) for _ in range(17)]
    first = await worklists.queue(session, now=NOW)
    assert (first.total, first.pages, len(first.lines)) == (17, 2, 15)
    for page in (1, 99):
        last = await worklists.page_of(session, staff_id=0, page=page, now=NOW, message_id=9)
        assert [line.ticket_id for line in last.lines] == [one.id for one in tickets[15:]]
        assert (last.page, last.message_id) == (1, 9)
