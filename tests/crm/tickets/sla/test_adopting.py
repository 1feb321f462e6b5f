from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from crm.tickets import rules
from crm.tickets.sla import clocks, policy
from crm.tickets.sla.adopting import adopt
from models import SlaClock, Ticket
from models.sla import Goal
from models.tickets import Category, TicketState
from tests.support.builders import NOW, a_ticket

LATER = NOW + timedelta(hours=1)
FIRST, LAST = Goal.FIRST_RESPONSE, Goal.RESOLUTION


async def clocks_of(session: AsyncSession, ticket: Ticket) -> dict[Goal, SlaClock]:
    found = await session.scalars(
        select(SlaClock).where(col(SlaClock.ticket_id) == ticket.id).order_by(col(SlaClock.goal))
    )
    return {clock.goal: clock for clock in found}


async def adopted(session: AsyncSession) -> None:
    await adopt(session, await policy.current(session), now=LATER)


async def test_a_ticket_without_clocks_gets_those_it_would_have_as_a_new_one(
    session: AsyncSession,
) -> None:
    old = await a_ticket(session, category=Category.ORDER, priority=2)
    new = await a_ticket(session, category=Category.ORDER, priority=2)
    await clocks.follow(session, new, now=LATER)

    await adopted(session)
    await adopted(session)

    given = await clocks_of(session, old)
    assert [clock.model_dump(exclude={"ticket_id"}) for clock in given.values()] == [
        clock.model_dump(exclude={"ticket_id"})
        for clock in (await clocks_of(session, new)).values()
    ]
    assert set(given) == {FIRST, LAST}


async def test_who_was_answered_waits_for_no_first_answer(session: AsyncSession) -> None:
    answered = await a_ticket(session, state=TicketState.OPEN, first_response_at=NOW)
    begun = await a_ticket(session, state=TicketState.OPEN, data={rules.BEGUN_BY: "Dewi"})
    waiting = await a_ticket(session, state=TicketState.WAITING)

    await adopted(session)

    for ticket in (answered, begun, waiting):
        assert set(await clocks_of(session, ticket)) == {LAST}
    stands = (await clocks_of(session, waiting))[LAST]
    assert (stands.running_since, stands.due_at, stands.next_at) == (None, None, None)


async def test_what_is_done_or_was_never_promised_gets_none(session: AsyncSession) -> None:
    done = await a_ticket(session, state=TicketState.RESOLVED)
    wish = await a_ticket(session, category=Category.SUGGESTION, priority=3)

    await adopted(session)

    assert await clocks_of(session, done) == await clocks_of(session, wish) == {}
