import asyncio
import threading
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from sqlalchemy import select, update
from sqlmodel import col
from telegram.error import NetworkError

from core.clock import MovableClock
from core.db import Database
from core.services import Services
from core.settings import Settings
from crm.imports.orders.operations import Asked, OrderLost, order
from crm.imports.orders.payloads import (
    ImportDone,
    ImportKnown,
    ImportProgress,
    ImportReported,
    ImportStopped,
)
from crm.imports.orders.rules import ATTEMPTS, LEASE
from crm.imports.taking import take_in
from crm.imports.wishes import Wish
from models import ImportBatch, ImportOrder, Outbox, Seller
from models.imports import ImportSource, ImportState
from scheduler.importing import importer as importers
from scheduler.importing import showing
from scheduler.importing.importer import Importer
from scheduler.importing.tools import Tools
from tests.support.builders import NOW
from tests.support.rows import all_of
from tests.support.tickets import GROUP, a_desk
from views.words import Catalogs

FILE = "ID Toko;Nama Toko\nT-1;Batik Ayu\nT-2;Dapur Sri\n"
CATALOGS = Catalogs.load()


@dataclass
class Depot:
    """Where the files of orders come from in these tests."""

    path: Path
    failures: list[Exception] = field(default_factory=list[Exception])
    reached: asyncio.Event = field(default_factory=asyncio.Event)
    open: asyncio.Event = field(default_factory=asyncio.Event)

    @asynccontextmanager
    async def fetch(self, _order: ImportOrder) -> AsyncGenerator[Path]:
        self.reached.set()
        await self.open.wait()
        if self.failures:
            raise self.failures.pop()
        yield self.path


@pytest.fixture
def services(database: Database, clock: MovableClock) -> Services:
    return Services(settings=Settings.load(None), clock=clock, database=database)


@pytest.fixture
def depot(tmp_path: Path) -> Depot:
    path = tmp_path / "tarikan.csv"
    path.write_text(FILE)
    found = Depot(path)
    found.open.set()
    return found


@pytest.fixture
def importer(services: Services, depot: Depot) -> Importer:
    return Importer(Tools(services, CATALOGS, depot.fetch, lambda: None))


async def ordered(
    database: Database, *, state: ImportState = ImportState.CONFIRMED, asked: bool = True
) -> ImportOrder:
    async with database.transaction() as session:
        made = await order(
            session,
            source=ImportSource.CHAT if asked else ImportSource.FOLDER,
            place="tarikan.csv",
            file_name="tarikan.csv",
            profile=None,
            now=NOW,
            asked=Asked(None, GROUP, 7) if asked else None,
        )
        made.state = state
    return made


async def the_order(database: Database) -> ImportOrder:
    (found,) = await all_of(database, ImportOrder)
    return found


async def said(database: Database) -> list[str]:
    rows = await all_of(database, select(Outbox).order_by(col(Outbox.id)))
    return [row.template for row in rows]


async def test_takes_a_confirmed_file_in_once(database: Database, importer: Importer) -> None:
    await ordered(database)

    assert await importer.step()
    assert not await importer.step()

    assert (await the_order(database)).state is ImportState.DONE
    assert len(await all_of(database, Seller)) == 2
    assert await said(database) == [ImportDone.template]


async def test_tells_the_desk_of_a_file_that_came_by_itself(
    database: Database, importer: Importer
) -> None:
    async with database.transaction() as session:
        await a_desk(session)
    await ordered(database, asked=False)
    await importer.step()
    await ordered(database, asked=False)
    await importer.step()
    assert await said(database) == [ImportReported.template, ImportKnown.template]


async def test_finishes_what_a_process_that_was_killed_had_taken_in(
    database: Database, importer: Importer, depot: Depot
) -> None:
    made = await ordered(database)
    await take_in(database, depot.path, wish=Wish(order_id=made.id), now=NOW)

    await importer.step()

    assert (await the_order(database)).state is ImportState.DONE
    assert len(await all_of(database, ImportBatch)) == 1
    (told,) = await all_of(database, Outbox)
    assert told.template == ImportDone.template, "not that there was nothing new"
    assert told.params["findings"]["added"] == 2


async def test_finishes_it_even_where_it_was_forced(
    database: Database, importer: Importer, depot: Depot
) -> None:
    made = await ordered(database)
    await take_in(database, depot.path, wish=Wish(order_id=made.id, forced=True), now=NOW)
    async with database.transaction() as session:
        await session.execute(update(ImportOrder).values(forced=True))
    await importer.step()
    assert len(await all_of(database, ImportBatch)) == 1


async def test_tries_again_later_where_telegram_does_not_answer(
    database: Database, importer: Importer, depot: Depot, clock: MovableClock
) -> None:
    await ordered(database, state=ImportState.WAITING)
    depot.failures = [NetworkError("") for _ in range(ATTEMPTS)]

    for _ in range(ATTEMPTS):
        assert await importer.step()
        assert not await importer.step(), "not at once"
        clock.advance(LEASE * 2)

    found = await the_order(database)
    assert (found.state, found.error) == (
        ImportState.REFUSED,
        "file_not_fetched: NetworkError",
    )
    assert await said(database) == [ImportStopped.template]


async def test_says_once_that_something_broke(
    database: Database, importer: Importer, depot: Depot
) -> None:
    await ordered(database)
    depot.failures = [KeyError("x")]
    await importer.step()
    found = await the_order(database)
    assert (found.state, found.error) == (ImportState.FAILED, "KeyError")
    assert await said(database) == [ImportStopped.template]


async def test_gives_up_what_kills_the_process_each_time(
    database: Database, importer: Importer
) -> None:
    await ordered(database)
    async with database.transaction() as session:
        await session.execute(update(ImportOrder).values(attempts=ATTEMPTS))
    await importer.step()
    assert (await the_order(database)).state is ImportState.FAILED
    assert await all_of(database, Seller) == []


async def test_gives_the_order_in_hand_back_when_it_is_stopped(
    database: Database, importer: Importer, depot: Depot
) -> None:
    await ordered(database)
    depot.open.clear()
    running = asyncio.create_task(importer.run())
    await depot.reached.wait()

    running.cancel()
    await asyncio.wait([running], timeout=5)

    assert running.cancelled()
    found = await the_order(database)
    assert (found.state, found.attempts, found.lease_until) == (ImportState.CONFIRMED, 0, None)


async def test_takes_up_at_its_start_what_the_last_process_had_in_hand(
    sqlite_url: str, clock: MovableClock, depot: Depot
) -> None:
    database = Database(sqlite_url)
    await ordered(database)
    async with database.transaction() as session:
        await session.execute(update(ImportOrder).values(lease_until=NOW + LEASE, attempts=1))
    services = Services(settings=Settings.load(None), clock=clock, database=database)
    running = asyncio.create_task(
        Importer(Tools(services, CATALOGS, depot.fetch, lambda: None)).run()
    )
    async with asyncio.timeout(10):
        while (await the_order(database)).state is not ImportState.DONE:  # noqa: ASYNC110 - nobody tells us
            await asyncio.sleep(0.05)
    running.cancel()
    await asyncio.wait([running])
    await database.close()


async def test_drops_an_order_that_another_replica_took_over(
    database: Database, importer: Importer, depot: Depot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importers, "RENEW_EVERY", 0.05)
    await ordered(database)
    depot.open.clear()
    working = asyncio.create_task(importer.step())
    await depot.reached.wait()
    async with database.transaction() as session:
        await session.execute(update(ImportOrder).values(attempts=2))

    assert await asyncio.wait_for(working, 5)

    assert (await the_order(database)).state is ImportState.CONFIRMED, "it is the other one's"
    assert await said(database) == []


async def test_keeps_an_order_for_as_long_as_it_takes(
    database: Database, importer: Importer, depot: Depot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importers, "RENEW_EVERY", 0.05)
    await ordered(database)
    depot.open.clear()
    working = asyncio.create_task(importer.step())
    await depot.reached.wait()
    first = (await the_order(database)).lease_until
    await asyncio.sleep(0.3)
    later = (await the_order(database)).lease_until
    depot.open.set()
    assert await working
    assert first is not None
    assert later is not None
    assert later > first


async def test_shows_how_far_it_is_until_it_is_done(
    database: Database, importer: Importer, depot: Depot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(showing, "FIRST", 0.02)
    monkeypatch.setattr(showing, "IN_GROUP", 0.02)
    rows = "".join(f"T-{number};Toko {number}\n" for number in range(120_000))
    depot.path.write_text(f"ID Toko;Nama Toko\n{rows}")
    await ordered(database)

    await importer.step()

    templates = await said(database)
    assert templates[-1] == ImportDone.template
    assert templates[:-1] == [ImportProgress.template], "the next waits until this one has left"


async def test_a_reading_thread_ends_when_nobody_waits_for_it(services: Services) -> None:
    made = await ordered(services.database)
    ended = threading.Event()

    def read() -> None:
        try:
            while True:
                heard(showing.Stage.CHECK, 1, 2)
        except showing.Abandoned:
            ended.set()

    with pytest.raises(OrderLost):  # noqa: PT012 - the block is what is tested
        async with showing.showing(services, made, lambda: None) as heard:
            thread = threading.Thread(target=read)
            thread.start()
            raise OrderLost
    assert await asyncio.to_thread(ended.wait, 5)
