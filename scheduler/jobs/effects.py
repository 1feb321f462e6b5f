"""Note what became of stores that entered a cadence, and show it to those who asked."""

import asyncio
from datetime import datetime

import structlog
from sqlalchemy.ext.asyncio import AsyncSession

from core.services import Services
from core.settings import Settings
from crm.followups import outcomes
from crm.followups.cadences.queries import named
from crm.followups.effect import orders, queries
from crm.followups.effect.figures import Effect
from views import effect_charts
from views.words import Catalogs

log = structlog.get_logger()


async def outcomes_are_behind(session: AsyncSession) -> bool:
    """Tell whether stores were counted again since outcomes were noted."""
    return await outcomes.are_behind(session)


async def note_outcomes(services: Services, now: datetime) -> None:
    """Note what stores were seen to do."""
    noted = await outcomes.note(services.database, now=now)
    log.info("outcomes_noted", returned=noted.returned, product=noted.product, sold=noted.sold)


async def are_awaited(session: AsyncSession) -> bool:
    """Tell whether anybody waits for an effect."""
    return await orders.are_awaited(session)


async def show(services: Services, now: datetime) -> None:
    """Count what each cadence that is asked for brought about, and hand it out."""
    await note_outcomes(services, now)
    async with services.database.reading() as session:
        names = await orders.awaited(session)
        found = {name: await _counted(session, name, now) for name in names}
    for cadence, effect in found.items():
        chart = await _chart(effect, services.settings)
        async with services.database.transaction() as session:
            chats = await orders.hand_out(
                session, cadence=cadence, effect=effect, chart=chart, now=now
            )
        log.info("effect_shown", cadence=cadence, chats=chats)


async def _counted(session: AsyncSession, cadence: str, now: datetime) -> Effect | None:
    listed = await named(session, cadence)
    return await queries.effect(session, listed, now=now) if listed else None


async def _chart(effect: Effect | None, settings: Settings) -> bytes | None:
    """Draw in a thread; where nobody has entered there is nothing to draw."""
    if effect is None or not effect.told.entered:
        return None
    return await asyncio.to_thread(_drawn, effect, settings)


def _drawn(effect: Effect, settings: Settings) -> bytes:
    words = Catalogs.load()[settings.staff_language]
    return effect_charts.funnel(effect, words, zone=settings.timezone)
