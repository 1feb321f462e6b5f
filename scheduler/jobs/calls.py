"""See to it that staff learn of every call, and that none is made in vain."""

from datetime import datetime

import structlog
from sqlalchemy.ext.asyncio import AsyncSession

from core.services import Services
from crm.calls import operations
from crm.calls.digests import post_digest
from crm.calls.withdrawing import withdraw as withdraw_calls

log = structlog.get_logger()


async def post_cards(session: AsyncSession, services: Services, now: datetime) -> None:  # noqa: ARG001 - every job takes the services
    """Post the cards of calls that no group has seen."""
    await operations.post_cards(session, now=now)


async def withdraw(session: AsyncSession, services: Services, now: datetime) -> None:  # noqa: ARG001 - every job takes the services
    """Let calls go whose reason is gone."""
    log.info("calls_withdrawn", count=await withdraw_calls(session, now=now))


async def digest(session: AsyncSession, services: Services, now: datetime) -> None:
    """Tell staff how many calls there are to make today."""
    await post_digest(session, zone=services.settings.timezone, now=now)
