"""Import one file of sellers as Sapa does: `python -m benchmarks.workers.take_in URL FILE`."""

import asyncio
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.workers.reading import report
from core.db import Database
from crm.imports.taking import take_in
from models.imports import ImportKind

NOW = datetime(2026, 11, 24, 3, tzinfo=UTC)


async def main() -> None:
    """Import, and report."""
    database = Database(sys.argv[1])
    start = time.perf_counter()
    await take_in(database, Path(sys.argv[2]), kind=ImportKind.SELLERS, now=NOW)
    seconds = time.perf_counter() - start
    await database.close()
    report(seconds)


asyncio.run(main())
