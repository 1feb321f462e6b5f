"""The test stand: a simulator in this process, a bot in another, a fresh database."""

import asyncio
import os
import signal
import sys
from collections.abc import AsyncGenerator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import insert

from core import schema
from core.clock import SystemClock
from core.db import Database
from models import Seller
from models.sellers import Consent, Reach
from simulator import Limits, Person, Simulator

TOKEN = "123456:BENCH-0123456789abcdefghijklmnopqrstu"  # noqa: S105 - opens nothing
FIRST_CHAT = 1_000_000
SAPA = (sys.executable, "-m", "bot", "run")
AIOGRAM = (sys.executable, "-m", "benchmarks.baselines.aiogram_echo")


@dataclass(slots=True)
class Stand:
    """A running simulator, its people, and where the bot keeps its data."""

    simulator: Simulator
    folder: Path
    people: list[Person] = field(default_factory=list[Person])
    url: str | None = None

    @property
    def database_url(self) -> str:
        """The bot's database: SQLite in the folder, unless `url` names another."""
        return self.url or f"sqlite:///{self.folder / 'sapa.db'}"

    def environment(self, **settings: object) -> dict[str, str]:
        """Return what a bot's process needs to find this stand; `settings` overrule."""
        defaults = {
            "TELEGRAM_TOKEN": TOKEN,
            "TELEGRAM_API_URL": self.simulator.url,
            "DATABASE_URL": self.database_url,
            "LOG_LEVEL": "warning",
        }
        given = {name.upper(): str(value) for name, value in settings.items()}
        kept = {name: value for name, value in os.environ.items() if name not in defaults}
        return kept | defaults | given

    async def seed(self, count: int) -> None:
        """Give the database `count` linked, consenting sellers, and each a Telegram account."""
        await asyncio.to_thread(schema.upgrade, self.database_url)
        now = datetime.now(UTC)
        database = Database(self.database_url)
        async with database.transaction() as session:
            await session.execute(insert(Seller), [_seller(n, now) for n in range(count)])
        await database.close()
        self.people = [
            self.simulator.add_user(f"Penjual {n}", id=FIRST_CHAT + n) for n in range(count)
        ]


@asynccontextmanager
async def stand(folder: Path, *, limits: Limits | None = None) -> AsyncGenerator[Stand]:
    """Yield a stand in `folder`; without `limits` the bot may send as fast as it can."""
    simulator = Simulator(SystemClock(), token=TOKEN, limits=limits)
    await simulator.start()
    try:
        yield Stand(simulator, folder)
    finally:
        await simulator.stop()


@asynccontextmanager
async def process(
    command: tuple[str, ...], environment: Mapping[str, str]
) -> AsyncGenerator[asyncio.subprocess.Process]:
    """Run `command` for as long as the block lasts; it is told to stop at the end."""
    running = await asyncio.create_subprocess_exec(*command, env=dict(environment))
    try:
        yield running
    finally:
        if running.returncode is None:
            running.send_signal(signal.SIGTERM)
            try:
                await asyncio.wait_for(running.wait(), 15)
            except TimeoutError:
                running.kill()
                await running.wait()


def _seller(number: int, now: datetime) -> dict[str, object]:
    return {
        "portal_id": f"BENCH-{number}",
        "store_name": f"Toko {number}",
        "store_key": f"toko {number}",
        "owner_name": f"Penjual {number}",
        "zone": "Asia/Jakarta",
        "last_login": now - timedelta(days=1),
        "chat_id": FIRST_CHAT + number,
        "telegram": Reach.OK,
        "language": "id",
        "consent": Consent.GIVEN,
        "consent_at": now,
        "data": {},
        "tags": [],
        "created_at": now,
        "updated_at": now,
    }
