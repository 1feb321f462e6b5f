"""Make the list of stores whose data staff should mend, for those who asked."""

import asyncio
from datetime import datetime

import structlog
from sqlalchemy.ext.asyncio import AsyncSession

from core.services import Services
from core.settings import Settings
from crm.wanting import orders
from views import wanting
from views.words import Catalogs

log = structlog.get_logger()


async def is_awaited(session: AsyncSession) -> bool:
    """Tell whether anybody waits for it."""
    return await orders.are_awaited(session)


async def make(services: Services, now: datetime) -> None:
    """Make the workbook in a thread, for it takes a second of computing, and hand it out."""
    async with services.database.reading() as session:
        material = await orders.material(session)
    sheet = None
    if material.total:
        sheet = await asyncio.to_thread(_made, material, services.settings)
    async with services.database.transaction() as session:
        chats = await orders.hand_out(session, of=material, sheet=sheet, now=now)
    log.info("wanting_listed", count=material.total, chats=chats)


def _made(material: orders.Material, settings: Settings) -> bytes:
    words = Catalogs.load()[settings.staff_language]
    return wanting.wanting_workbook(material, words, zone=settings.timezone)
