"""The weekly pull: fetched where the settings say, and missed where it does not come."""

from datetime import datetime

import structlog
from sqlalchemy.ext.asyncio import AsyncSession

from core.services import Services
from crm.followups.holidays import public_holidays
from crm.imports.sources import operations
from crm.imports.sources.rules import week_began
from scheduler.importing.addresses import hosts
from scheduler.ticks import Cron

log = structlog.get_logger()


async def fetch(session: AsyncSession, services: Services, now: datetime) -> None:
    """Order what stands at the addresses of the settings; the importer fetches it."""
    settings = services.settings
    ordered = await operations.order_addresses(
        session, hosts=hosts(settings), profile=settings.import_profile, now=now
    )
    log.info("pulls_ordered", count=ordered)


async def remind(session: AsyncSession, services: Services, now: datetime) -> None:
    """Remind staff of a pull that nobody has made.

    Where Sapa was down for days, this runs as soon as it is up, which may be before the hour.
    """
    zone = services.settings.timezone
    due = Cron(services.settings.import_remind_at).next_after(week_began(now, zone), zone)
    holidays = public_holidays()
    if await operations.remind(session, due=due, now=now, zone=zone, holidays=holidays):
        log.info("pull_missed")
