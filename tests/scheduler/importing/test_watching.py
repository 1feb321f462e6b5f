import asyncio
import os
from pathlib import Path

import pytest
from sqlalchemy import update
from sqlmodel import col

from core.clock import MovableClock
from core.db import Database
from core.services import Services
from core.settings import Settings
from models import ImportOrder
from models.imports import ImportSource, ImportState
from scheduler.importing import watching
from scheduler.importing.watching import Watch
from tests.support.rows import all_of


@pytest.fixture
def watched(tmp_path: Path) -> Path:
    folder = tmp_path / "tarikan"
    folder.mkdir()
    return folder


def a_watch(database: Database, clock: MovableClock, watched: Path, *, quiet: float = 0) -> Watch:
    settings = Settings.load(
        None, import_folder=watched, import_folder_quiet=quiet, import_profile="portal_bumn"
    )
    return Watch(Services(settings=settings, clock=clock, database=database))


@pytest.fixture
def watch(database: Database, clock: MovableClock, watched: Path) -> Watch:
    return a_watch(database, clock, watched)


def put(watched: Path, *names: str) -> None:
    for name in names:
        (watched / name).write_text("ID Toko;Nama Toko\n1;Batik Ayu\n")


async def end(database: Database, state: ImportState, error: str | None = None) -> None:
    async with database.transaction() as session:
        await session.execute(
            update(ImportOrder).values({col(ImportOrder.state): state, "error": error})
        )


def lies(watched: Path) -> list[str]:
    return sorted(str(path.relative_to(watched)) for path in watched.rglob("*.*"))


async def test_a_file_is_ordered_once(database: Database, watch: Watch, watched: Path) -> None:
    put(watched, "tarikan.csv")
    for _ in range(3):
        await watch.look(watched)
    (order,) = await all_of(database, ImportOrder)
    assert (order.source, order.place, order.file_name, order.profile, order.state) == (
        ImportSource.FOLDER,
        "tarikan.csv",
        "tarikan.csv",
        "portal_bumn",
        ImportState.CONFIRMED,
    )
    assert lies(watched) == ["tarikan.csv"]


async def test_a_file_that_grows_is_waited_for(
    database: Database, clock: MovableClock, watched: Path
) -> None:
    watch = a_watch(database, clock, watched, quiet=0.8)
    put(watched, "tarikan.csv")
    for size in (110, 120):
        await watch.look(watched)
        await asyncio.sleep(0.5)
        os.truncate(watched / "tarikan.csv", size)
    await watch.look(watched)
    assert not await all_of(database, ImportOrder), "a second passed, in which it grew twice"
    await asyncio.sleep(0.9)
    await watch.look(watched)
    assert len(await all_of(database, ImportOrder)) == 1


async def test_replicas_that_see_one_folder_order_a_file_once(
    database: Database, clock: MovableClock, watched: Path
) -> None:
    put(watched, "tarikan.csv", "penjualan.csv")
    watches = [a_watch(database, clock, watched) for _ in range(3)]
    await asyncio.gather(*(watch.look(watched) for watch in watches))
    assert len(await all_of(database, ImportOrder)) == 2
    await end(database, ImportState.DONE)
    await asyncio.gather(*(watch.look(watched) for watch in watches))
    assert sorted(name.partition("-")[2] for name in lies(watched)) == [
        "penjualan.csv",
        "tarikan.csv",
    ]


async def test_what_was_taken_in_is_put_away_though_its_process_died(
    database: Database, clock: MovableClock, watch: Watch, watched: Path
) -> None:
    put(watched, "tarikan.csv")
    await watch.look(watched)
    await end(database, ImportState.DONE)
    await a_watch(database, clock, watched).look(watched)
    assert lies(watched) == ["done/1-tarikan.csv"]


@pytest.mark.parametrize(
    ("state", "error", "why"),
    [
        (ImportState.REFUSED, "empty_file: The file is empty.", "empty_file: The file is empty."),
        (
            ImportState.FAILED,
            "MemoryError",
            "Sapa failed (MemoryError). Move the file back for another try.",
        ),
    ],
)
async def test_what_was_not_taken_in_is_put_away_with_the_reason(
    database: Database, watch: Watch, watched: Path, state: ImportState, error: str, why: str
) -> None:
    put(watched, "tarikan.csv")
    await watch.look(watched)
    await end(database, state, error)
    await watch.look(watched)
    assert lies(watched) == ["refused/1-tarikan.csv", "refused/1-tarikan.csv.txt"]
    assert read(watched / "refused/1-tarikan.csv.txt") == f"{why}\n"


async def test_a_file_that_is_put_back_is_ordered_again(
    database: Database, watch: Watch, watched: Path
) -> None:
    put(watched, "tarikan.csv")
    await watch.look(watched)
    await end(database, ImportState.REFUSED, "too_many_rejects: Mend it.")
    await watch.look(watched)
    move(watched / "refused/1-tarikan.csv", watched / "tarikan.csv")
    await watch.look(watched)
    assert len(await all_of(database, ImportOrder)) == 2


async def test_a_folder_that_cannot_be_written_is_lived_with(
    database: Database, watch: Watch, watched: Path
) -> None:
    put(watched, "tarikan.csv")
    await watch.look(watched)
    await end(database, ImportState.DONE)
    put(watched, "done")
    for _ in range(2):
        await watch.look(watched)
    assert lies(watched) == ["tarikan.csv"]
    assert [order.place for order in await all_of(database, ImportOrder)] == [
        "tarikan.csv",
        "done",
    ]


async def test_a_folder_that_is_away_is_waited_for(
    database: Database, clock: MovableClock, watched: Path
) -> None:
    watch = a_watch(database, clock, watched)
    move(watched, watched.parent / "away")
    async with asyncio.TaskGroup() as tasks:
        running = tasks.create_task(watch.run())
        await asyncio.sleep(0.3)
        put(watched.parent / "away", "tarikan.csv")
        move(watched.parent / "away", watched)
        await asyncio.sleep(0.7)
        running.cancel()
    assert len(await all_of(database, ImportOrder)) == 1


async def test_a_folder_is_emptied_bit_by_bit(
    database: Database, watch: Watch, watched: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watching, "AT_ONCE", 2)
    put(watched, *(f"{number}.csv" for number in range(5)))
    ordered: list[int] = []
    for _ in range(4):
        await watch.look(watched)
        await end(database, ImportState.DONE)
        await watch.look(watched)
        ordered.append(len(await all_of(database, ImportOrder)))
    assert ordered[-1] == 5
    assert len(lies(watched / "done")) == 5


async def test_without_a_folder_there_is_nothing_to_watch(
    database: Database, clock: MovableClock
) -> None:
    services = Services(settings=Settings.load(None), clock=clock, database=database)
    async with asyncio.timeout(1):
        await Watch(services).run()


def read(path: Path) -> str:
    return path.read_text("utf-8")


def move(path: Path, to: Path) -> None:
    path.rename(to)
