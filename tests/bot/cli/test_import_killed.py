"""An import that is killed in the middle of writing has not happened."""

import asyncio
import os
import signal
import sys
import time
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from sqlalchemy import func, select, text

from core.db import Database
from models import ImportBatch, Seller

ROWS = 25_000
WRITERS = "SELECT count(*) FROM pg_stat_activity WHERE query LIKE 'INSERT INTO seller %'"


@pytest.fixture
def pull(tmp_path: Path) -> Path:
    path = tmp_path / "tarikan.csv"
    rows = (f"T{n},Toko Berkah {n},0861{n:07},{n % 9}" for n in range(ROWS))
    path.write_text("\n".join(("ID Toko,Nama Toko,No. HP,Jumlah Produk", *rows)))
    return path


async def start(pull: Path, url: str) -> asyncio.subprocess.Process:
    return await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", "import", "sellers", str(pull),
        env={**os.environ, "DATABASE_URL": url},
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.DEVNULL,
    )  # fmt: skip


async def until(happens: Callable[[], Awaitable[bool]], *, seconds: float = 40) -> bool:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if await happens():
            return True
        await asyncio.sleep(0.002)
    return False


def is_writing(database: Database) -> Callable[[], Awaitable[bool]]:
    """Tell when rows are on their way into the table of sellers."""
    wal = Path(f"{database.url.database}-wal")

    async def sqlite() -> bool:
        return wal.exists() and wal.stat().st_size > 500_000  # noqa: ASYNC240 - a glance

    async def postgresql() -> bool:
        async with database.reading() as session:
            found = await session.scalar(
                text(
                    "SELECT count(*) FROM pg_stat_activity WHERE query LIKE 'INSERT INTO seller %'"
                )
            )
        return bool(found)

    return sqlite if database.is_sqlite else postgresql


async def counts(database: Database) -> tuple[int, int]:
    async with database.reading() as session:
        sellers = await session.scalar(select(func.count()).select_from(Seller))
        batches = await session.scalar(select(func.count()).select_from(ImportBatch))
    return sellers or 0, batches or 0


@pytest.mark.timeout(120)
async def test_leaves_the_database_as_before_and_the_next_try_works(
    database: Database, database_url: str, pull: Path
) -> None:
    process = await start(pull, database_url)
    assert await until(is_writing(database)), "the import never wrote"
    process.send_signal(signal.SIGKILL)
    assert await process.wait() == -signal.SIGKILL
    assert await counts(database) == (0, 0)

    again = await start(pull, database_url)
    assert await again.wait() == 0
    assert await counts(database) == (ROWS, 1)
