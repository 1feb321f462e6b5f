"""Make the workbook of suggestions for those who asked."""

import asyncio
from collections.abc import Sequence
from datetime import datetime

import structlog
from sqlalchemy.ext.asyncio import AsyncSession

from core.services import Services
from core.settings import Settings
from crm.suggestions import orders, queries
from models import Suggestion
from views import suggestion_sheets
from views.words import Catalogs

log = structlog.get_logger()


async def is_awaited(session: AsyncSession) -> bool:
    """Tell whether anybody waits for it."""
    return await orders.are_awaited(session)


async def make(services: Services, now: datetime) -> None:
    """Make the workbook in a thread, for it takes a moment of computing, and hand it out."""
    async with services.database.reading() as session:
        total, listed = await queries.listed(session, limit=orders.LISTED)
    sheet = await asyncio.to_thread(_made, listed, services.settings)
    async with services.database.transaction() as session:
        chats = await orders.hand_out(
            session, sheet=sheet, total=total, listed=len(listed), now=now
        )
    log.info("suggestions_listed", count=total, chats=chats)


def _made(suggestions: Sequence[Suggestion], settings: Settings) -> bytes:
    words = Catalogs.load()[settings.staff_language]
    return suggestion_sheets.suggestion_workbook(suggestions, words, zone=settings.timezone)
