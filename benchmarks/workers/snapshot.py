"""A week's segments as Sapa counts them: `python -m benchmarks.workers.snapshot URL DAYS_AGO`."""

import asyncio
import sys
import time
from datetime import timedelta

from benchmarks.market import NOW
from benchmarks.workers.reading import report
from core.db import Database
from core.settings import Settings
from crm.segments.operations import take_snapshot


async def main() -> None:
    """Count, and report."""
    database = Database(sys.argv[1])
    now = NOW - timedelta(days=int(sys.argv[2]))
    start = time.perf_counter()
    await take_snapshot(database, now=now, settings=Settings.load(None))
    seconds = time.perf_counter() - start
    await database.close()
    report(seconds)


asyncio.run(main())
