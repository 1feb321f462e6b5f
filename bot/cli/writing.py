"""Change the database from the command line."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

from sqlalchemy.ext.asyncio import AsyncSession

from bot.lifecycle import ready_database
from core.db import Database
from core.logs import configure
from core.settings import LogLevel, Settings

T = TypeVar("T")


def write(work: Callable[[AsyncSession], Awaitable[T]]) -> T:
    """Do `work` in one transaction; CannotStart where the database is not this version's.

    Only warnings are logged, and beside the output: the command says itself what was done.
    """

    async def run() -> T:
        settings = Settings.load()
        configure(settings.model_copy(update={"log_level": LogLevel.WARNING}))
        await ready_database(settings)
        database = Database(settings.database_url)
        try:
            async with database.transaction() as session:
                return await work(session)
        finally:
            await database.close()

    return asyncio.run(run())
