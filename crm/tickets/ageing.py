"""Close for good what was resolved so long ago that its seller cannot open it again."""

from datetime import datetime

from sqlalchemy import ColumnElement, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from crm.tickets import doors
from crm.tickets.events import EventKind, all_by_sapa
from crm.tickets.rules import REOPEN_WITHIN
from models import StaffGroup, Ticket
from models.tickets import TicketState
from models.types import stated

CLOSED_AT_ONCE = 5
"""Tickets closed in one run: each closes a topic, and a group takes 20 messages a minute."""


async def close_old(session: AsyncSession, *, now: datetime, limit: int = CLOSED_AT_ONCE) -> int:
    """Close the tickets that were resolved longest ago, with their topics; tell how many.

    Nobody is told: nothing changes for the seller, and staff may still open them again.
    """
    found = await session.scalars(
        select(col(Ticket.id))
        .where(_is_resolved(), col(Ticket.resolved_at) < now - REOPEN_WITHIN)
        .order_by(col(Ticket.resolved_at))
        .limit(limit)
        .with_for_update(key_share=True, skip_locked=True)
    )
    closed = list(
        await session.scalars(
            update(Ticket)
            .where(col(Ticket.id).in_(list(found)), _is_resolved())
            .values(state=TicketState.CLOSED, closed_at=now, updated_at=now)
            .returning(Ticket)
            .execution_options(populate_existing=True)
        )
    )
    await all_by_sapa(session, [ticket.id or 0 for ticket in closed], EventKind.CLOSED, now=now)
    group = await session.get(StaffGroup, 1)
    if group is not None:
        for ticket in closed:
            doors.close(session, group=group, ticket=ticket, now=now)
    return len(closed)


def _is_resolved() -> ColumnElement[bool]:
    return stated(col(Ticket.state), TicketState.RESOLVED)
