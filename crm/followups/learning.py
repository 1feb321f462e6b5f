"""At what time of their day a seller tends to answer."""

from collections.abc import Sequence
from datetime import datetime
from itertools import pairwise

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from crm.followups.hours import zone_of
from models import Seller, Touch
from models.followups import TouchState
from models.interactions import Channel

DAY = 24 * 60
ENOUGH = 3
"""Fewer answers say nothing about a habit."""
LATEST = 10
"""Habits change: older answers than these do not count."""


async def learn(session: AsyncSession, *, seller: Seller) -> None:
    """Keep the minute of the day about which `seller` answers what we say on Telegram."""
    await session.flush()
    found = await session.scalars(
        select(col(Touch.answered_at))
        .where(
            col(Touch.seller_id) == seller.id,
            col(Touch.channel) == Channel.TELEGRAM,
            col(Touch.state) == TouchState.ANSWERED,
            col(Touch.answered_at).is_not(None),
        )
        .order_by(col(Touch.answered_at).desc())
        .limit(LATEST)
    )
    zone = zone_of(seller.zone)
    local = [at.astimezone(zone) for at in found if isinstance(at, datetime)]
    seller.usual_minute = usual_minute([at.hour * 60 + at.minute for at in local])


def usual_minute(minutes: Sequence[int]) -> int | None:
    """Return the median of some minutes of the day; None where there are too few of them.

    A day is a circle: it is cut open where no answer came for longest, so that somebody who
    answers about midnight is not taken for one who answers at noon.
    """
    if len(minutes) < ENOUGH:
        return None
    found = sorted(minutes)
    waits = [after - before for before, after in pairwise([found[-1] - DAY, *found])]
    first = waits.index(max(waits))
    evening = [minute + DAY for minute in found[:first]]
    ordered = [*found[first:], *evening]
    return ordered[(len(ordered) - 1) // 2] % DAY
