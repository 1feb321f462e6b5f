"""What was said in a chat, newest first."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from models import Outbox
from models.mail import OutboxState


async def last_said(
    session: AsyncSession, *, chat_id: int, since: datetime, limit: int
) -> Sequence[Outbox]:
    """Return at most `limit` of what reached this chat from `since` on, newest first.

    What is on its way may be there already, and only its receipt is not.
    """
    there = or_(col(Outbox.sent_at) >= since, col(Outbox.state) == OutboxState.SENDING)
    found = await session.scalars(
        select(Outbox)
        .where(col(Outbox.chat_id) == chat_id, there)
        .order_by(col(Outbox.sent_at).desc().nulls_first(), col(Outbox.id).desc())
        .limit(limit)
    )
    return found.all()
