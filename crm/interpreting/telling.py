"""What becomes of an order: its material, and what staff are told in the ticket's topic."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from crm.interpreting import orders
from crm.interpreting.payloads import LONGEST, VoiceWritten
from crm.outbox.operations import post
from crm.outbox.payload import Payload
from crm.tickets import cards, explaining
from crm.tickets.copies import counterpart
from crm.tickets.events import EventKind
from crm.tickets.holding import hold
from crm.tickets.rules import cut
from models import InterpretingOrder, StaffGroup, Ticket, TicketEvent


async def words(session: AsyncSession, *, ticket: Ticket) -> str:
    """Return what the seller said since staff answered last, or else their last words.

    Of an edited message its last words count, of a voice message what a machine heard in it.
    """
    said = [_report(ticket), *await _further(session, ticket)]
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
    """Post the words of a voice message below its copy in the topic, and have them explained."""
    group = await session.get(StaffGroup, 1)
    ticket = await session.get_one(Ticket, order.ticket_id)
    await hold(session, ticket)
    if explaining.hear_voice(ticket, order.message_id, cut(text, LONGEST)):
        await cards.renew(session, tickets=[ticket], now=now)
    copy = group and await counterpart(
        session,
        ticket=ticket,
        chat_id=order.chat_id,
        message_id=order.message_id,
        other_chat_id=group.chat_id,
    )
    payload = VoiceWritten(cut(text, LONGEST), reply_to=copy)
    await tell(session, order=order, payload=payload, now=now)


def _report(ticket: Ticket) -> str:
    heard = explaining.voices(ticket)
    spoken = (heard.get(str(said.message_id), "") for said in cards.reported(ticket))
    return "\n".join(text for text in (ticket.text, *spoken) if text.strip())


async def _further(session: AsyncSession, ticket: Ticket) -> list[str]:
    """Return what came after the report, message by message."""
    events = await session.scalars(
        select(TicketEvent)
        .where(
            col(TicketEvent.ticket_id) == ticket.id,
            col(TicketEvent.kind).in_((EventKind.MESSAGE, EventKind.EDITED)),
        )
        .order_by(col(TicketEvent.id))
    )
    heard = explaining.voices(ticket)
    said: dict[tuple[int, int], str] = {}
    for event in events:
        message = event.data.get("chat_id", 0), event.data.get("message_id", 0)
        if event.kind == EventKind.MESSAGE or message in said:
            said[message] = event.data.get("text") or heard.get(str(message[1]), "")
    return list(said.values())
