"""Plan follow-ups."""

from datetime import datetime

import structlog
from sqlalchemy.ext.asyncio import AsyncSession

from core.services import Services
from crm.followups.operations import plan_nudges

log = structlog.get_logger()


async def plan(session: AsyncSession, services: Services, now: datetime) -> None:
    """Plan the nudges of the next morning."""
    planned = await plan_nudges(session, now=now, silent_days=services.settings.silent_days)
    log.info("followups_planned", count=planned)
