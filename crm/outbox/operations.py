"""Put messages into the outbox, and take them back."""

from datetime import datetime

from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from core.sql import insert_into
from crm.outbox.payload import Payload
from models import Outbox
from models.mail import OutboxState


def post(
    session: AsyncSession,
    payload: Payload,
    *,
    chat_id: int,
    now: datetime,
    seller_id: int | None = None,
    ticket_id: int | None = None,
    due: datetime | None = None,
) -> Outbox:
    """Post `payload` to `chat_id`, to leave at `due` (now where None)."""
    row = Outbox(
        due=due or now,
        priority=payload.priority,
        chat_id=chat_id,
        seller_id=seller_id,
        ticket_id=ticket_id,
        template=payload.template,
        params=payload.params(),
        created_at=now,
    )
    session.add(row)
    return row


async def post_once(
    session: AsyncSession,
    payload: Payload,
    *,
    dedupe_key: str,
    chat_id: int,
    now: datetime,
    seller_id: int | None = None,
    ticket_id: int | None = None,
    due: datetime | None = None,
) -> bool:
    """Post unless a message with `dedupe_key` was ever posted; tell whether this one was."""
    statement = (
        insert_into(session, Outbox)
        .values(
            due=due or now,
            priority=payload.priority,
            chat_id=chat_id,
            seller_id=seller_id,
            ticket_id=ticket_id,
            template=payload.template,
            params=payload.params(),
            dedupe_key=dedupe_key,
            state=OutboxState.WAITING,
            attempts=0,
            created_at=now,
        )
        .on_conflict_do_nothing(index_elements=["dedupe_key"])
        .returning(col(Outbox.id))
    )
    return (await session.execute(statement)).first() is not None


async def cancel_for_chat(session: AsyncSession, *, chat_id: int, reason: str) -> int:
    """Cancel what waits for a chat that can no longer be reached; return how many."""
    result = await session.execute(
        update(Outbox)
        .where(col(Outbox.chat_id) == chat_id, col(Outbox.state) == OutboxState.WAITING)
        .values(state=OutboxState.CANCELLED, error=reason)
    )
    return result.rowcount
