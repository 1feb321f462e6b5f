"""When a job is due, and which replica runs it.

A job's `tick` row holds the moment it ran last. A job is due once a slot lies between that moment
and now; however many slots have passed, it runs once. Time is that of `core.clock`, which a demo
may move.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Protocol
from zoneinfo import ZoneInfo

from apscheduler.triggers.cron import CronTrigger
from sqlalchemy import CursorResult, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from core.sql import insert_into
from models import Tick

_INSTANT = timedelta(microseconds=1)


class Rhythm(Protocol):
    """How often something happens."""

    def next_after(self, last: datetime, zone: ZoneInfo) -> datetime | None:
        """Return the first slot later than `last`, or None where none will come."""
        ...


@dataclass(frozen=True, slots=True)
class Cron:
    """At the times of a crontab line, in the staff's zone; weekdays by name (mon), not number."""

    line: str

    def next_after(self, last: datetime, zone: ZoneInfo) -> datetime | None:
        """Return the line's first time later than `last`, in UTC."""
        untyped: Any = CronTrigger
        trigger = untyped.from_crontab(self.line, timezone=zone)
        found: datetime | None = trigger.get_next_fire_time(None, last + _INSTANT)
        return found.astimezone(UTC) if found else None


@dataclass(frozen=True, slots=True)
class Every:
    """Once an interval, counted from the last run."""

    interval: timedelta

    def next_after(self, last: datetime, zone: ZoneInfo) -> datetime | None:  # noqa: ARG002 - an interval is the same in every zone
        """Return the moment an interval after `last`."""
        return last + self.interval


@dataclass(frozen=True, slots=True)
class Never:
    """At no time: what the settings have turned off."""

    def next_after(self, last: datetime, zone: ZoneInfo) -> datetime | None:  # noqa: ARG002 - no moment follows any
        """Return None."""
        return None


def due_slot(rhythm: Rhythm, *, last: datetime, now: datetime, zone: ZoneInfo) -> datetime | None:
    """Return the first slot missed since `last`, or None where none has come by `now`."""
    slot = rhythm.next_after(last, zone)
    return slot if slot is not None and slot <= now else None


async def last_runs(session: AsyncSession) -> Mapping[str, datetime]:
    """Return when each job ran last, by name."""
    rows = await session.scalars(select(Tick))
    return {tick.name: tick.last for tick in rows}


async def begin(session: AsyncSession, names: Iterable[str], *, now: datetime) -> None:
    """Give jobs seen for the first time a tick of `now`: they wait for their next slot."""
    rows = [{"name": name, "last": now} for name in names]
    await session.execute(insert_into(session, Tick).on_conflict_do_nothing(), rows)


async def hold(
    session: AsyncSession, name: str, *, slot: datetime, now: datetime, until: datetime
) -> bool:
    """Take a long run until it is released, or `until` at most, unless a replica has."""
    free = or_(col(Tick.held_until).is_(None), col(Tick.held_until) <= now)
    connection = await session.connection()
    taken: CursorResult[tuple[()]] = await connection.execute(
        update(Tick)
        .where(col(Tick.name) == name, col(Tick.last) < slot, free)
        .values(held_until=until)
    )
    return taken.rowcount == 1


async def release(
    session: AsyncSession, name: str, *, until: datetime, done: datetime | None
) -> None:
    """Give a run back that is held `until` then; it stays due unless it was `done`."""
    ran = {} if done is None else {"last": done}
    await session.execute(
        update(Tick)
        .where(col(Tick.name) == name, col(Tick.held_until) == until)
        .values(held_until=None, **ran)
    )


async def win(session: AsyncSession, name: str, *, slot: datetime, now: datetime) -> bool:
    """Take the run for `slot` unless a replica has; it is ours for good once this commits.

    On PostgreSQL a replica that comes second waits for the first one's transaction: if that is
    undone, the second runs the job.
    """
    connection = await session.connection()
    taken: CursorResult[tuple[()]] = await connection.execute(
        update(Tick).where(col(Tick.name) == name, col(Tick.last) < slot).values(last=now)
    )
    return taken.rowcount == 1
