from datetime import UTC, datetime, timedelta
from pathlib import Path

import polars as pl
import pytest
from sqlalchemy import func
from sqlmodel import SQLModel, col, select

from core.db import Database
from crm.imports import aftermath, bulk
from crm.imports.files.blocks import BrokenTable
from crm.imports.reports import ImportReport
from crm.imports.taking import take_in
from crm.imports.wishes import Wish
from models import ImportBatch, ImportReject, Seller
from models.imports import ImportKind
from models.sellers import Consent
from tests.support.builders import NOW, a_seller

HEADINGS = (
    "ID Toko", "Nama Toko", "Nama Pemilik", "No. HP", "Provinsi", "Jumlah Produk",
    "Login Terakhir", "Catatan",
)  # fmt: skip
AYU = ("T1", "Batik Ayu", "Ayu", "0812-3456-7890", "DIY", "12", "2026-11-10 10:00:00", "a")
SRI = ("T2", "Dapur Sri", "Sri", "0813-3456-7890", "Papua", "0", "", "")
BAD = ("T3", 'Kopi \\N "Tegal"', "", "0812x", "", "", "", "")
LATER = NOW + timedelta(days=7)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "tarikan.csv"


def write(file: Path, *rows: tuple[str, ...], headings: tuple[str, ...] = HEADINGS) -> Path:
    quoted = [[cell.replace('"', '""') for cell in row] for row in (headings, *rows)]
    file.write_text("\n".join(",".join(f'"{cell}"' for cell in row) for row in quoted))
    return file


def break_off(file: Path) -> None:
    file.write_text(file.read_text()[:-1])


async def take(
    database: Database, file: Path, *, now: datetime = NOW, dry_run: bool = False
) -> ImportReport:
    wish = Wish(max_rejected=1.0, dry_run=dry_run)
    return await take_in(database, file, kind=ImportKind.SELLERS, wish=wish, now=now)


async def sellers(database: Database) -> dict[str | None, Seller]:
    async with database.reading() as session:
        found = (await session.execute(select(Seller))).scalars()
        return {seller.portal_id: seller for seller in found}


async def facts_of_all(database: Database) -> dict[str | None, dict[str, object]]:
    found = await sellers(database)
    return {key: seller.model_dump(exclude={"pulled_hash"}) for key, seller in found.items()}


async def count(database: Database, kind: type[SQLModel]) -> int:
    async with database.reading() as session:
        return (await session.execute(select(func.count()).select_from(kind))).scalar_one()


def counts(report: ImportReport) -> tuple[int, int, int, int]:
    return report.added, report.changed, report.unchanged, report.rejected


async def test_good_rows_become_sellers_with_all_facts(database: Database, file: Path) -> None:
    report = await take(database, write(file, AYU, SRI, BAD))
    assert counts(report) == (2, 0, 0, 1)
    ayu = (await sellers(database))["T1"]
    assert (ayu.store_name, ayu.store_key, ayu.owner_name) == ("Batik Ayu", "batik ayu", "Ayu")
    assert (ayu.phone, ayu.phone_verified) == ("+6281234567890", False)
    assert (ayu.province, ayu.zone, ayu.products) == ("DI Yogyakarta", "Asia/Jakarta", 12)
    assert ayu.last_login == datetime(2026, 11, 10, 3, tzinfo=UTC)
    assert (ayu.data, ayu.tags, ayu.consent) == ({"Catatan": "a"}, [], Consent.UNASKED)
    assert (ayu.created_at, ayu.updated_at, ayu.proactive) == (NOW, NOW, True)
    assert (await sellers(database))["T2"].zone == "Asia/Jayapura"


async def test_a_bad_row_is_kept_with_its_line_reason_and_cells(
    database: Database, file: Path
) -> None:
    report = await take(database, write(file, AYU, BAD))
    async with database.reading() as session:
        (batch,) = (await session.execute(select(ImportBatch))).scalars()
        (reject,) = (await session.execute(select(ImportReject))).scalars()
    assert (batch.file_name, batch.at, batch.rows) == ("tarikan.csv", NOW, 2)
    assert (batch.added, batch.changed, batch.unchanged, batch.rejected) == counts(report)
    assert (reject.batch_id, reject.line, reject.column) == (batch.id, 3, "No. HP")
    assert reject.reason == "phone_invalid"
    assert reject.row["Nama Toko"] == 'Kopi \\N "Tegal"'
    assert report.first_rejects[0].row == reject.row


async def test_of_several_good_rows_with_one_id_the_last_is_taken(
    database: Database, file: Path
) -> None:
    first, second = (("T1", name, *AYU[2:]) for name in ("First", "Second"))
    report = await take(database, write(file, first, second, SRI, AYU, ("T1", *BAD[1:])))
    assert counts(report) == (2, 0, 0, 1)
    assert (report.rows, report.repeated) == (5, 2)
    assert (await sellers(database))["T1"].store_name == "Batik Ayu"
    async with database.reading() as session:
        (reject,) = (await session.execute(select(ImportReject))).scalars()
    assert reject.line == 6


async def test_odd_texts_come_through_both_databases_alike(database: Database, file: Path) -> None:
    odd = ("T1", 'Toko "\\N", Ayu 🌶\n2', "\\N", "", "", "", "", '\\ " ,')
    await take(database, write(file, odd))
    seller = (await sellers(database))["T1"]
    assert seller.store_name == 'Toko "\\N", Ayu 🌶 2'
    assert (seller.owner_name, seller.phone) == ("\\N", None)
    assert seller.data == {"Catatan": '\\ " ,'}


async def test_only_rows_that_differ_are_changed(database: Database, file: Path) -> None:
    await take(database, write(file, AYU, SRI))
    moved = (*SRI[:4], "Maluku", *SRI[5:])
    new = ("T4", *AYU[1:])
    report = await take(database, write(file, AYU, moved, new), now=LATER)
    assert counts(report) == (1, 1, 1, 0)
    found = await sellers(database)
    assert (found["T1"].updated_at, found["T1"].batch_id) == (NOW, 1)
    assert (found["T2"].updated_at, found["T2"].province) == (LATER, "Maluku")
    assert (found["T2"].batch_id, found["T2"].created_at) == (2, NOW)


async def test_the_same_file_is_recognised_by_its_content(database: Database, file: Path) -> None:
    await take(database, write(file, AYU, BAD))
    again = await take(database, write(file.with_name("lagi.csv"), AYU, BAD), now=LATER)
    assert again.already == NOW
    assert counts(again) == (0, 0, 1, 1)
    assert await count(database, ImportBatch) == 1
    assert await count(database, ImportReject) == 1


async def test_another_file_that_says_the_same_changes_no_seller(
    database: Database, file: Path
) -> None:
    await take(database, write(file, AYU, SRI))
    before = await facts_of_all(database)
    book = file.with_suffix(".xlsx")
    pl.DataFrame([SRI, AYU], schema=HEADINGS, orient="row").write_excel(book)
    report = await take(database, book, now=LATER)
    assert report.already is None
    assert counts(report) == (0, 0, 2, 0)
    assert before == await facts_of_all(database)


async def test_what_the_seller_said_in_chat_is_never_touched(
    database: Database, file: Path
) -> None:
    said = {
        "chat_id": 77, "language": "jv", "consent": Consent.GIVEN, "proactive": False,
        "phone_verified": True, "phone": "+6281111111111", "tags": ["setia"],
    }  # fmt: skip
    async with database.transaction() as session:
        await a_seller(session, portal_id="T1", **said)
    report = await take(database, write(file, AYU), now=LATER)
    assert counts(report) == (0, 1, 0, 0)
    seller = (await sellers(database))["T1"]
    assert {name: getattr(seller, name) for name in said} == said
    assert seller.store_name == "Batik Ayu"


async def test_a_confirmed_phone_alone_is_no_difference(database: Database, file: Path) -> None:
    await take(database, write(file, AYU))
    async with database.transaction() as session:
        seller = (await session.execute(select(Seller))).scalar_one()
        seller.phone, seller.phone_verified = "+6281111111111", True
    write(file, AYU, ("",) * len(AYU))
    assert counts(await take(database, file, now=LATER)) == (0, 0, 1, 0)


async def test_facts_that_the_file_does_not_speak_of_stay(database: Database, file: Path) -> None:
    await take(database, write(file, AYU))
    await take(database, write(file, ("T1", "Batik Ayu Baru"), headings=HEADINGS[:2]))
    seller = (await sellers(database))["T1"]
    assert (seller.store_name, seller.products) == ("Batik Ayu Baru", 12)
    assert (seller.phone, seller.data) == ("+6281234567890", {"Catatan": "a"})


async def test_visitors_without_a_store_are_left_alone(database: Database, file: Path) -> None:
    async with database.transaction() as session:
        await a_seller(session, portal_id=None, store_name="Tamu")
    assert counts(await take(database, write(file, AYU))) == (1, 0, 0, 0)
    assert (await sellers(database))[None].store_name == "Tamu"


async def test_a_dry_run_tells_the_same_and_writes_nothing(database: Database, file: Path) -> None:
    write(file, AYU, SRI, BAD)
    tried = await take(database, file, dry_run=True)
    assert tried.dry_run
    for kind in (Seller, ImportBatch, ImportReject):
        assert await count(database, kind) == 0
    assert counts(await take(database, file)) == counts(tried)


async def test_a_broken_file_leaves_everything_as_it_was(database: Database, file: Path) -> None:
    await take(database, write(file, AYU))
    break_off(write(file, ("T1", "New name"), ("T9", "Cut"), headings=HEADINGS[:2]))
    with pytest.raises(BrokenTable):
        await take(database, file)
    found = await sellers(database)
    assert list(found) == ["T1"]
    assert found["T1"].store_name == "Batik Ayu"
    assert await count(database, ImportBatch) == 1


async def test_a_failure_halfway_leaves_everything_as_it_was(
    database: Database, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def fail(*_: object, **__: object) -> None:
        raise ConnectionError

    monkeypatch.setattr(aftermath, "follow", fail)
    with pytest.raises(ConnectionError):
        await take(database, write(file, AYU))
    monkeypatch.undo()
    assert not await sellers(database)
    assert await count(database, ImportBatch) == 0
    assert counts(await take(database, file)) == (1, 0, 0, 0)


async def test_ids_follow_the_file(database: Database, file: Path) -> None:
    rows = [(f"T{number}", *AYU[1:]) for number in range(200)]
    await take(database, write(file, *rows))
    async with database.reading() as session:
        ids = select(Seller.portal_id).order_by(col(Seller.id))
        assert list((await session.execute(ids)).scalars()) == [row[0] for row in rows]


async def test_rows_in_several_batches_are_merged_alike(
    database: Database, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("crm.imports.files.tables.BATCH", 5)
    monkeypatch.setattr(bulk, "_SLICE", 3)
    monkeypatch.setattr("crm.imports.staging.STEP", 7)
    rows = [(f"T{number % 30}", *AYU[1:5], str(number), *AYU[6:]) for number in range(50)]
    assert counts(await take(database, write(file, *rows))) == (30, 0, 0, 0)
    changed = [(*row[:5], "7", *row[6:]) if row[0] < "T2" else row for row in rows]
    expected = sum(
        f"T{number}" < "T2" and number + 30 * (number < 20) != 7 for number in range(30)
    )
    report = await take(database, write(file, *changed), now=LATER)
    assert counts(report) == (0, expected, 30 - expected, 0)
    assert report.repeated == 20
