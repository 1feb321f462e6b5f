"""How fast the bot may send: GCRA over one row that all replicas share.

GCRA is the generic cell rate algorithm of ITU-T I.371: a message conforms when it does not come
before the theoretical arrival time (TAT) that the messages before it have moved forward.
"""

import math
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from core.sql import insert_into
from models import Bucket

BOT = "bot"
PAID = "paid"
MAIL = "mail"
"""The buckets: Telegram's rate, that of paid broadcasts, and the mail server's."""


@dataclass(frozen=True, slots=True)
class Grant:
    """Leave to send `count` messages: the first at `start`, one every `interval` (seconds)."""

    count: int
    start: float
    interval: float

    @property
    def tat(self) -> float:
        """When the next message after these may leave."""
        return self.start + self.count * self.interval


def grant(*, tat: float, now: float, rate: float, wanted: int, horizon: float) -> Grant:
    """Grant at most `wanted` slots that begin within `horizon` seconds from `now`."""
    interval = 1 / rate
    start = max(tat, now)
    within = math.floor((now + horizon - start) / interval) + 1
    return Grant(count=max(0, min(wanted, within)), start=start, interval=interval)


@dataclass(frozen=True, slots=True)
class Reading:
    """The bucket as read: its TAT, and the clock it is on (seconds since the epoch)."""

    tat: float
    now: float


async def open_bucket(session: AsyncSession, name: str = BOT) -> None:
    """Make sure that a bucket's row exists."""
    await session.execute(
        insert_into(session, Bucket).values(name=name, tat=0.0).on_conflict_do_nothing()
    )


async def lock_bucket(session: AsyncSession, name: str = BOT, *, now: datetime) -> Reading:
    """Read a bucket and keep others out of it until the transaction ends.

    PostgreSQL's clock is the replicas' common one; SQLite has one process, whose clock is `now`.
    """
    if session.get_bind().dialect.name == "sqlite":
        tat = await session.scalar(select(col(Bucket.tat)).where(col(Bucket.name) == name))
        return Reading(tat=tat or 0.0, now=now.timestamp())
    row = (
        await session.execute(
            select(col(Bucket.tat), func.extract("epoch", func.clock_timestamp()))
            .where(col(Bucket.name) == name)
            .with_for_update()
        )
    ).one()
    return Reading(tat=row[0], now=float(row[1]))


async def advance(session: AsyncSession, tat: float, name: str = BOT) -> None:
    """Note that messages are granted up to `tat`."""
    await session.execute(update(Bucket).where(col(Bucket.name) == name).values(tat=tat))


async def hold(session: AsyncSession, name: str = BOT, *, seconds: float, now: datetime) -> None:
    """Let nobody send for `seconds`: Telegram said 429, or the mail server is away."""
    reading = await lock_bucket(session, name, now=now)
    await advance(session, max(reading.tat, reading.now + seconds), name)
