"""Broadcasts for tests: written, confirmed, and written to everybody."""

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from crm.broadcasts import filling
from crm.broadcasts.rules import Audience
from models import Broadcast
from models.broadcasts import BroadcastState
from tests.support.builders import NOW, a_staff_member

EVERYBODY = Audience({})


async def a_broadcast(
    session: AsyncSession,
    *,
    audience: Audience = EVERYBODY,
    state: BroadcastState = BroadcastState.SENDING,
    now: datetime = NOW,
    **facts: object,
) -> Broadcast:
    """Store a broadcast that was confirmed at `now`, and is written to nobody yet."""
    staff = await a_staff_member(session)
    plausible = {
        "author_id": staff.id,
        "filters": audience.to_json(),
        "texts": {"id": "Besok libur.", "jv": "Sesuk prei."},
        "chat_id": -100_500,
        "message_id": 7,
        "created_at": now,
        "confirmed_at": now,
    }
    row = Broadcast(state=state, **(plausible | facts))  # pyright: ignore[reportArgumentType] - free facts
    session.add(row)
    await session.flush()
    return row


async def filled(session: AsyncSession, broadcast: Broadcast, *, now: datetime = NOW) -> None:
    """Write a broadcast to everybody."""
    while await filling.fill(session, broadcast_id=broadcast.id or 0, now=now):
        pass
