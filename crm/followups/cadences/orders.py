"""Previews of cadences: asked for in a chat, counted beside, handed to whoever waits."""

from datetime import datetime

from sqlalchemy import delete, exists, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from core.sql import insert_into
from crm.followups.cadences.payloads import CadenceNotPreviewed, CadencePreview
from crm.followups.cadences.showing import known
from crm.outbox.operations import post
from models import CadenceOrder


async def ask(
    session: AsyncSession, *, name: str, chat_id: int, ticket_id: int | None, now: datetime
) -> None:
    """Remember a chat that wants to know who would enter a cadence; `hand_out` tells it there.

    Raises:
        CadenceUnknown: there is none of that name.
    """
    await known(session, name)
    order = {"cadence": name, "chat_id": chat_id, "ticket_id": ticket_id, "asked_at": now}
    await session.execute(
        insert_into(session, CadenceOrder).values(order).on_conflict_do_nothing()
    )


async def are_awaited(session: AsyncSession) -> bool:
    """Tell whether a chat waits for a preview."""
    return bool(await session.scalar(select(exists().select_from(CadenceOrder))))


async def awaited(session: AsyncSession) -> list[str]:
    """Name the cadences of which a preview is waited for, the longest first."""
    found = await session.scalars(
        select(col(CadenceOrder.cadence)).order_by(col(CadenceOrder.asked_at))
    )
    return list(dict.fromkeys(found))


async def hand_out(
    session: AsyncSession, preview: CadencePreview | CadenceNotPreviewed, *, now: datetime
) -> int:
    """Post a preview to every chat that waits for it; return to how many."""
    orders = await session.scalars(
        delete(CadenceOrder)
        .where(col(CadenceOrder.cadence) == preview.cadence)
        .returning(CadenceOrder)
    )
    chats = 0
    for order in orders.all():
        post(session, preview, chat_id=order.chat_id, ticket_id=order.ticket_id, now=now)
        chats += 1
    return chats
