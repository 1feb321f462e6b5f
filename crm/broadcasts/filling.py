"""Write a confirmed broadcast to everybody, some thousands at a time.

Each slice is one short transaction that also moves the mark up to which everybody was written to.
Cut short, or begun by two at once, it goes on from the mark: nobody is written to twice.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Select,
    String,
    case,
    cast,
    func,
    insert,
    literal,
    select,
)
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import UTCDateTime, col

from core.sql import json_of
from crm.broadcasts import queries
from crm.broadcasts.payloads import BroadcastMessage
from crm.broadcasts.recipients import (
    NEVER,
    due_after,
    is_meant,
    may_be_told,
    recipients,
    said_lately,
    wait,
)
from crm.broadcasts.rules import Audience
from crm.followups.hours import DEFAULT_ZONE, ZONES
from models import Broadcast, Outbox, Seller, Touch
from models.broadcasts import BroadcastState
from models.followups import TouchSource, TouchState
from models.interactions import Channel
from models.mail import OutboxState

SLICE = 5_000
"""Sellers in one transaction: a tenth of a second for which other writers wait."""


async def fill(
    session: AsyncSession, *, broadcast_id: int, now: datetime, most: int = SLICE
) -> bool:
    """Write to the next `most` sellers of a broadcast; tell whether there are more.

    One that was paused or cancelled meanwhile waits, or is written to nobody any more.
    """
    found = await session.get(
        Broadcast, broadcast_id, with_for_update=True, populate_existing=True
    )
    if found is None or found.state is not BroadcastState.SENDING or found.filled_at is not None:
        return False
    week, audience = await queries.week(session), Audience.from_json(found.filters)
    upto = await _end_of_slice(session, found, audience, week=week, most=most)
    own = [col(Seller.id) > found.filled_to]
    if upto is not None:
        own.append(col(Seller.id) <= upto)
    before = await session.scalar(select(func.max(col(Touch.id)))) or 0
    connection = await session.connection()
    touches = _touches(found, audience, week=week, now=now).where(*own)
    await connection.execute(insert(Touch).from_select(_TOUCH, touches))
    messages = _messages(found, now=now).where(*own, col(Touch.id) > before)
    await connection.execute(insert(Outbox).from_select(_MESSAGE, messages))
    new = (col(Touch.broadcast_id) == found.id, col(Touch.id) > before)
    found.recipients += await session.scalar(select(func.count()).where(*new)) or 0
    found.filled_to = upto or found.filled_to
    found.filled_at = now if upto is None else None
    await session.flush()
    return upto is not None


async def _end_of_slice(
    session: AsyncSession, broadcast: Broadcast, audience: Audience, *, week: str | None, most: int
) -> int | None:
    """Return the last seller of the next slice; None where it is the last one."""
    return await session.scalar(
        select(col(Seller.id))
        .where(is_meant(audience, week=week), may_be_told(), col(Seller.id) > broadcast.filled_to)
        .order_by(col(Seller.id))
        .limit(1)
        .offset(most - 1)
    )


_TOUCH = ["seller_id", "source", "broadcast_id", "channel", "state", "planned_at"]
_MESSAGE = [
    "due", "priority", "channel", "chat_id", "seller_id", "touch_id", "lane", "template",
    "params", "dedupe_key", "state", "attempts", "created_at",
]  # fmt: skip


def _touches(
    broadcast: Broadcast, audience: Audience, *, week: str | None, now: datetime
) -> Select[*tuple[Any, ...]]:
    """Return a touch for each seller; all were planned when the broadcast was confirmed."""
    said = said_lately(now, _within(broadcast))
    columns = (
        col(Seller.id),
        literal(TouchSource.BROADCAST.value),
        literal(broadcast.id),
        literal(Channel.TELEGRAM.value),
        literal(TouchState.WAITING.value),
        literal(broadcast.confirmed_at, UTCDateTime()),
    )
    found = recipients(audience, week=week, said=said, columns=columns)
    return found.where(wait(said, now) < NEVER).order_by(col(Seller.id))


def _messages(broadcast: Broadcast, *, now: datetime) -> Select[*tuple[Any, ...]]:
    """Return a message for each touch of the broadcast."""
    said = said_lately(now, _within(broadcast))
    number = cast(col(Touch.id), String)
    named = case((col(Seller.zone).in_(ZONES), col(Seller.zone)), else_=DEFAULT_ZONE)
    return (
        select(
            due_after(wait(said, now), now),
            literal(int(BroadcastMessage.priority)),
            literal(Channel.TELEGRAM.value),
            col(Seller.chat_id),
            col(Seller.id),
            col(Touch.id),
            literal(f"{broadcast.id}:") + named,
            literal(BroadcastMessage.template),
            json_of('{"touch_id": ', number, f', "broadcast_id": {broadcast.id}}}'),
            literal("touch:") + number,
            literal(OutboxState.WAITING.value),
            literal(0),
            literal(now, UTCDateTime()),
        )
        .select_from(Touch)
        .join(Seller, col(Seller.id) == col(Touch.seller_id))
        .outerjoin(said, said.c.seller_id == col(Seller.id))
        .where(col(Touch.broadcast_id) == broadcast.id)
        .order_by(col(Touch.id))
    )


def _within(broadcast: Broadcast) -> ColumnElement[bool]:
    """Return whether a touch may be one of the sellers of the next slice."""
    return col(Touch.seller_id) > broadcast.filled_to
