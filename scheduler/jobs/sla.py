"""See to it that somebody is called before a seller has waited too long."""

from datetime import datetime

import structlog
from sqlalchemy.ext.asyncio import AsyncSession

from core.services import Services
from crm.tickets.sla import alarms

log = structlog.get_logger()


async def call(session: AsyncSession, services: Services, now: datetime) -> None:  # noqa: ARG001 - every job takes the services
    """Tell staff of the tickets whose time runs out, or has."""
    called = await alarms.call(session, now=now)
    if called:
        log.info("sla_alarms", count=called)
