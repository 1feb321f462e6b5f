"""Do something from the command line that has transactions of its own."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

from bot.lifecycle import ready_database
from core.clock import SystemClock
from core.db import Database
from core.logs import configure
from core.services import Services
from core.settings import LogLevel, Settings

T = TypeVar("T")


def work(job: Callable[[Services], Awaitable[T]]) -> T:
    """Do `job`; CannotStart where the database is not this version's.

    Only warnings are logged, and beside the output: the command says itself what was done.
    """

    async def run() -> T:
        settings = Settings.load()
        configure(settings.model_copy(update={"log_level": LogLevel.WARNING}))
        await ready_database(settings)
        database = Database(settings.database_url)
        try:
            return await job(Services(settings, SystemClock(), database))
        finally:
            await database.close()

    return asyncio.run(run())
