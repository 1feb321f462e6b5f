"""A million follow-ups planned, beside a bare INSERT … SELECT of the same rows."""

import asyncio
import statistics

from sqlalchemy import delete, func, select, text

from benchmarks.apart import Run, run, scratch
from benchmarks.market import NOW, fill
from core.db import Database
from crm.followups.cadences.deciding import approve
from crm.followups.cadences.plans import CadencePlan, Entrance, StepPlan
from crm.followups.cadences.publishing import publish
from crm.followups.letters import Letter
from models import FollowUp
from models.interactions import Channel
from models.segments import Lifecycle

ROUNDS = {10_000: 3, 100_000: 3, 1_000_000: 1}
GOALS = {"rate": 100_000, "memory": 300}
OURS, BARE = "benchmarks.workers.plan", "benchmarks.workers.bare_plan"
SNAPSHOT = "benchmarks.workers.snapshot"
EVERYBODY = CadencePlan(
    name="quiet",
    priority=1,
    enter=Entrance(segments=tuple(one for one in Lifecycle if one is not Lifecycle.VISITOR)),
    steps=(StepPlan("first", 0, Letter.LONG_NOT_SEEN, (Channel.EMAIL, Channel.PHONE)),),
)


async def main() -> dict[str, float]:
    """Measure both databases and print the rates and ratios."""
    found: dict[str, float] = {}
    for backend in ("sqlite", "postgresql"):
        for sellers in ROUNDS:
            found |= await _measure(backend, sellers)
    return found


async def _measure(backend: str, sellers: int) -> dict[str, float]:
    bare: list[Run] = []
    ours: list[Run] = []
    async with scratch(backend) as url:
        await asyncio.to_thread(fill, url, sellers)
        await run(SNAPSHOT, url, "0")
        database = Database(url)
        await _approve(database)
        for _ in range(ROUNDS[sellers]):
            bare.append(await run(BARE, url))
            await _clear(database, sellers)
            ours.append(await run(OURS, url))
            await _clear(database, sellers)
        await database.close()
    seconds = statistics.median(one.seconds for one in ours)
    ratio = seconds / statistics.median(one.seconds for one in bare)
    most = max(one.megabytes for one in ours)
    print(
        f"{backend:10} {sellers:>9,} stores  Sapa {seconds:6.2f} s = {sellers / seconds:>9,.0f}/s "
        f"(goal {GOALS['rate']:,})  {ratio:.2f} × a bare INSERT … SELECT  at most {most:.0f} MB "
        f"(goal {GOALS['memory']})",
        flush=True,
    )
    key = f"{backend}-{sellers}"
    return {f"{key}-rate": sellers / seconds, f"{key}-ratio": ratio, f"{key}-memory": most}


async def _approve(database: Database) -> None:
    async with database.transaction() as session:
        await publish(session, [EVERYBODY], now=NOW)
        await approve(session, name=EVERYBODY.name, staff=None, now=NOW)


async def _clear(database: Database, sellers: int) -> None:
    async with database.transaction() as session:
        planned = await session.scalar(select(func.count()).select_from(FollowUp))
        assert planned == sellers, f"{planned} of {sellers} stores entered"
        await session.execute(delete(FollowUp))
    if not database.is_sqlite:
        async with database.engine.connect() as connection:
            await connection.execution_options(isolation_level="AUTOCOMMIT")
            await connection.execute(text("VACUUM ANALYZE followup"))


if __name__ == "__main__":
    asyncio.run(main())
