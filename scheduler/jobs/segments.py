"""Count where every store stands, and make the files that staff ask for."""

import asyncio
import time
from datetime import datetime

import structlog
from sqlalchemy.ext.asyncio import AsyncSession

from core.services import Services
from core.settings import Settings
from crm.segments import files
from crm.segments.operations import take_snapshot
from views import charts, sheets
from views.words import Catalogs

log = structlog.get_logger()


async def snapshot(services: Services, now: datetime) -> None:
    """Count every store."""
    began = time.monotonic()
    summary = await take_snapshot(services.database, now=now, settings=services.settings)
    seconds = round(time.monotonic() - began, 2)
    log.info("snapshot_taken", week=summary.week, stores=summary.stores, seconds=seconds)


async def files_are_awaited(session: AsyncSession) -> bool:
    """Tell whether anybody waits for files."""
    return await files.are_awaited(session)


async def make_files(services: Services, now: datetime) -> None:
    """Make the files in a thread, for they take seconds of computing, and hand them out."""
    async with services.database.reading() as session:
        material = await files.material(session)
    if material is None:
        return
    chart, sheet = await asyncio.to_thread(_made, material, services.settings)
    async with services.database.transaction() as session:
        chats = await files.hand_out(session, of=material, chart=chart, sheet=sheet, now=now)
    log.info("segment_files_made", week=material.summary.week, chats=chats)


def _made(material: files.Material, settings: Settings) -> tuple[bytes, bytes]:
    words = Catalogs.load()[settings.staff_language]
    return (
        charts.segments(material.summary, words),
        sheets.segments(material, words, zone=settings.timezone),
    )
