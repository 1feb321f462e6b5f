"""Tell supervisors which cadences wait for them, and who would enter one."""

from datetime import datetime

import structlog
from sqlalchemy.ext.asyncio import AsyncSession

from core.services import Services
from crm.followups.cadences import orders, showing
from crm.followups.cadences.deciding import CadenceUnknown
from crm.followups.cadences.payloads import CadenceNotPreviewed, CadencePreview
from crm.followups.planning import NothingCounted
from crm.followups.previewing import preview

log = structlog.get_logger()


async def announce(session: AsyncSession, _services: Services, now: datetime) -> None:
    """Tell the group what waits for a supervisor."""
    count = await showing.announce(session, now=now)
    if count:
        log.info("cadences_announced", count=count)


async def previews_are_awaited(session: AsyncSession) -> bool:
    """Tell whether anybody waits for a preview."""
    return await orders.are_awaited(session)


async def make_previews(services: Services, now: datetime) -> None:
    """Count who would enter each cadence that was asked about, one after the other."""
    async with services.database.reading() as session:
        names = await orders.awaited(session)
    for name in names:
        made = await _made(services, name, now)
        async with services.database.transaction() as session:
            chats = await orders.hand_out(session, made, now=now)
        log.info("cadence_previewed", cadence=name, chats=chats)


async def _made(
    services: Services, name: str, now: datetime
) -> CadencePreview | CadenceNotPreviewed:
    try:
        return await preview(services.database, name=name, now=now, settings=services.settings)
    except (NothingCounted, CadenceUnknown) as refusal:
        return CadenceNotPreviewed(name, gone=isinstance(refusal, CadenceUnknown))
