"""Follow stores up: let them enter cadences, and carry out the steps that are due."""

from datetime import datetime

import structlog

from core.services import Services
from crm.followups import carrying, planning
from crm.followups.cadences import queries

log = structlog.get_logger()


async def plan(services: Services, now: datetime) -> None:
    """Let stores enter the cadences that may run."""
    async with services.database.reading() as session:
        cadences = await queries.active(session)
    if not cadences:
        return
    try:
        entered = await planning.plan(
            services.database, cadences, now=now, settings=services.settings
        )
    except planning.NothingCounted:
        log.info("followups_wait_for_a_count")
        return
    log.info("followups_planned", count=sum(one.stores for one in entered))


async def carry_out(services: Services, now: datetime) -> None:
    """Carry out what is due, until nothing is."""
    more = True
    while more:
        carried = await carrying.carry_out(services.database, now=now, settings=services.settings)
        more = carried.more
        if carried.decided:
            log.info("followups_carried_out", told=carried.told, ended=carried.ended)
