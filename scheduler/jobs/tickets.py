"""What time does to tickets: sellers are reminded, the silent let be, the resolved closed.

And a new group gets the cards of open work, some at a time.
"""

from datetime import datetime

import structlog
from sqlalchemy.ext.asyncio import AsyncSession

from core.services import Services
from crm.tickets import ageing, cardless, waiting

log = structlog.get_logger()


async def remind(session: AsyncSession, services: Services, now: datetime) -> None:
    """Remind sellers who have had the word for days."""
    count = await waiting.remind(session, settings=services.settings, now=now)
    if count:
        log.info("sellers_reminded", count=count)


async def let_be(session: AsyncSession, services: Services, now: datetime) -> None:
    """Resolve the tickets of sellers who answer no more."""
    count = await waiting.let_be(session, settings=services.settings, now=now)
    if count:
        log.info("silent_tickets_resolved", count=count)


async def close(session: AsyncSession, services: Services, now: datetime) -> None:  # noqa: ARG001 - every job takes the services
    """Close for good what was resolved long ago."""
    count = await ageing.close_old(session, now=now)
    if count:
        log.info("tickets_closed", count=count)


async def post_cards(session: AsyncSession, services: Services, now: datetime) -> None:  # noqa: ARG001 - every job takes the services
    """Post further cards of open work that the desk has none of."""
    count = await cardless.post_rest(session, now=now)
    if count:
        log.info("ticket_cards_posted", count=count)
