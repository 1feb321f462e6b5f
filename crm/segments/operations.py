"""Count all stores, and let people have the result."""

from datetime import datetime

from sqlalchemy import delete, func, insert, select
from sqlalchemy.ext.asyncio import AsyncSession

from core.db import Database
from core.settings import Settings
from core.sql import learn
from crm.segments import queries
from crm.segments.counting import SNAPSHOT, count, standing
from crm.segments.rules import Thresholds
from crm.segments.summary import Summary, summarize
from models import SegmentWeek

_LOCK = 7_271_702
"""The key of the PostgreSQL advisory lock under which weeks are replaced in turn."""


async def take_snapshot(database: Database, *, now: datetime, settings: Settings) -> Summary:
    """Store where every store stands at `now`, in place of what this week had, and sum it up.

    Counting takes no lock; the finished week is copied over in one short transaction. A count that
    a later one of the same week has overtaken is thrown away, and the later one returned.
    """
    bounds = Thresholds.of(settings).at(now)
    async with database.workbench() as bench:
        async with bench.preparing() as session:
            last = await queries.week_before(session, name=bounds.week)
            await count(session, bounds=bounds, since=last.week if last else None)
            counted = await summarize(session, bounds=bounds, last=last)
        async with bench.transaction() as session:
            return await _replace(session, counted)


async def _replace(session: AsyncSession, summary: Summary) -> Summary:
    if session.get_bind().dialect.name == "postgresql":
        await session.execute(select(func.pg_advisory_xact_lock(_LOCK)))
    held = await queries.week(session, name=summary.week)
    if held is not None and held.at > summary.at:
        return Summary.from_json(held.summary)
    await session.execute(delete(SNAPSHOT).where(SNAPSHOT.c.week == summary.week))
    names = [column.name for column in SNAPSHOT.columns]
    await session.execute(
        insert(SNAPSHOT).from_select(names, select(*(standing.c[name] for name in names)))
    )
    await learn(session, SNAPSHOT)
    await session.merge(SegmentWeek(week=summary.week, at=summary.at, summary=summary.to_json()))
    return summary
