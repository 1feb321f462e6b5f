"""Look for many similar reports in a short time."""

import asyncio
from datetime import datetime

import structlog

from core.services import Services
from crm.incidents import proposing

log = structlog.get_logger()


async def watch(services: Services, now: datetime) -> None:
    """Compare reports in a thread, for it takes a moment of computing, and propose what is alike.

    Done twice it finds what it has done: a report belongs to one incident, and what is proposed
    is not proposed again.
    """
    async with services.database.reading() as session:
        material = await proposing.material(session, now=now)
    if not material.reports:
        return
    findings = await asyncio.to_thread(proposing.look_through, material, now=now)
    async with services.database.transaction() as session:
        proposed = await proposing.act(session, findings, now=now)
    if proposed:
        log.info("incidents_proposed", count=proposed)
