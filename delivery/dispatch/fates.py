"""What becomes of messages that were claimed: they are leased, put off, or ended."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from models import Outbox
from models.mail import OutboxState
from models.types import stated


async def lease(session: AsyncSession, ids: Sequence[int], *, until: datetime) -> None:
    """Mark messages as being sent until `until`; after that somebody else may take them."""
    connection = await session.connection()
    await connection.execute(
        update(Outbox)
        .where(col(Outbox.id).in_(ids))
        .values(state=OutboxState.SENDING, lease_until=until, attempts=col(Outbox.attempts) + 1)
    )


async def postpone(session: AsyncSession, due: Mapping[int, datetime]) -> None:
    """Let messages (by id) leave at another moment."""
    for row_id, moment in due.items():
        await session.execute(update(Outbox).where(col(Outbox.id) == row_id).values(due=moment))


async def hold_chat(session: AsyncSession, *, chat_id: int, until: datetime) -> None:
    """Let nothing that waits for a chat leave before `until`; its order stays."""
    await session.execute(
        update(Outbox)
        .where(
            stated(col(Outbox.state), OutboxState.WAITING),
            col(Outbox.chat_id) == chat_id,
            col(Outbox.due) < until,
        )
        .values(due=until)
    )


async def end(
    session: AsyncSession, ids: Sequence[int], *, state: OutboxState, reason: str
) -> None:
    """Mark messages as never to be sent."""
    await session.execute(
        update(Outbox).where(col(Outbox.id).in_(ids)).values(state=state, error=reason)
    )
