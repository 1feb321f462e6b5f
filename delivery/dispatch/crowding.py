"""A group that gets more than it may be sent: cards are listed, and texts leave together."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from crm.outbox.payload import Priority
from crm.tickets import crowds
from crm.tickets.payloads import TicketCard
from crm.tickets.relayed import Relay
from crm.tickets.rules import units
from delivery.dispatch.claims import MINUTE, Due, Pace, due_columns
from models import Outbox
from models.mail import OutboxState
from models.types import stated

LONGEST = 4000
"""UTF-16 units of texts that leave together; Telegram takes 4,096 in one message."""

MOST = 100
"""How many texts leave together at most."""


async def ease(
    session: AsyncSession, rows: Sequence[Due], *, pace: Pace, now: datetime
) -> list[Due]:
    """Return what of `rows` leaves now: no card where many wait, texts with those behind."""
    return [
        eased
        for row in rows
        if (eased := await _eased(session, row, pace=pace, now=now) if row.chat_id < 0 else row)
    ]


async def _eased(session: AsyncSession, row: Due, *, pace: Pace, now: datetime) -> Due | None:
    if row.template == TicketCard.template and row.priority == Priority.STAFF:
        free = pace.group_per_minute - await _sent_lately(session, row.chat_id, now)
        room = free - pace.kept_free
        leaves = await crowds.may_leave(session, chat_id=row.chat_id, room=room, now=now)
        return row if leaves else None
    if _is_words(row):
        free = pace.group_per_minute - await _sent_lately(session, row.chat_id, now)
        if await _waiting(session, row.chat_id, limit=free + 1) > free:
            return replace(row, along=await _following(session, row))
    return row


async def _following(session: AsyncSession, first: Due) -> tuple[Due, ...]:
    """Return the texts of a ticket that wait right behind `first`, as many as fit with it."""
    rows = await session.execute(
        due_columns()
        .where(
            stated(col(Outbox.state), OutboxState.WAITING),
            col(Outbox.ticket_id) == first.ticket_id,
            col(Outbox.chat_id) == first.chat_id,
            col(Outbox.id) > first.id,
        )
        .order_by(col(Outbox.id))
        .limit(MOST)
        .with_for_update(of=Outbox, key_share=True)
    )
    left = LONGEST - _size(first)
    found: list[Due] = []
    for row in (Due(*values) for values in rows):
        left -= _size(row) + 1
        if left < 0 or not _is_words(row) or row.params["reply_to"] is not None:
            break
        found.append(row)
    return tuple(found)


async def _sent_lately(session: AsyncSession, chat_id: int, now: datetime) -> int:
    count = select(func.coalesce(func.sum(col(Outbox.parts)), 0)).where(
        col(Outbox.chat_id) == chat_id, col(Outbox.sent_at) > now - MINUTE
    )
    return await session.scalar(count) or 0


async def _waiting(session: AsyncSession, chat_id: int, *, limit: int) -> int:
    """Count what waits for a group, up to `limit`."""
    some = (
        select(col(Outbox.id))
        .where(stated(col(Outbox.state), OutboxState.WAITING), col(Outbox.chat_id) == chat_id)
        .limit(max(1, limit))
    )
    return await session.scalar(select(func.count()).select_from(some.subquery())) or 0


def _is_words(row: Due) -> bool:
    return row.template == Relay.template and bool(row.params.get("words"))


def _size(row: Due) -> int:
    return units(row.params.get("text", ""))
