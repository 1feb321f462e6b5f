"""Find calls."""

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from models import CallTask, Seller


async def open_call_of(session: AsyncSession, *, seller_id: int) -> CallTask | None:
    """Return the call that a seller waits for."""
    return await session.scalar(
        select(CallTask)
        .where(col(CallTask.seller_id) == seller_id, col(CallTask.done_at).is_(None))
        .order_by(col(CallTask.id))
        .limit(1)
    )


async def without_card(session: AsyncSession, *, limit: int) -> list[tuple[CallTask, Seller]]:
    """Return open calls that no staff group has seen, the oldest first, with their sellers."""
    rows = await session.execute(
        select(CallTask, Seller)
        .join(Seller, col(Seller.id) == col(CallTask.seller_id))
        .where(col(CallTask.done_at).is_(None), col(CallTask.card_message_id).is_(None))
        .order_by(col(CallTask.id))
        .limit(limit)
    )
    return [(task, seller) for task, seller in rows]
