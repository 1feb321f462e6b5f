"""A cadence's effect: asked for in a chat, counted beside, handed to whoever waits."""

from datetime import datetime

from sqlalchemy import delete, exists, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from core.sql import insert_into
from crm.attachments.operations import attach
from crm.followups.cadences.showing import known
from crm.followups.effect.figures import Effect
from crm.followups.effect.payloads import EffectChart, EffectShown, EffectUnknown
from crm.outbox.operations import post
from crm.outbox.payload import Payload
from models import EffectOrder

PNG = "image/png"


async def ask(
    session: AsyncSession, *, cadence: str, chat_id: int, ticket_id: int | None, now: datetime
) -> None:
    """Remember a chat that wants to see a cadence's effect; `hand_out` posts it there.

    Raises:
        CadenceUnknown: there is none of that name.
    """
    await known(session, cadence)
    order = {"chat_id": chat_id, "cadence": cadence, "ticket_id": ticket_id, "asked_at": now}
    await session.execute(insert_into(session, EffectOrder).values(order).on_conflict_do_nothing())


async def are_awaited(session: AsyncSession) -> bool:
    """Tell whether a chat waits."""
    return bool(await session.scalar(select(exists().select_from(EffectOrder))))


async def awaited(session: AsyncSession) -> list[str]:
    """Name the cadences whose effect a chat waits for."""
    names = select(col(EffectOrder.cadence)).distinct().order_by(col(EffectOrder.cadence))
    return list(await session.scalars(names))


async def hand_out(
    session: AsyncSession,
    *,
    cadence: str,
    effect: Effect | None,
    chart: bytes | None,
    now: datetime,
) -> int:
    """Post a cadence's effect and its picture to every chat that waits for it; count them."""
    payloads: list[Payload] = [EffectShown(effect) if effect else EffectUnknown(cadence)]
    if chart is not None:
        name = f"efek-{cadence}-{now:%Y-%m-%d}.png"
        number = await attach(session, name=name, media_type=PNG, content=chart, now=now)
        payloads.append(EffectChart(number, cadence=cadence))
    taken = delete(EffectOrder).where(col(EffectOrder.cadence) == cadence).returning(EffectOrder)
    orders = list(await session.scalars(taken))
    for order in orders:
        for payload in payloads:
            post(session, payload, chat_id=order.chat_id, ticket_id=order.ticket_id, now=now)
    return len(orders)
