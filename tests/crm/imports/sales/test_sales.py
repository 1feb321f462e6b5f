from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlmodel import col, select

from core.db import Database
from crm.imports.reports import ImportReport
from crm.imports.sales.statuses import parse_status
from crm.imports.sales.vocabulary import SALES
from crm.imports.taking import take_in
from crm.imports.wishes import Wish
from models import Sale, Seller
from models.imports import ImportKind
from models.sales import SaleStatus
from tests.support.builders import NOW, a_seller
from tests.support.rows import all_of

HEADINGS = "No. Pesanan,ID Toko,Tanggal,Total,Jumlah,Nama Produk,Status"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "penjualan.csv"


def write(file: Path, headings: str, *rows: str) -> Path:
    file.write_text("\n".join([headings, *rows]))
    return file


async def take(database: Database, file: Path, *rows: str) -> ImportReport:
    path = write(file, HEADINGS, *rows)
    wish = Wish(max_rejected=1)
    return await take_in(database, path, kind=ImportKind.SALES, wish=wish, now=NOW)


async def sales(database: Database) -> list[Sale]:
    return await all_of(database, select(Sale).order_by(col(Sale.order_id), col(Sale.product)))


def test_each_synonym_means_one_fact_only() -> None:
    for fact, names in SALES.names.items():
        for name in names:
            assert SALES.recognise([name]) == {fact: 0}


async def test_a_line_of_an_order_becomes_a_sale_of_its_store(
    database: Database, file: Path
) -> None:
    async with database.transaction() as session:
        store = await a_seller(session, portal_id="T1")
    report = await take(
        database, file, "INV-1,T1,12/11/2026 09:30,Rp 125.000,2,Batik Tulis,Selesai"
    )
    (sale,) = await sales(database)
    assert (report.added, report.unattached) == (1, 0)
    assert (sale.seller_id, sale.amount, sale.quantity) == (store.id, 125_000, 2)
    assert (sale.product, sale.status) == ("Batik Tulis", SaleStatus.COMPLETED)
    assert sale.at == datetime(2026, 11, 12, 2, 30, tzinfo=UTC)


async def test_an_order_of_several_products_is_several_lines(
    database: Database, file: Path
) -> None:
    report = await take(
        database,
        file,
        "INV-1,T1,12/11/2026,125000,1,Batik,Selesai",
        "INV-1,T1,12/11/2026,50000,1,Tas,Selesai",
        "INV-1,T1,12/11/2026,60000,1,Tas,Selesai",
    )
    assert (report.added, report.repeated) == (2, 1)
    assert [(sale.product, sale.amount) for sale in await sales(database)] == [
        ("Batik", 125_000),
        ("Tas", 60_000),
    ]


async def test_sales_of_an_unknown_store_wait_until_a_pull_brings_it(
    database: Database, file: Path, tmp_path: Path
) -> None:
    report = await take(database, file, "INV-1,T9,12/11/2026,125000,1,Batik,Selesai")
    assert (report.unattached, (await sales(database))[0].seller_id) == (1, None)
    pull = write(tmp_path / "tarikan.csv", "ID Toko,Nama Toko", "T9,Batik Ayu")
    await take_in(database, pull, kind=ImportKind.SELLERS, now=NOW)
    (store,) = await all_of(database, Seller)
    assert (await sales(database))[0].seller_id == store.id


async def test_a_store_that_was_merged_sells_for_the_one_it_went_into(
    database: Database, file: Path
) -> None:
    async with database.transaction() as session:
        kept = await a_seller(session, portal_id="T1")
        await a_seller(session, portal_id="T2", merged_into=kept.id, chat_id=None)
    await take(database, file, "INV-1,T2,12/11/2026,125000,1,Batik,Selesai")
    assert (await sales(database))[0].seller_id == kept.id


async def test_a_later_file_changes_what_became_of_an_order(
    database: Database, file: Path
) -> None:
    await take(database, file, "INV-1,T1,12/11/2026,125000,1,Batik,Dikirim")
    report = await take(database, file, "INV-1,T1,12/11/2026,125000,1,Batik,Dibatalkan")
    (sale,) = await sales(database)
    assert (report.changed, report.changes, sale.status) == (
        1,
        {"status": 1},
        SaleStatus.CANCELLED,
    )


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (",T1,12/11/2026,1000,1,Batik,", "order_id_missing"),
        ("INV-1,,12/11/2026,1000,1,Batik,", "seller_missing"),
        ("INV-1,T1,,1000,1,Batik,", "date_missing"),
        ("INV-1,T1,12/11/2026,,1,Batik,", "amount_missing"),
        ("INV-1,T1,12/11/2026,seribu,1,Batik,", "number_invalid"),
        ("INV-1,T1,12/11/2026,-1000,1,Batik,", "number_negative"),
        ("INV-1,T1,30/02/2026,1000,1,Batik,", "date_invalid"),
        ("INV-1,T1,12/12/2026,1000,1,Batik,", "date_in_future"),
        ("INV-1,T1,12/11/2026,1000,1,Batik,Entahlah", "status_unknown"),
    ],
)
async def test_a_row_that_cannot_be_a_sale_is_refused(
    database: Database, file: Path, row: str, reason: str
) -> None:
    report = await take(database, file, row)
    assert [reject.reason for reject in report.first_rejects] == [reason]


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Selesai", SaleStatus.COMPLETED),
        ("PESANAN DIBATALKAN", SaleStatus.CANCELLED),
        ("refunded", SaleStatus.CANCELLED),
        ("Sedang dikirim", SaleStatus.PENDING),
        ("entah", None),
    ],
)
def test_reads_a_status_in_either_language(text: str, status: SaleStatus | None) -> None:
    assert parse_status(text) == status
