"""Follow-ups as Sapa plans them: `python -m benchmarks.workers.plan URL`."""

import asyncio
import sys
import time

from benchmarks.market import NOW
from benchmarks.workers.reading import report
from core.db import Database
from core.settings import Settings
from crm.followups.cadences import queries
from crm.followups.planning import plan


async def main() -> None:
    """Plan, and report."""
    database = Database(sys.argv[1])
    async with database.reading() as session:
        cadences = await queries.active(session)
    start = time.perf_counter()
    await plan(database, cadences, now=NOW, settings=Settings.load(None))
    seconds = time.perf_counter() - start
    await database.close()
    report(seconds)


asyncio.run(main())
