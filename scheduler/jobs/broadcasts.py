"""Broadcasts on their way: written to everybody, shown, and ended."""

from datetime import datetime

import structlog
from sqlalchemy.ext.asyncio import AsyncSession

from core.services import Services
from crm.broadcasts import filling, queries, tending
from models import Broadcast

log = structlog.get_logger()

SLICES = 40
"""Of each broadcast in one run: other jobs wait for no more than some seconds."""


async def are_on_their_way(session: AsyncSession) -> bool:
    """Tell whether any broadcast needs looking after."""
    return bool(await queries.unfinished(session))


async def tend(services: Services, now: datetime) -> None:
    """Look after each broadcast, in transactions short enough for everybody else."""
    async with services.database.reading() as session:
        unfinished = await queries.unfinished(session)
    for broadcast in unfinished:
        await _tend(services, broadcast, now)


async def _tend(services: Services, broadcast: Broadcast, now: datetime) -> None:
    broadcast_id, more, slices = broadcast.id or 0, True, 0
    while more and slices < SLICES:
        async with services.database.transaction() as session:
            if tending.is_moot(broadcast, now):
                more = await tending.drop(session, broadcast=broadcast)
            else:
                more = await filling.fill(session, broadcast_id=broadcast_id, now=now)
        slices += 1
    async with services.database.reading() as session:
        present = await queries.by_id(session, [broadcast_id])
        tally = await queries.tally(session, present[broadcast_id], now=now)
    async with services.database.transaction() as session:
        await tending.tend(
            session, broadcast_id=broadcast_id, tally=tally, settings=services.settings, now=now
        )
    log.debug("broadcast_tended", broadcast_id=broadcast_id, waiting=tally.waiting)
