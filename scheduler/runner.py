"""Run what is due: at each beat, after a demo's leap in time, in tests."""

import asyncio
from collections.abc import Container, Sequence
from dataclasses import dataclass
from datetime import datetime

import structlog

from core.services import Services
from scheduler import ticks
from scheduler.timetable import TIMETABLE, Entry

log = structlog.get_logger()

PATIENCE = 300.0
"""Seconds that one job may take."""


@dataclass(frozen=True, slots=True)
class Run:
    """A job that this replica ran; with an error it took no effect and is still due."""

    name: str
    error: Exception | None = None


async def run_due(
    services: Services,
    *,
    entries: Sequence[Entry] = TIMETABLE,
    resting: Container[str] = frozenset(),
) -> list[Run]:
    """Run every job that became due by the clock, each in its own transaction, in order.

    The tick is won in the job's own transaction, so that a job cut short is run again. One job's
    failure is logged and does not hold up the next; jobs named in `resting` are passed over.
    """
    now = services.clock.now()
    runs = [
        await _run(services, entry, slot, now)
        for entry, slot in await _due(services, entries, now)
        if entry.name not in resting
    ]
    return [run for run in runs if run is not None]


async def _due(
    services: Services, entries: Sequence[Entry], now: datetime
) -> list[tuple[Entry, datetime]]:
    async with services.database.reading() as session:
        last = await ticks.last_runs(session)
    new = [entry.name for entry in entries if entry.name not in last]
    if new:
        async with services.database.transaction() as session:
            await ticks.begin(session, new, now=now)
    zone = services.settings.timezone
    slots = [
        (entry, ticks.due_slot(entry.when, last=last[entry.name], now=now, zone=zone))
        for entry in entries
        if entry.name in last
    ]
    return [(entry, slot) for entry, slot in slots if slot is not None]


async def _run(services: Services, entry: Entry, slot: datetime, now: datetime) -> Run | None:
    try:
        async with asyncio.timeout(PATIENCE), services.database.transaction() as session:
            if not await ticks.win(session, entry.name, slot=slot, now=now):
                return None
            await entry.job(session, services, now)
    except Exception as error:
        log.exception("job_failed", job=entry.name)
        return Run(entry.name, error)
    log.debug("job_done", job=entry.name, purpose=entry.purpose)
    return Run(entry.name)
