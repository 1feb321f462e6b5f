"""Find calls."""

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from crm.calls.rules import CallReason
from models import CallTask, Seller


async def open_call_of(session: AsyncSession, *, seller_id: int) -> CallTask | None:
    """Return the call to a seller that somebody asked for; no cadence's, of which none knows."""
    return await session.scalar(
        select(CallTask)
        .where(
            col(CallTask.seller_id) == seller_id,
            col(CallTask.done_at).is_(None),
            col(CallTask.reason) != CallReason.FOLLOW_UP,
        )
        .order_by(col(CallTask.id))
        .limit(1)
    )


async def without_card(session: AsyncSession, *, limit: int) -> list[tuple[CallTask, Seller]]:
    """Return asked-for calls that no staff group has seen, the oldest first, with their sellers.

    Those of cadences get no card: there may be thousands, and a group takes 20 messages a minute.
    """
    rows = await session.execute(
        select(CallTask, Seller)
        .join(Seller, col(Seller.id) == col(CallTask.seller_id))
        .where(
            col(CallTask.done_at).is_(None),
            col(CallTask.card_message_id).is_(None),
            col(CallTask.reason) != CallReason.FOLLOW_UP,
        )
        .order_by(col(CallTask.id))
        .limit(limit)
    )
    return [(task, seller) for task, seller in rows]


async def seller_of(session: AsyncSession, *, task_id: int) -> int | None:
    """Return the id of the seller whom a call is to; None where there is no such call."""
    return await session.scalar(select(col(CallTask.seller_id)).where(col(CallTask.id) == task_id))
