import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from core.clock import MovableClock
from core.db import Database
from models import ImportBatch, ImportOrder, Sale, Seller
from models.imports import ImportSource, ImportState
from tests.support.portal import Portal, a_portal, plain
from tests.support.town import Town, a_town

SELLERS = "ID Toko;Nama Toko;Provinsi\n1;Batik <Ayu>;DI Yogyakarta\n2;Kopi Gayo;Aceh\n"
SALES = "No. Pesanan;ID Toko;Tanggal;Total\nA-1;1;12/11/2026;150.000\n"
MONDAY = datetime(2026, 11, 22, 23, tzinfo=UTC)
"""The next one, 06:00 in Jakarta."""
NOON = datetime(2026, 11, 23, 5, tzinfo=UTC)
LATER = 20.0
"""Seconds that a pull may take to be told of on a busy machine."""


@pytest.fixture
async def portal() -> AsyncIterator[Portal]:
    async with a_portal() as portal:
        portal.answers = [plain(body=SELLERS.encode())]
        yield portal


@pytest.fixture
async def fetching(
    database: Database, database_url: str, clock: MovableClock, portal: Portal
) -> AsyncIterator[Town]:
    """Yield a town that fetches from the portal, which asks for a key."""
    async with a_town(
        database,
        database_url,
        clock,
        import_url=f"{portal.url}/sellers?key=very-secret",
        import_url_header="X-Key: very-secret",
    ) as town:
        yield town


@pytest.fixture
async def watching(
    database: Database, database_url: str, clock: MovableClock, tmp_path: Path
) -> AsyncIterator[Town]:
    """Yield a town that watches a folder."""
    folder = tmp_path / "tarikan"
    folder.mkdir()
    async with a_town(
        database, database_url, clock, import_folder=folder, import_folder_quiet=0.3
    ) as town:
        yield town


async def until(town: Town, moment: datetime) -> None:
    await town.pass_time(moment - town.clock.now())


def put(town: Town, name: str, content: str) -> None:
    assert town.settings.import_folder is not None
    (town.settings.import_folder / name).write_text(content, "utf-8")


async def tidied(town: Town, *expected: str) -> None:
    """Wait until the folder holds just these."""
    folder = town.settings.import_folder
    assert folder is not None
    async with asyncio.timeout(LATER):
        while files_in(folder) != list(expected):  # noqa: ASYNC110 - a disk tells nobody
            await asyncio.sleep(0.05)


def files_in(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*.*"))


async def test_from_the_portal_on_monday_morning(fetching: Town, portal: Portal) -> None:
    await until(fetching, MONDAY - timedelta(minutes=1))
    assert portal.requests == []

    await until(fetching, MONDAY)

    told = await fetching.group.hears("127.0.0.1", timeout=LATER)
    assert "very-secret" not in told.text
    assert portal.requests[0].headers["X-Key"] == "very-secret"
    assert {one.store_name for one in await fetching.all(Seller)} == {"Batik <Ayu>", "Kopi Gayo"}
    (batch,) = await fetching.all(ImportBatch)
    assert (batch.source, batch.file_name) == (ImportSource.URL, "127.0.0.1")
    await fetching.settled()


async def test_and_hear_that_nothing_has_changed(fetching: Town, portal: Portal) -> None:
    portal.answers = [plain(body=SELLERS.encode()), plain(body=(SELLERS + "\n").encode())]
    for week, told in enumerate(("📬", "Tidak ada yang berubah sejak", "🙌")):
        await until(fetching, MONDAY + timedelta(weeks=week))
        await fetching.group.hears(told, timeout=LATER)
        await fetching.settled()
    assert len(await fetching.all(ImportBatch)) == 2


async def test_and_hear_why_there_is_none(fetching: Town, portal: Portal) -> None:
    portal.answers = [plain(401)]

    await until(fetching, MONDAY)

    told = await fetching.group.hears("IMPORT_URL_HEADER", timeout=LATER)
    assert "❌" in told.text
    assert "very-secret" not in told.text
    (order,) = await fetching.all(ImportOrder)
    assert order.state is ImportState.REFUSED
    assert "very-secret" not in f"{order}"
    await until(fetching, NOON)
    await fetching.group.hears("⏰")
    await fetching.settled()


async def test_or_are_reminded_at_noon_once(town: Town) -> None:
    await until(town, NOON - timedelta(minutes=1))
    await town.settled()
    assert not any("⏰" in message.text for message in town.group.messages())

    await until(town, NOON)

    reminder = await town.group.hears("⏰")
    assert "/impor" in reminder.text
    for days in (1, 2, 3):
        await until(town, NOON + timedelta(days=days))
        await town.settled()
    assert sum("⏰" in message.text for message in town.group.messages()) == 1


async def test_out_of_the_watched_folder(watching: Town) -> None:
    put(watching, "tarikan <1>.csv", SELLERS)
    await watching.group.hears("tarikan <1>.csv", timeout=LATER)
    put(watching, "penjualan.csv", SALES)
    await watching.group.hears("penjualan.csv", timeout=LATER)

    await tidied(watching, "done/1-tarikan <1>.csv", "done/2-penjualan.csv")
    assert len(await watching.all(Seller)) == 2
    (sale,) = await watching.all(Sale)
    assert sale.seller_id is not None
    await watching.settled()


async def test_and_find_beside_a_refused_file_what_is_wrong_with_it(watching: Town) -> None:
    put(watching, "foto.csv", "\x89PNG\r\n\x1a\n" + "\x00" * 500)

    await watching.group.hears("foto.csv", timeout=LATER)

    await tidied(watching, "refused/1-foto.csv", "refused/1-foto.csv.txt")
    assert await watching.all(ImportBatch) == []
    await watching.settled()
