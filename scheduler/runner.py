"""Run what is due: at each beat, after a demo's leap in time, in tests."""

import asyncio
from collections.abc import Container, Sequence
from dataclasses import dataclass
from datetime import datetime

import structlog

from core.services import Services
from core.settings import Settings
from scheduler import ticks
from scheduler.timetable import TIMETABLE, Entry, LongEntry, Timed

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
    entries: Sequence[Entry | LongEntry] = TIMETABLE,
    resting: Container[str] = frozenset(),
) -> list[Run]:
    """Run every job that became due by the clock, in order.

    A job cut short is run again: its tick is won in the job's own transaction, or held until a
    long job is done. One job's failure is logged and does not hold up the next; jobs named in
    `resting` are passed over.
    """
    now = services.clock.now()
    runs = [
        await _run(services, entry, slot, now)
        for entry, slot in await _due(services, entries, now)
        if entry.name not in resting
    ]
    return [run for run in runs if run is not None]


async def _due(
    services: Services, entries: Sequence[Entry | LongEntry], now: datetime
) -> list[tuple[Entry | LongEntry, datetime]]:
    async with services.database.reading() as session:
        last = await ticks.last_runs(session)
    new = [entry.name for entry in entries if entry.name not in last]
    if new:
        async with services.database.transaction() as session:
            await ticks.begin(session, new, now=now)
    settings = services.settings
    slots = [
        (entry, _slot(entry, settings, last[entry.name], now))
        for entry in entries
        if entry.name in last
    ]
    return [(entry, slot) for entry, slot in slots if slot is not None]


def _slot(entry: Timed, settings: Settings, last: datetime, now: datetime) -> datetime | None:
    rhythm = entry.rhythm(settings)
    return ticks.due_slot(rhythm, last=last, now=now, zone=settings.timezone)


async def _run(
    services: Services, entry: Entry | LongEntry, slot: datetime, now: datetime
) -> Run | None:
    try:
        ran = (
            await _run_long(services, entry, slot, now)
            if isinstance(entry, LongEntry)
            else await _run_short(services, entry, slot, now)
        )
    except Exception as error:
        log.exception("job_failed", job=entry.name)
        return Run(entry.name, error)
    if not ran:
        return None
    log.debug("job_done", job=entry.name, purpose=entry.purpose)
    return Run(entry.name)


async def _run_short(services: Services, entry: Entry, slot: datetime, now: datetime) -> bool:
    async with asyncio.timeout(PATIENCE), services.database.transaction() as session:
        won = await ticks.win(session, entry.name, slot=slot, now=now)
        if won:
            await entry.job(session, services, now)
        return won


async def _run_long(services: Services, entry: LongEntry, slot: datetime, now: datetime) -> bool:
    database, until, done = services.database, now + entry.patience, None
    if entry.asked is not None:
        async with database.reading() as session:
            if not await entry.asked(session):
                return False
    async with database.transaction() as session:
        if not await ticks.hold(session, entry.name, slot=slot, now=now, until=until):
            return False
    try:
        async with asyncio.timeout(entry.patience.total_seconds()):
            await entry.job(services, now)
        done = now
    finally:
        async with database.transaction() as session:
            await ticks.release(session, entry.name, until=until, done=done)
    return True
