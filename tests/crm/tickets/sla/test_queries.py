from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from crm.tickets import handling
from crm.tickets.sla import clocks
from crm.tickets.sla.queries import Times, due_at, is_late, times_of
from models import Ticket
from models.sla import Goal
from models.tickets import Category
from tests.support.builders import NOW, a_staff_member, a_ticket
from tests.support.tickets import words

LATER = NOW + timedelta(hours=2)


async def a_promised_ticket(session: AsyncSession, priority: int) -> Ticket:
    ticket = await a_ticket(session, category=Category.LOGIN, priority=priority)
    await clocks.follow(session, ticket, now=NOW)
    await session.flush()
    return ticket


async def test_late_tickets_can_go_first(session: AsyncSession) -> None:
    calm = await a_promised_ticket(session, 2)
    late = await a_promised_ticket(session, 1)

    order = await session.scalars(
        select(col(Ticket.id)).order_by(is_late(LATER).desc(), col(Ticket.id))
    )
    dues = await session.scalars(select(due_at()).select_from(Ticket).order_by(col(Ticket.id)))

    assert list(order) == [late.id, calm.id]
    assert list(dues) == [NOW + timedelta(hours=4), NOW + timedelta(hours=1)]


async def test_what_is_due_first_counts(session: AsyncSession) -> None:
    calm, late = await a_promised_ticket(session, 2), await a_promised_ticket(session, 1)
    unpromised = await a_ticket(session)
    ids = [ticket.id or 0 for ticket in (calm, late, unpromised)]

    assert await times_of(session, ids, now=LATER) == {
        calm.id: Times(Goal.FIRST_RESPONSE, NOW + timedelta(hours=4), late=False),
        late.id: Times(Goal.FIRST_RESPONSE, NOW + timedelta(hours=1), late=True),
    }


async def test_nothing_is_due_while_the_seller_has_the_word_though_they_got_it_late(
    session: AsyncSession,
) -> None:
    ticket = await a_promised_ticket(session, 1)
    staff = await a_staff_member(session)
    await handling.answer(session, ticket=ticket, staff=staff, said=words(), now=LATER)
    await session.flush()

    assert await times_of(session, [ticket.id or 0], now=LATER) == {}
    long_after = NOW + timedelta(days=90)
    assert not await session.scalar(select(is_late(long_after)).select_from(Ticket))
