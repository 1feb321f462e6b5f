"""What cannot be passed on: whoever said it is told, and so is whoever waits for it."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from crm.macros.payloads import MacroAnswer
from crm.outbox.operations import post
from crm.outbox.payload import Payload
from crm.tickets.messages import Said
from crm.tickets.payloads import AnswerUndelivered, Undelivered
from crm.tickets.relayed import NotRelayed, Relay, RelayTogether, RelayToSeller
from crm.tickets.reporting import NotPassedOn
from crm.uploads.review.seller_payloads import ChangeProposed, ListingInStore, ReadyFields
from models import Seller, StaffGroup, Ticket

_ANSWERS = (RelayToSeller, MacroAnswer, ChangeProposed, ReadyFields, ListingInStore)
"""What staff say to sellers, in their own words or by a button."""


def tell_seller(
    session: AsyncSession, *, ticket: Ticket, messages: Iterable[Said], now: datetime
) -> None:
    """Tell the seller which of what they said nobody can copy, as staff see in its place."""
    for said in messages:
        if not said.copyable:
            told = NotPassedOn(message_id=said.message_id)
            _post(session, told, ticket, chat_id=said.chat_id, now=now)


async def not_copied(
    session: AsyncSession, *, ticket_id: int, relay: Relay | RelayTogether, now: datetime
) -> None:
    """Tell both sides that Telegram refused to copy something for good: it may be too large."""
    ticket = await session.get_one(Ticket, ticket_id)
    group = await session.get(StaffGroup, 1)
    first = min(relay.message_ids)
    if not isinstance(relay, RelayToSeller):
        told = NotPassedOn(message_id=first)
        _post(session, told, ticket, chat_id=relay.from_chat_id, now=now)
    if group is not None:
        _post(session, _to_staff(relay, group), ticket, chat_id=group.chat_id, now=now)


async def not_reached(
    session: AsyncSession, *, ticket_id: int, answer: Payload, now: datetime
) -> None:
    """Tell staff, whose `answer` the seller was the first not to get, that they have left."""
    ticket = await session.get_one(Ticket, ticket_id)
    seller = await session.get_one(Seller, ticket.seller_id)
    group = await session.get(StaffGroup, 1)
    if group is None or not isinstance(answer, _ANSWERS):
        return
    told = AnswerUndelivered(
        Undelivered.UNREACHABLE, phone=seller.phone or "", message_id=_said_as(answer, group)
    )
    _post(session, told, ticket, chat_id=group.chat_id, now=now)


def _said_as(answer: Payload, group: StaffGroup) -> int | None:
    """Return the message of the group that is the answer; None where there is none, or no more."""
    match answer:
        case MacroAnswer():
            return answer.chosen_as if answer.chosen_in == group.chat_id else None
        case RelayToSeller():
            return min(answer.message_ids) if answer.from_chat_id == group.chat_id else None
        case _:
            return None


def _to_staff(relay: Relay | RelayTogether, group: StaffGroup) -> Payload:
    """Return what staff are told; what they said in a group that has moved on is not quoted."""
    if not isinstance(relay, RelayToSeller):
        return NotRelayed()
    return AnswerUndelivered(Undelivered.REFUSED, message_id=_said_as(relay, group))


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
