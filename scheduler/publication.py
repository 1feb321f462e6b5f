"""What files and settings declare, made known to every replica: cadences, and promised times."""

import asyncio
from importlib.resources import files

import structlog

from core.services import Services
from core.settings import Settings
from crm.followups.cadences.files.loading import load_plans
from crm.followups.cadences.plans import CadencePlan
from crm.followups.cadences.publishing import Publication, publish
from crm.tickets.sla import policy
from crm.tickets.sla.adopting import adopt
from views.words import LANGUAGES

log = structlog.get_logger()

SHIPPED = files("scheduler") / "cadences"


def cadences_of(settings: Settings) -> tuple[CadencePlan, ...]:
    """Return the cadences of all files, the first to enter first.

    Raises:
        InvalidCadence: naming the file and the line of a mistake.
        NoSuchFolder: CADENCES names none.
    """
    return load_plans(SHIPPED, settings.cadences, languages=LANGUAGES)


async def published(services: Services) -> Publication:
    """Publish the cadences of all files; return what changed by it.

    Raises:
        InvalidCadence: naming the file and the line of a mistake; nothing was changed.
        NoSuchFolder: CADENCES names none; nothing was changed.
    """
    plans = await asyncio.to_thread(cadences_of, services.settings)
    async with services.database.transaction() as session:
        publication = await publish(session, plans, now=services.clock.now())
    if publication != Publication():
        log.info("cadences_published", waiting=publication.waiting, retired=publication.retired)
    return publication


async def promised(services: Services) -> None:
    """Publish by when sellers are answered, and give older tickets the clocks they lack.

    Raises:
        InvalidTargets: naming the file and the line of a mistake; nothing was changed.
    """
    declared = await asyncio.to_thread(policy.declared, services.settings)
    now = services.clock.now()
    async with services.database.transaction() as session:
        await policy.publish(session, declared, now=now)
        await adopt(session, declared, now=now)
