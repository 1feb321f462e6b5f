"""Find out how tickets stand to their time."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from models import SlaClock, Ticket
from models.sla import Goal


@dataclass(frozen=True, slots=True)
class Times:
    """Which goal of a ticket is due first, and when; `late` where that is past."""

    goal: Goal
    due_at: datetime
    late: bool


def is_late(now: datetime) -> ColumnElement[bool]:
    """Tell in SQL whether the time of the query's Ticket was over by `now` with a goal unmet."""
    return (
        select(col(SlaClock.ticket_id))
        .where(
            col(SlaClock.ticket_id) == col(Ticket.id),
            col(SlaClock.ended_at).is_(None),
            or_(col(SlaClock.breached_at).is_not(None), col(SlaClock.due_at) <= now),
        )
        .correlate(Ticket)
        .exists()
    )


def due_at() -> ColumnElement[datetime | None]:
    """Return in SQL when the first running clock of the query's Ticket is over, or was."""
    return (
        select(func.min(col(SlaClock.due_at)))
        .where(col(SlaClock.ticket_id) == col(Ticket.id))
        .correlate(Ticket)
        .scalar_subquery()
    )


async def times_of(
    session: AsyncSession, ticket_ids: Collection[int], *, now: datetime
) -> dict[int, Times]:
    """Return the times of those tickets that have a running clock."""
    running = await session.scalars(
        select(SlaClock)
        .where(col(SlaClock.ticket_id).in_(ticket_ids), col(SlaClock.due_at).is_not(None))
        .order_by(col(SlaClock.due_at).desc(), col(SlaClock.goal).desc())
    )
    return {
        clock.ticket_id: Times(clock.goal, clock.due_at, clock.due_at <= now)
        for clock in running
        if clock.due_at is not None
    }
