"""Let nothing stay behind with a store that was merged."""

from datetime import datetime

import structlog
from sqlalchemy.ext.asyncio import AsyncSession

from core.services import Services
from crm.duplicates import history

log = structlog.get_logger()


async def gather(session: AsyncSession, services: Services, now: datetime) -> None:  # noqa: ARG001 - every job takes the services
    """Move what a transaction beside a merge wrote about the merged store."""
    gathered = await history.gather(session, now=now)
    if gathered:
        log.info("strays_gathered", count=gathered)
