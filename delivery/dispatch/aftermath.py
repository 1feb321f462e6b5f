"""What the business learns once a message has left."""

from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from crm.broadcasts import tending as broadcasts
from crm.broadcasts.payloads import BroadcastProgress
from crm.calls import operations as calls
from crm.calls.payloads import CallCard
from crm.incidents import showing as incidents
from crm.incidents.payloads import IncidentCard
from crm.outbox.payload import Payload
from crm.tickets import operations as tickets
from crm.tickets.payloads import TicketCard
from crm.uploads.review import posting as reviews
from crm.uploads.review.payloads import ReviewCard
from delivery.telegram.gateway import Receipt

Hook = Callable[[AsyncSession, Any, Receipt, datetime], Awaitable[None]]


def concerns(payload: Payload) -> bool:
    """Tell whether a domain wants to know that `payload` was sent."""
    return type(payload) in _HOOKS


async def sent(
    session: AsyncSession, payload: Payload, *, receipt: Receipt, now: datetime
) -> None:
    """Tell the domain that `payload` was sent."""
    await _HOOKS[type(payload)](session, payload, receipt, now)


async def _card(session: AsyncSession, card: TicketCard, receipt: Receipt, now: datetime) -> None:
    if receipt.message_id is not None:
        await tickets.card_posted(
            session, ticket_id=card.ticket_id, message_id=receipt.message_id, now=now
        )


async def _call(session: AsyncSession, card: CallCard, receipt: Receipt, _now: datetime) -> None:
    if receipt.message_id is not None:
        await calls.card_posted(session, task_id=card.task_id, message_id=receipt.message_id)


async def _progress(
    session: AsyncSession, progress: BroadcastProgress, receipt: Receipt, _now: datetime
) -> None:
    if receipt.message_id is not None:
        await broadcasts.progress_posted(
            session, broadcast_id=progress.broadcast_id, message_id=receipt.message_id
        )


async def _incident(
    session: AsyncSession, card: IncidentCard, receipt: Receipt, _now: datetime
) -> None:
    if receipt.message_id is not None:
        await incidents.card_posted(
            session, incident_id=card.incident_id, message_id=receipt.message_id
        )


async def _review(
    session: AsyncSession, card: ReviewCard, receipt: Receipt, now: datetime
) -> None:
    if receipt.message_id is not None:
        await reviews.card_posted(session, card=card, message_id=receipt.message_id, now=now)


_HOOKS: dict[type[Payload], Hook] = {
    TicketCard: _card,
    CallCard: _call,
    BroadcastProgress: _progress,
    IncidentCard: _incident,
    ReviewCard: _review,
}
