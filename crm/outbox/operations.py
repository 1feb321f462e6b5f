"""Put messages into the outbox, and take them back."""

from datetime import datetime
from typing import Any

from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from core.batching import insert_soon
from core.sql import insert_into
from crm.outbox.payload import Payload, Priority
from models import Outbox
from models.mail import OutboxState
from models.types import stated


def post(
    session: AsyncSession,
    payload: Payload,
    *,
    chat_id: int,
    now: datetime,
    seller_id: int | None = None,
    ticket_id: int | None = None,
    due: datetime | None = None,
    priority: Priority | None = None,
) -> None:
    """Post `payload` to `chat_id`, to leave at `due` (now where None).

    `priority` takes the place of the payload's own.

    What is posted is written together (see `core.batching`).
    """
    row = _row(
        payload,
        chat_id=chat_id,
        seller_id=seller_id,
        ticket_id=ticket_id,
        due=due,
        priority=priority,
        now=now,
    )
    insert_soon(session, Outbox, row)


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
            dedupe_key=dedupe_key,
            **_row(
                payload,
                chat_id=chat_id,
                seller_id=seller_id,
                ticket_id=ticket_id,
                due=due,
                now=now,
            ),
        )
        .on_conflict_do_nothing(index_elements=["dedupe_key"])
        .returning(col(Outbox.id))
    )
    return (await session.execute(statement)).first() is not None


async def cancel_for_chat(session: AsyncSession, *, chat_id: int, reason: str) -> None:
    """Cancel what waits for a chat that can no longer be reached."""
    await session.execute(
        update(Outbox)
        .where(col(Outbox.chat_id) == chat_id, stated(col(Outbox.state), OutboxState.WAITING))
        .values(state=OutboxState.CANCELLED, error=reason)
    )


def _row(
    payload: Payload,
    *,
    chat_id: int,
    seller_id: int | None,
    ticket_id: int | None,
    due: datetime | None,
    now: datetime,
    priority: Priority | None = None,
) -> dict[str, Any]:
    return {
        "due": due or now,
        "priority": int(payload.priority if priority is None else priority),
        "chat_id": chat_id,
        "seller_id": seller_id,
        "ticket_id": ticket_id,
        "touch_id": payload.touch,
        "parts": payload.parts,
        "template": payload.template,
        "params": payload.params(),
        "state": OutboxState.WAITING,
        "attempts": 0,
        "created_at": now,
    }
