"""See to it that staff learn of every call they are asked for."""

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from core.services import Services
from crm.calls import operations


async def post_cards(session: AsyncSession, services: Services, now: datetime) -> None:  # noqa: ARG001 - every job takes the services
    """Post the cards of calls that no group has seen."""
    await operations.post_cards(session, now=now)
