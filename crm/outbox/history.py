"""What was said in a chat, newest first."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from models import Outbox


async def last_said(
    session: AsyncSession, *, chat_id: int, since: datetime, limit: int
) -> Sequence[Outbox]:
    """Return at most `limit` of what reached this chat from `since` on, newest first."""
    found = await session.scalars(
        select(Outbox)
        .where(col(Outbox.chat_id) == chat_id, col(Outbox.sent_at) >= since)
        .order_by(col(Outbox.sent_at).desc(), col(Outbox.id).desc())
        .limit(limit)
    )
    return found.all()
