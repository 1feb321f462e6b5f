"""What only counts as it is last: of a message's edits, or of reactions to it."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from crm.outbox.operations import post
from crm.tickets.relayed import RelayEdit, RelayReaction
from models import Outbox, Ticket
from models.mail import OutboxState


async def post_latest(
    session: AsyncSession,
    payload: RelayEdit | RelayReaction,
    *,
    ticket: Ticket,
    chat_id: int,
    now: datetime,
) -> None:
    """Post it in place of one that still waits for the same message."""
    waiting = await session.scalars(
        select(Outbox)
        .where(
            col(Outbox.ticket_id) == ticket.id,
            col(Outbox.chat_id) == chat_id,
            col(Outbox.template) == payload.template,
            col(Outbox.state) == OutboxState.WAITING,
        )
        .with_for_update(skip_locked=True)
    )
    for row in waiting:
        if row.params["message_id"] == payload.message_id:
            row.params = payload.params()
            return
    post(
        session,
        payload,
        chat_id=chat_id,
        seller_id=ticket.seller_id,
        ticket_id=ticket.id,
        now=now,
    )
