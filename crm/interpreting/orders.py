"""What is asked of the services: kept in rows, so that nothing waits for them and none is lost."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import ColumnElement, and_, delete, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from crm.tickets.messages import Said
from models import InterpretingOrder, Ticket
from models.interpreting import Task

LEASE: Final = timedelta(seconds=90)
"""How long an order is kept from others; longer than a service may take."""
AFTER_THE_VOICE = timedelta(seconds=2)
"""How long a transcription waits, so that the voice itself is in the topic before it."""
KEPT = timedelta(days=7)
"""How long a voice message waits for the report that it belongs to."""
LAPSED = timedelta(days=1)
"""How late an answer may come: by then staff have listened, asked the seller, or pressed again."""
_ORDER = col(InterpretingOrder.id)


async def translate(
    session: AsyncSession,
    *,
    ticket: Ticket,
    message_id: int,
    chat_id: int,
    target: str,
    now: datetime,
) -> None:
    """Ask for a translation of what the seller wrote last; one that waits already is enough."""
    waits = await session.scalar(
        select(_ORDER).where(
            col(InterpretingOrder.task) == Task.TRANSLATE,
            col(InterpretingOrder.ticket_id) == ticket.id,
            col(InterpretingOrder.target) == target,
            ~_lapsed(now),
        )
    )
    if waits is None:
        session.add(
            InterpretingOrder(
                task=Task.TRANSLATE,
                ticket_id=ticket.id,
                chat_id=chat_id,
                message_id=message_id,
                target=target,
                asked_at=now,
                due=now,
            )
        )


def transcribe(
    session: AsyncSession, *, chat_id: int, message_id: int, file_id: str, now: datetime
) -> None:
    """Ask for the words of a voice message, once it belongs to a ticket."""
    session.add(
        InterpretingOrder(
            task=Task.TRANSCRIBE,
            chat_id=chat_id,
            message_id=message_id,
            file_id=file_id,
            asked_at=now,
            due=now,
        )
    )


async def belong(
    session: AsyncSession, *, ticket: Ticket, messages: Sequence[Said], now: datetime
) -> None:
    """Note that voice messages belong to a ticket, in whose topic their words then go."""
    voices = [said for said in messages if said.is_spoken]
    for said in voices:
        await session.execute(
            update(InterpretingOrder)
            .where(
                col(InterpretingOrder.chat_id) == said.chat_id,
                col(InterpretingOrder.message_id) == said.message_id,
                col(InterpretingOrder.task) == Task.TRANSCRIBE,
            )
            .values(ticket_id=ticket.id, due=now + AFTER_THE_VOICE)
        )


async def forget(session: AsyncSession, *, chat_id: int | None) -> None:
    """Forget the voice messages of a chat that belong to no ticket."""
    await session.execute(
        delete(InterpretingOrder).where(
            col(InterpretingOrder.chat_id) == chat_id,
            col(InterpretingOrder.task) == Task.TRANSCRIBE,
            col(InterpretingOrder.ticket_id).is_(None),
        )
    )


async def is_any_due(session: AsyncSession, *, now: datetime) -> bool:
    """Tell whether there is an order that nobody has in hand."""
    return await session.scalar(select(_ORDER).where(_due(now)).limit(1)) is not None


async def claim(session: AsyncSession, *, limit: int, now: datetime) -> list[InterpretingOrder]:
    """Take orders in hand, the oldest first; of several replicas one gets each."""
    query = select(InterpretingOrder).where(_due(now)).order_by(col(InterpretingOrder.due), _ORDER)
    found = await session.scalars(query.limit(limit).with_for_update(skip_locked=True))
    orders = list(found)
    for order in orders:
        order.attempts += 1
        order.due = now + LEASE
    await session.flush()
    return orders


async def put_off(session: AsyncSession, order: InterpretingOrder, *, until: datetime) -> None:
    """Let an order go until a moment; then anybody may try again."""
    await session.execute(update(InterpretingOrder).where(_in_hand(order)).values(due=until))


async def settle(session: AsyncSession, order: InterpretingOrder) -> bool:
    """End an order; False where somebody else has it by now, and will tell."""
    ended = await session.execute(
        delete(InterpretingOrder).where(_in_hand(order)).returning(_ORDER)
    )
    return ended.first() is not None


async def lapse(session: AsyncSession, *, now: datetime) -> int:
    """Forget what nobody did in time, as where the services are off; return how many these are."""
    gone = await session.execute(delete(InterpretingOrder).where(_lapsed(now)).returning(_ORDER))
    return len(gone.all())


def _due(now: datetime) -> ColumnElement[bool]:
    """Select what may be done; what lapsed is not done any more, whenever it is forgotten."""
    return and_(
        col(InterpretingOrder.ticket_id).is_not(None),
        col(InterpretingOrder.due) <= now,
        col(InterpretingOrder.due) >= now - LAPSED,
    )


def _lapsed(now: datetime) -> ColumnElement[bool]:
    return or_(
        and_(
            col(InterpretingOrder.ticket_id).is_not(None),
            col(InterpretingOrder.due) < now - LAPSED,
        ),
        and_(
            col(InterpretingOrder.ticket_id).is_(None),
            col(InterpretingOrder.asked_at) < now - KEPT,
        ),
    )


def _in_hand(order: InterpretingOrder) -> ColumnElement[bool]:
    return and_(
        col(InterpretingOrder.id) == order.id, col(InterpretingOrder.attempts) == order.attempts
    )
