import asyncio
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from random import Random

import pytest
from sqlmodel import col, select

from core.db import Database
from crm.imports.course import TooManyRejects
from crm.imports.reports import ImportReport
from crm.imports.taking import take_in
from crm.imports.wishes import Wish
from models import ImportBatch, ImportConflict, Seller
from models.imports import ImportKind
from tests.support.builders import NOW, a_seller
from tests.support.rows import all_of

HEADINGS = "ID Toko;Nama Toko;No. HP;Jumlah Produk;Catatan"
LATER = NOW + timedelta(days=7)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "tarikan.csv"


def write(file: Path, *rows: str, headings: str = HEADINGS) -> Path:
    file.write_text("\n".join([headings, *rows]))
    return file


def stores(*numbers: int, products: int = 3) -> list[str]:
    return [f"T{number};Toko {number};0812000{number:04};{products};" for number in numbers]


async def take(database: Database, file: Path, wish: Wish = Wish()) -> ImportReport:  # noqa: B008 - frozen
    return await take_in(database, file, kind=ImportKind.SELLERS, wish=wish, now=NOW)


async def gone(database: Database) -> list[str | None]:
    sellers = await all_of(database, select(Seller).where(col(Seller.gone_at).is_not(None)))
    return [seller.portal_id for seller in sellers]


async def test_says_in_which_columns_how_many_rows_changed(database: Database, file: Path) -> None:
    await take(database, write(file, *stores(1, 2, 3, 4)))
    changed = ["T1;Toko 1;08120000001;9;", "T2;Warung 2;08120000002;8;", *stores(3, 4)]
    report = await take(database, write(file, *changed))
    assert (report.changed, report.unchanged) == (2, 2)
    assert report.changes == {"products": 2, "store_name": 1, "store_key": 1}
    (first, second) = await all_of(database, ImportBatch)
    assert (first.changes, second.changes) == ({}, report.changes)


async def test_marks_the_stores_that_a_whole_pull_lacks_until_they_are_back(
    database: Database, file: Path
) -> None:
    await take(database, write(file, *stores(*range(10))))
    report = await take(database, write(file, *stores(*range(9))))
    assert (report.gone, report.partial, await gone(database)) == (1, False, ["T9"])
    again = await take(database, write(file, *stores(*range(8, -1, -1))))
    assert (again.gone, await gone(database)) == (0, ["T9"])
    back = await take(database, write(file, *stores(*range(10), 11)))
    assert (back.gone, back.added, back.changed, await gone(database)) == (0, 1, 1, [])


async def test_takes_a_file_that_lacks_many_for_a_part_of_the_pull(
    database: Database, file: Path
) -> None:
    await take(database, write(file, *stores(*range(20))))
    report = await take(database, write(file, *stores(*range(9))))
    assert (report.gone, report.partial, await gone(database)) == (0, True, [])
    few = await take(database, write(file, *stores(*range(10))))
    assert (few.gone, few.partial, len(await gone(database))) == (10, False, 10)


async def test_a_store_whose_row_is_refused_is_not_gone(database: Database, file: Path) -> None:
    await take(database, write(file, *stores(*range(10))))
    bad = [*stores(*range(9)), "T9;Toko 9;0812x;3;"]
    report = await take(database, write(file, *bad))
    assert (report.rejected, report.gone, await gone(database)) == (1, 0, [])


async def test_refuses_a_file_with_too_many_rejects_whole_unless_it_is_forced(
    database: Database, file: Path
) -> None:
    write(file, *stores(1, 2, 3), "T4;Toko 4;0812x;3;")
    with pytest.raises(TooManyRejects, match="1 of 4 rows") as refused:
        await take(database, file)
    assert refused.value.report.first_rejects[0].reason == "phone_invalid"
    assert not await all_of(database, Seller)
    report = await take(database, file, Wish(forced=True))
    assert (report.added, report.rejected) == (3, 1)


async def test_lists_where_the_file_contradicts_what_the_seller_confirmed(
    database: Database, file: Path
) -> None:
    async with database.transaction() as session:
        await a_seller(session, portal_id="T1", phone="+6281111111111", phone_verified=True)
    report = await take(database, write(file, *stores(1, 2)))
    (conflict,) = await all_of(database, ImportConflict)
    assert report.conflicts == 1
    assert (conflict.batch_id, conflict.fact) == (report.batch_id, "phone")
    assert (conflict.pulled, conflict.said) == ("+628120000001", "+6281111111111")


async def test_lists_a_contradiction_though_the_file_says_what_it_said_before(
    database: Database, file: Path
) -> None:
    await take(database, write(file, *stores(*range(9))))
    async with database.transaction() as session:
        store = await session.scalar(select(Seller).where(col(Seller.portal_id) == "T1"))
        assert store is not None
        store.phone, store.phone_verified = "+6281111111111", True
    report = await take(database, write(file, *stores(*range(10))))
    assert (report.conflicts, report.added, report.unchanged) == (1, 1, 9)


async def test_a_dry_run_foresees_the_whole_report(database: Database, file: Path) -> None:
    await take(database, write(file, *stores(*range(10))))
    write(
        file, *stores(*range(1, 5)), *stores(*range(5, 9), products=7), *stores(40, 40), "T41;;;;"
    )
    foreseen = await take(database, file, Wish(dry_run=True))
    done = await take(database, file)
    assert foreseen.batch_id is None
    assert replace(foreseen, dry_run=False, seconds=0) == replace(done, batch_id=None, seconds=0)
    assert (done.added, done.changed, done.repeated, done.rejected) == (1, 4, 1, 1)


@pytest.mark.parametrize("seed", range(4))
async def test_a_dry_run_foresees_which_stores_may_be_one(
    database: Database, tmp_path: Path, seed: int
) -> None:
    random = Random(seed)  # noqa: S311 - the same rows each time
    headings = "ID Toko;Nama Toko;No. HP;Email;Kabupaten/Kota;Provinsi"
    listed = 0
    for week in range(3):
        rows = [
            f"T{number};Toko {random.randrange(9)};0812{random.randrange(12):07};"
            f"{random.choice(('', 'a@x.id', 'b@x.id'))};{random.choice(('Sleman', ''))};DIY"
            for number in random.sample(range(40), 24)
        ]
        path = write(tmp_path / f"{week}.csv", *rows, headings=headings)
        foreseen = await take(database, path, Wish(dry_run=True))
        done = await take(database, path)
        assert foreseen.duplicates == done.duplicates
        listed += done.duplicates
    assert listed


async def test_a_file_of_long_ago_is_taken_in_again_when_forced(
    database: Database, file: Path
) -> None:
    await take(database, write(file, *stores(1)))
    await take(database, write(file, *stores(1, products=5)))
    write(file, *stores(1))
    assert (await take(database, file)).already == NOW
    assert (await take(database, file, Wish(forced=True))).changed == 1


async def test_the_order_of_the_columns_changes_nothing(database: Database, file: Path) -> None:
    await take(database, write(file, "T1;Batik Ayu;0812 3456 7890;12;baru"))
    turned = write(
        file,
        "12;baru;T1;0812 3456 7890;Batik Ayu",
        headings="Jumlah Produk;Catatan;ID Toko;No. HP;Nama Toko",
    )
    report = await take(database, turned)
    assert (report.changed, report.unchanged, report.already) == (0, 1, None)


async def test_two_files_at_once_both_count_one_after_the_other(
    database: Database, tmp_path: Path
) -> None:
    first = write(tmp_path / "a.csv", *stores(*range(30)))
    second = write(tmp_path / "b.csv", *stores(*range(30), products=9))
    reports = await asyncio.gather(take(database, first), take(database, second))
    earlier, later = sorted(reports, key=lambda report: report.batch_id or 0)
    assert (earlier.added, later.added, later.changed) == (30, 0, 30)
    sellers = await all_of(database, Seller)
    assert len(sellers) == 30
    assert {seller.batch_id for seller in sellers} == {later.batch_id}


async def test_the_same_file_twice_at_once_counts_once(database: Database, file: Path) -> None:
    write(file, *stores(*range(30)))
    reports = await asyncio.gather(take(database, file), take(database, file))
    assert sorted(report.already is None for report in reports) == [False, True]
    assert len(await all_of(database, ImportBatch)) == 1


@pytest.mark.parametrize("seed", range(6))
async def test_after_any_pulls_the_stores_are_what_the_last_rows_said(
    database: Database, tmp_path: Path, seed: int
) -> None:
    """A model of plain dictionaries beside it, so that no row is passed over by mistake."""
    random = Random(seed)  # noqa: S311 - the same rows each time
    expected: dict[str, tuple[str, int]] = {}
    for week in range(4):
        rows: list[str] = []
        for number in [*random.sample(range(20), 18), random.randrange(20)]:
            name, products = f"Toko {random.randrange(2)}", random.randrange(2)
            bad = random.random() < 0.1
            rows.append(f"T{number};{name};{'0812x' if bad else ''};{products};")
            if not bad:
                expected[f"T{number}"] = (name, products)
        path = write(tmp_path / f"{week}.csv", *rows)
        report = await take(database, path, Wish(max_rejected=1))
        parts = (report.added, report.changed, report.unchanged, report.repeated, report.rejected)
        assert sum(parts) == report.rows == 19
    found = await all_of(database, Seller)
    assert {seller.portal_id: (seller.store_name, seller.products) for seller in found} == expected
