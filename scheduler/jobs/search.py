"""Keep what is searched in step with what is said."""

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from core.services import Services
from crm.search import keeping
from models.search import Found

SLICES = 5
"""Of each kind in one run: other jobs of the timetable wait meanwhile."""


async def is_behind(session: AsyncSession) -> bool:
    """Tell whether anything was said that cannot be found yet."""
    return await keeping.is_behind(session)


async def keep(services: Services, now: datetime) -> None:  # noqa: ARG001 - every job takes the time
    """Take in what is new, and go on with the round over the rest."""
    for kind in Found:
        for _ in range(SLICES):
            async with services.database.transaction() as session:
                goes_on = await keeping.go_on(session, kind)
            if not goes_on:
                break


async def begin_rounds(session: AsyncSession, services: Services, now: datetime) -> None:  # noqa: ARG001 - every job takes them
    """Have each night all looked at again."""
    await keeping.begin_rounds(session)
