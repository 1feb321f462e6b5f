"""What becomes of an order: its material, and what staff are told in the ticket's topic."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from crm.interpreting import orders
from crm.interpreting.payloads import LONGEST, VoiceWritten
from crm.outbox.operations import post
from crm.outbox.payload import Payload
from crm.tickets.copies import counterpart
from crm.tickets.events import EventKind
from crm.tickets.rules import cut
from models import InterpretingOrder, StaffGroup, Ticket, TicketEvent


async def words(session: AsyncSession, *, ticket: Ticket) -> str:
    """Return what the seller wrote since staff answered last, or else their last words."""
    texts = await session.scalars(
        select(TicketEvent)
        .where(col(TicketEvent.ticket_id) == ticket.id, col(TicketEvent.kind) == EventKind.MESSAGE)
        .order_by(col(TicketEvent.id))
    )
    said = [ticket.text, *(event.data.get("text", "") for event in texts)]
    latest = [text for text in said[-max(ticket.unanswered, 1) :] if text.strip()]
    written = latest or [text for text in said if text.strip()][-1:]
    return cut("\n".join(written), LONGEST)


async def tell(
    session: AsyncSession, *, order: InterpretingOrder, payload: Payload, now: datetime
) -> None:
    """Post an order's answer, once, where there is a group."""
    group = await session.get(StaffGroup, 1)
    if not await orders.settle(session, order) or group is None or order.ticket_id is None:
        return
    ticket = await session.get_one(Ticket, order.ticket_id)
    post(
        session,
        payload,
        chat_id=group.chat_id,
        seller_id=ticket.seller_id,
        ticket_id=ticket.id,
        now=now,
    )


async def written_down(
    session: AsyncSession, *, order: InterpretingOrder, text: str, now: datetime
) -> None:
    """Post the words of a voice message below its copy in the topic."""
    group = await session.get(StaffGroup, 1)
    ticket = await session.get_one(Ticket, order.ticket_id)
    copy = group and await counterpart(
        session,
        ticket=ticket,
        chat_id=order.chat_id,
        message_id=order.message_id,
        other_chat_id=group.chat_id,
    )
    payload = VoiceWritten(cut(text, LONGEST), reply_to=copy)
    await tell(session, order=order, payload=payload, now=now)
