"""What cannot be passed on: whoever said it is told, and so is whoever waits for it."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from crm.outbox.operations import post
from crm.outbox.payload import Payload
from crm.tickets.messages import Said
from crm.tickets.payloads import AnswerUndelivered, Undelivered
from crm.tickets.relayed import NotRelayed, Relay, RelayToSeller
from crm.tickets.reporting import NotPassedOn
from models import StaffGroup, Ticket


def tell_seller(
    session: AsyncSession, *, ticket: Ticket, messages: Iterable[Said], now: datetime
) -> None:
    """Tell the seller which of what they said nobody can copy, as staff see in its place."""
    for said in messages:
        if not said.copyable:
            told = NotPassedOn(message_id=said.message_id)
            _post(session, told, ticket, chat_id=said.chat_id, now=now)


async def not_copied(
    session: AsyncSession, *, ticket_id: int, relay: Relay, now: datetime
) -> None:
    """Tell both sides that Telegram refused to copy something for good: it may be too large."""
    ticket = await session.get_one(Ticket, ticket_id)
    group = await session.get(StaffGroup, 1)
    first = min(relay.message_ids)
    if not isinstance(relay, RelayToSeller):
        told = NotPassedOn(message_id=first)
        _post(session, told, ticket, chat_id=relay.from_chat_id, now=now)
    if group is not None:
        _post(session, _to_staff(relay, group, first), ticket, chat_id=group.chat_id, now=now)


def _to_staff(relay: Relay, group: StaffGroup, message_id: int) -> Payload:
    """Return what staff are told; what they said in a group that has moved on is not quoted."""
    if not isinstance(relay, RelayToSeller):
        return NotRelayed()
    is_here = relay.from_chat_id == group.chat_id
    return AnswerUndelivered(Undelivered.REFUSED, message_id=message_id if is_here else None)


def _post(
    session: AsyncSession, payload: Payload, ticket: Ticket, *, chat_id: int, now: datetime
) -> None:
    post(
        session,
        payload,
        chat_id=chat_id,
        seller_id=ticket.seller_id,
        ticket_id=ticket.id,
        now=now,
    )
