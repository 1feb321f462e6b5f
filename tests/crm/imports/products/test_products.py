from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import polars as pl
import pytest
from sqlmodel import col, select

from core.db import Database
from crm.imports.files.tables import open_file
from crm.imports.products import shelves
from crm.imports.products.subject import SUBJECT
from crm.imports.products.vocabulary import PRODUCTS
from crm.imports.reports import ImportReport
from crm.imports.rows import check
from crm.imports.subjects import SUBJECTS
from crm.imports.taking import take_in
from crm.imports.wishes import Wish
from crm.uploads.prices import PriceRange, price_range
from models import Product, Seller
from models.imports import ImportKind
from tests.support.builders import NOW, a_seller
from tests.support.rows import all_of

HEADINGS = "ID Produk,ID Toko,Nama Produk,Kategori,Harga,Stok"
TEMPE = "P1,T1,Keripik Tempe 250 g,Makanan Ringan,Rp 15.000,20"
BATIK = "P2,T1,Kemeja Batik,Fesyen Pria,250000,"
LATER = NOW + timedelta(days=7)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "produk.csv"


def write(file: Path, *rows: str, headings: str = HEADINGS) -> Path:
    file.write_text("\n".join([headings, *rows]))
    return file


def elsewhere(shelves: pl.Series) -> pl.Series:
    return shelves.replace_strict("Makanan Ringan", "drinks")


async def take(database: Database, file: Path, *rows: str, forced: bool = False) -> ImportReport:
    write(file, *rows)
    wish = Wish(max_rejected=1, forced=forced)
    return await take_in(database, file, kind=None, wish=wish, now=LATER)


async def products(database: Database) -> list[Product]:
    return await all_of(database, select(Product).order_by(col(Product.portal_id)))


def test_each_synonym_means_one_fact_only() -> None:
    for fact, names in PRODUCTS.names.items():
        for name in names:
            assert PRODUCTS.recognise([name]) == {fact: 0}


async def test_a_row_becomes_a_product_of_its_store_on_one_of_our_shelves(
    database: Database, file: Path
) -> None:
    async with database.transaction() as session:
        store = await a_seller(session, portal_id="T1")
    report = await take(database, file, TEMPE, BATIK)
    tempe, batik = await products(database)
    assert (report.kind, report.added, report.unattached) == (ImportKind.PRODUCTS, 2, 0)
    assert (tempe.seller_id, tempe.name, tempe.price) == (store.id, "Keripik Tempe 250 g", 15_000)
    assert (tempe.shelf, tempe.category, tempe.stock) == ("Makanan Ringan", "snacks", 20)
    assert (batik.category, batik.stock) == ("fashion", None)


async def test_the_same_products_again_are_passed_over_and_what_changed_is_told(
    database: Database, file: Path
) -> None:
    await take(database, file, TEMPE, BATIK)
    known = await take(database, file, TEMPE, BATIK)
    same = await take(database, file, TEMPE, BATIK, forced=True)
    dearer = await take(database, file, TEMPE, BATIK.replace("250000", "275000"))
    assert known.already == LATER
    assert (same.unchanged, same.changed, same.unattached) == (2, 0, 2)
    assert (dearer.unchanged, dearer.changes) == (1, {"price": 1})


async def test_what_a_whole_list_lacks_is_gone_and_may_come_back(
    database: Database, file: Path
) -> None:
    await take(database, file, TEMPE, BATIK)
    gone = await take(database, file, TEMPE)
    assert [product.gone_at for product in await products(database)] == [None, LATER]
    back = await take(database, file, TEMPE, BATIK, "")
    assert (gone.gone, back.gone, back.changed) == (1, 0, 1)
    assert [product.gone_at for product in await products(database)] == [None, None]


async def test_what_a_category_costs_is_counted_with_each_list(
    database: Database, file: Path
) -> None:
    rows = [f"P{n},T1,Keripik {n},Makanan Ringan,{n}000," for n in range(1, 6)]
    await take(database, file, *rows)
    async with database.reading() as session:
        first = await price_range(session, category="snacks")
    await take(database, file, *rows[:4])
    async with database.reading() as session:
        second = await price_range(session, category="snacks")
    assert (first, second) == (PriceRange(1_000, 3_000, 5_000, 5), None)


async def test_products_of_an_unknown_store_wait_until_a_pull_brings_it(
    database: Database, file: Path, tmp_path: Path
) -> None:
    report = await take(database, file, TEMPE)
    assert (report.unattached, (await products(database))[0].seller_id) == (1, None)
    pull = write(tmp_path / "tarikan.csv", "T1,Dapur Sri", headings="ID Toko,Nama Toko")
    await take_in(database, pull, kind=ImportKind.SELLERS, now=NOW)
    (store,) = await all_of(database, Seller)
    assert (await products(database))[0].seller_id == store.id


async def test_rows_are_read_anew_where_our_words_for_categories_have_changed(
    database: Database, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    await take(database, file, TEMPE)
    otherwise = replace(
        SUBJECT,
        told={"category": ("shelf", elsewhere)},
        reading=lambda: shelves.reading() + "x",
    )
    monkeypatch.setitem(SUBJECTS, ImportKind.PRODUCTS, otherwise)
    report = await take(database, file, TEMPE, "")
    assert (report.changes, (await products(database))[0].category) == ({"category": 1}, "drinks")


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (",T1,Batik,Fesyen,1000,", "product_id_missing"),
        ("P1,,Batik,Fesyen,1000,", "seller_missing"),
        ("P1,T1,,Fesyen,1000,", "name_missing"),
        ("P1,T1,Batik,Fesyen,,", "price_missing"),
        ("P1,T1,Batik,Fesyen,seribu,", "number_invalid"),
        ("P1,T1,Batik,Fesyen,1000,-1", "number_negative"),
        (f"P1,T1,{'B' * 256},Fesyen,1000,", "too_long"),
    ],
)
def test_a_row_that_cannot_be_a_product_is_refused(file: Path, row: str, reason: str) -> None:
    write(file, row)
    table = open_file(file).table(PRODUCTS)
    (batch,) = table.batches()
    assert check(SUBJECT, table, batch, now=NOW).rejects["reason"].to_list() == [reason]
