import asyncio
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from core.clock import MovableClock
from core.db import Database
from core.services import Services
from core.settings import Settings
from crm.attachments.operations import attach
from models import Attachment, FollowUp, Inbox, Outbox, Touch
from models.mail import InboxState
from scheduler.beat import Beat
from scheduler.jobs import housekeeping
from scheduler.runner import run_due
from scheduler.ticks import Cron, Every
from scheduler.timetable import Entry
from tests.support.builders import NOW, a_seller
from tests.support.cadences import a_plan, approved, planned


@pytest.fixture
def services(database: Database, clock: MovableClock) -> Services:
    return Services(settings=Settings.load(None), clock=clock, database=database)


@dataclass
class Diary:
    """A job that writes a row and remembers its runs."""

    fails: bool = False
    runs: list[datetime] = field(default_factory=list[datetime])

    async def job(self, session: AsyncSession, services: Services, now: datetime) -> None:
        assert services.clock.now() >= now
        self.runs.append(now)
        update = Inbox(update_id=len(self.runs), received_at=now, payload="{}", due=now)
        session.add(update)
        await session.flush()
        if self.fails:
            message = "broken"
            raise RuntimeError(message)

    @property
    def entry(self) -> Entry:
        return Entry("diary", Cron("0 3 * * *"), self.job, "Write a line each night.")


async def test_a_new_job_waits_for_its_next_slot(services: Services, clock: MovableClock) -> None:
    diary = Diary()
    assert await run_due(services, entries=[diary.entry]) == []
    clock.advance(timedelta(days=1))
    assert [run.name for run in await run_due(services, entries=[diary.entry])] == ["diary"]
    assert await run_due(services, entries=[diary.entry]) == []


async def test_a_late_job_runs_once_for_all_it_missed(
    services: Services, clock: MovableClock
) -> None:
    diary = Diary()
    await run_due(services, entries=[diary.entry])
    clock.advance(timedelta(days=30))
    await run_due(services, entries=[diary.entry])
    await run_due(services, entries=[diary.entry])
    assert len(diary.runs) == 1


async def test_two_replicas_run_a_job_once(
    services: Services, clock: MovableClock, database_url: str
) -> None:
    diary, other_database = Diary(), Database(database_url)
    other = Services(settings=services.settings, clock=clock, database=other_database)
    await run_due(services, entries=[diary.entry])
    clock.advance(timedelta(days=1))
    ran = await asyncio.gather(
        *(run_due(each, entries=[diary.entry]) for each in (services, other))
    )
    await other_database.close()
    assert len(diary.runs) == sum(len(runs) for runs in ran) == 1


async def test_a_job_that_fails_leaves_nothing_and_runs_again(
    services: Services, clock: MovableClock
) -> None:
    diary = Diary(fails=True)
    await run_due(services, entries=[diary.entry])
    clock.advance(timedelta(days=1))
    [failed] = await run_due(services, entries=[diary.entry])
    assert isinstance(failed.error, RuntimeError)
    assert await rows(services, Inbox) == 0
    diary.fails = False
    [again] = await run_due(services, entries=[diary.entry])
    assert again.error is None
    assert await rows(services, Inbox) == 1


async def test_a_job_cut_short_is_undone_and_runs_again(
    services: Services, clock: MovableClock
) -> None:
    started = asyncio.Event()
    diary = Diary()

    async def stuck(session: AsyncSession, of: Services, now: datetime) -> None:
        await diary.job(session, of, now)
        started.set()
        await asyncio.Event().wait()

    entry = Entry("diary", Cron("0 3 * * *"), stuck, "Never end.")
    await run_due(services, entries=[entry])
    clock.advance(timedelta(days=1))
    async with asyncio.TaskGroup() as tasks:
        running = tasks.create_task(run_due(services, entries=[entry]))
        await started.wait()
        running.cancel()
    assert await rows(services, Inbox) == 0
    assert len(await run_due(services, entries=[diary.entry])) == 1


async def test_one_jobs_failure_does_not_hold_up_the_next(
    services: Services, clock: MovableClock
) -> None:
    broken, sound = Diary(fails=True), Diary()
    entries = [
        Entry("broken", Every(timedelta(hours=1)), broken.job, "Fail."),
        Entry("sound", Every(timedelta(hours=1)), sound.job, "Work."),
    ]
    await run_due(services, entries=entries)
    clock.advance(timedelta(hours=1))
    await run_due(services, entries=entries)
    assert len(sound.runs) == 1


async def test_the_beat_runs_what_is_due_and_tells(
    services: Services, clock: MovableClock
) -> None:
    told = asyncio.Event()
    diary = Diary()
    beat = Beat(services, every=timedelta(milliseconds=20), entries=[diary.entry], ran=told.set)
    async with asyncio.TaskGroup() as tasks:
        beating = tasks.create_task(beat.run())
        await asyncio.sleep(0.1)
        assert diary.runs == []
        clock.advance(timedelta(days=1))
        async with asyncio.timeout(5):
            await told.wait()
        beating.cancel()
    assert len(diary.runs) == 1


async def test_a_job_that_fails_rests_before_it_is_tried_again(
    services: Services, clock: MovableClock
) -> None:
    diary = Diary(fails=True)
    beat = Beat(services, entries=[diary.entry])
    await beat.beat()
    clock.advance(timedelta(days=1))
    await beat.beat()
    await beat.beat()
    assert len(diary.runs) == 1


async def test_a_store_enters_a_cadence_once_and_is_told_at_its_minute(
    services: Services, clock: MovableClock
) -> None:
    async with services.database.transaction() as session:
        await a_seller(session, usual_minute=16 * 60)
    await run_due(services)
    await planned(services.database, now=NOW)
    await approved(services.database, a_plan(), now=NOW)
    for _ in range(3):
        clock.advance(timedelta(hours=2))
        await run_due(services)
        assert await rows(services, FollowUp) == 1
        assert await rows(services, Touch) == 0
    clock.advance(timedelta(hours=2))
    await run_due(services)
    assert await rows(services, FollowUp) == await rows(services, Touch) == 1


async def test_handled_updates_are_forgotten_after_a_week(services: Services) -> None:
    old, fresh = NOW - timedelta(days=8), NOW - timedelta(days=6)
    async with services.database.transaction() as session:
        for number, (at, state) in enumerate(
            [
                (old, InboxState.DONE),
                (old, InboxState.NEW),
                (old, InboxState.FAILED),
                (fresh, InboxState.DONE),
            ]
        ):
            session.add(Inbox(update_id=number, received_at=at, payload="{}", state=state, due=at))
    async with services.database.transaction() as session:
        await housekeeping.prune_inbox(session, services, NOW)
    async with services.database.reading() as session:
        kept = await session.scalars(select(col(Inbox.update_id)).order_by(col(Inbox.update_id)))
        assert list(kept) == [1, 2, 3]


async def test_forgetting_goes_in_chunks(
    services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(housekeeping, "CHUNK", 2)
    old = NOW - timedelta(days=8)
    async with services.database.transaction() as session:
        for number in range(5):
            session.add(
                Inbox(
                    update_id=number,
                    received_at=old,
                    payload="{}",
                    state=InboxState.DONE,
                    due=old,
                )
            )
    left: list[int] = []
    for _ in range(3):
        async with services.database.transaction() as session:
            await housekeeping.prune_inbox(session, services, NOW)
        left.append(await rows(services, Inbox))
    assert left == [3, 1, 0]


async def test_files_are_forgotten_a_week_after_they_were_made(services: Services) -> None:
    async with services.database.transaction() as session:
        for days in (8, 6):
            made = NOW - timedelta(days=days)
            await attach(session, name="a", media_type="text/csv", content=b"a", now=made)
    async with services.database.transaction() as session:
        await housekeeping.prune_attachments(session, services, NOW)
    assert await rows(services, Attachment) == 1


async def rows(
    services: Services, table: type[Attachment | FollowUp | Inbox | Outbox | Touch]
) -> int:
    async with services.database.reading() as session:
        return await session.scalar(select(func.count()).select_from(table)) or 0
