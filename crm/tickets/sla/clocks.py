"""The clocks of a ticket, which follow whatever happens to it."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from core.sql import in_slices
from crm.tickets.sla import rules
from crm.tickets.sla.policy import current
from crm.tickets.sla.rules import Course
from models import SlaClock, Ticket
from models.sla import Goal


async def follow(session: AsyncSession, ticket: Ticket, *, now: datetime) -> None:
    """Let the clocks of a new or held ticket run, stand or end, as its state wants it.

    A clock that is missing, because it was not promised or not known before, starts now.
    """
    policy = await current(session)
    clocks = await _of(session, ticket)
    for goal in Goal:
        step = rules.course(goal, ticket)
        clock = clocks.get(goal)
        if clock is None and step is not Course.END:
            minutes = rules.promised(goal, ticket, policy)
            clock = None if minutes is None else _add(session, ticket, goal, minutes)
        if clock is not None:
            rules.follow(clock, step, policy, now=now)


async def follow_all(session: AsyncSession, tickets: Sequence[Ticket], *, now: datetime) -> None:
    """Let the clocks that many changed tickets have run, stand or end."""
    policy, states = await current(session), {ticket.id: ticket for ticket in tickets}
    for ids in in_slices(states):
        found = await session.scalars(
            select(SlaClock)
            .where(col(SlaClock.ticket_id).in_(ids))
            .with_for_update()
            .execution_options(populate_existing=True)
        )
        for clock in found:
            course = rules.course(clock.goal, states[clock.ticket_id])
            rules.follow(clock, course, policy, now=now)
    await session.flush()


async def retarget(session: AsyncSession, ticket: Ticket, *, now: datetime) -> None:
    """Give a held ticket the time of its category and priority, which were changed."""
    policy = await current(session)
    for goal, clock in (await _of(session, ticket)).items():
        minutes = rules.promised(goal, ticket, policy)
        if clock.ended_at is not None:
            continue
        if minutes is None:
            await session.delete(clock)
        else:
            rules.retarget(clock, minutes, policy, now=now)
    await session.flush()
    await follow(session, ticket, now=now)


def _add(session: AsyncSession, ticket: Ticket, goal: Goal, minutes: int) -> SlaClock:
    clock = SlaClock(ticket_id=ticket.id or 0, goal=goal, minutes=minutes)
    session.add(clock)
    return clock


async def _of(session: AsyncSession, ticket: Ticket) -> dict[Goal, SlaClock]:
    """Return the clocks, which nobody else changes until the transaction ends."""
    found = await session.scalars(
        select(SlaClock)
        .where(col(SlaClock.ticket_id) == ticket.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    return {clock.goal: clock for clock in found}
