import asyncio
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from core.clock import MovableClock
from core.db import Database
from core.services import Services
from core.settings import Settings
from models import Tick
from scheduler import ticks
from scheduler.runner import run_due
from scheduler.ticks import Cron
from scheduler.timetable import LongEntry
from tests.support.builders import a_seller
from tests.support.rows import all_of

NIGHT = timedelta(days=1)


@pytest.fixture
def services(database: Database, clock: MovableClock) -> Services:
    return Services(settings=Settings.load(None), clock=clock, database=database)


@dataclass
class Count:
    """A job with a transaction of its own."""

    fails: bool = False
    is_asked: bool = True
    runs: list[datetime] = field(default_factory=list[datetime])

    async def job(self, services: Services, now: datetime) -> None:
        async with services.database.transaction() as session:
            await a_seller(session)
        self.runs.append(now)
        if self.fails:
            message = "broken"
            raise RuntimeError(message)

    async def asked(self, session: AsyncSession) -> bool:
        assert session.is_active
        return self.is_asked

    @property
    def entry(self) -> LongEntry:
        return LongEntry("count", Cron("0 3 * * *"), self.job, "Count.", asked=self.asked)


async def test_it_has_its_own_transactions_and_runs_once(
    services: Services, clock: MovableClock
) -> None:
    count = Count()
    assert await run_due(services, entries=[count.entry]) == []
    clock.advance(NIGHT)
    (run,) = await run_due(services, entries=[count.entry])
    assert (run.name, run.error) == ("count", None)
    assert await run_due(services, entries=[count.entry]) == []


async def test_what_fails_is_still_due(services: Services, clock: MovableClock) -> None:
    count = Count(fails=True)
    await run_due(services, entries=[count.entry])
    clock.advance(NIGHT)
    (failed,) = await run_due(services, entries=[count.entry])
    assert isinstance(failed.error, RuntimeError)
    count.fails = False
    (again,) = await run_due(services, entries=[count.entry])
    assert again.error is None


async def test_two_replicas_run_it_once(
    services: Services, clock: MovableClock, database_url: str
) -> None:
    count, other_database = Count(), Database(database_url)
    other = Services(settings=services.settings, clock=clock, database=other_database)
    await run_due(services, entries=[count.entry])
    clock.advance(NIGHT)
    await asyncio.gather(*(run_due(each, entries=[count.entry]) for each in (services, other)))
    await other_database.close()
    assert len(count.runs) == 1


async def test_where_the_process_dies_it_is_begun_again_after_a_while(
    services: Services, clock: MovableClock
) -> None:
    count = Count()
    await run_due(services, entries=[count.entry])
    now = clock.advance(NIGHT)
    async with services.database.transaction() as session:
        until = now + count.entry.patience
        assert await ticks.hold(session, "count", slot=now, now=now, until=until)
    assert await run_due(services, entries=[count.entry]) == []
    clock.advance(count.entry.patience)
    assert len(await run_due(services, entries=[count.entry])) == 1


async def test_cut_short_it_is_free_for_whoever_comes_next(
    services: Services, clock: MovableClock
) -> None:
    started, count = asyncio.Event(), Count()

    async def stuck(services: Services, now: datetime) -> None:
        started.set()
        await asyncio.Event().wait()

    await run_due(services, entries=[count.entry])
    clock.advance(NIGHT)
    entry = LongEntry("count", Cron("0 3 * * *"), stuck, "Never end.")
    async with asyncio.TaskGroup() as tasks:
        running = tasks.create_task(run_due(services, entries=[entry]))
        await started.wait()
        running.cancel()
    (tick,) = await all_of(services.database, Tick)
    assert tick.held_until is None
    assert len(await run_due(services, entries=[count.entry])) == 1


async def test_a_run_that_outlived_its_hold_leaves_the_next_ones_alone(
    services: Services, clock: MovableClock
) -> None:
    await run_due(services, entries=[Count().entry])
    now = clock.advance(NIGHT)
    later, latest = now + timedelta(hours=1), now + timedelta(hours=2)
    async with services.database.transaction() as session:
        assert await ticks.hold(session, "count", slot=now, now=now, until=later)
        assert await ticks.hold(session, "count", slot=now, now=later, until=latest)
        await ticks.release(session, "count", until=later, done=now)
    (tick,) = await all_of(services.database, Tick)
    assert (tick.held_until, tick.last < now) == (latest, True)


async def test_what_nobody_asked_for_waits(services: Services, clock: MovableClock) -> None:
    count = Count(is_asked=False)
    await run_due(services, entries=[count.entry])
    clock.advance(NIGHT)
    assert await run_due(services, entries=[count.entry]) == []
    count.is_asked = True
    assert len(await run_due(services, entries=[count.entry])) == 1
