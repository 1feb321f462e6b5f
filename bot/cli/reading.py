"""Ask the database a question from the command line."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

from sqlalchemy.ext.asyncio import AsyncSession

from bot.lifecycle import ready_database
from core.db import Database
from core.settings import Settings

T = TypeVar("T")


def read(question: Callable[[AsyncSession], Awaitable[T]]) -> T:
    """Return the answer to `question`; CannotStart where the database is not this version's."""

    async def run() -> T:
        settings = Settings.load()
        await ready_database(settings)
        database = Database(settings.database_url)
        try:
            async with database.reading() as session:
                return await question(session)
        finally:
            await database.close()

    return asyncio.run(run())
