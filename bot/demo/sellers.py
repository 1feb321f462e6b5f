"""A pull of the partner portal that could be real, but holds nobody who exists."""

import csv
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from random import Random

from bot.demo.lives import Life
from bot.demo.partners import partner_of
from bot.demo.stores import Store, provinces_of, store_of
from bot.demo.world import SEED, World, world_of

HEADINGS = (
    "ID Toko", "Nama Toko", "Nama Pemilik", "Email", "No. HP", "Alamat", "Kabupaten/Kota",
    "Provinsi", "Kategori", "Rumah BUMN", "Tanggal Bergabung", "Jumlah Produk",
    "Jumlah Transaksi", "Total Penjualan", "Login Terakhir",
)  # fmt: skip
LAST, THIS = 0, 1
"""Which of a world's two pulls."""

_IN_WORDS = 10
_MONTHS = (
    "Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September",
    "Oktober", "November", "Desember",
)  # fmt: skip


def write_portal_csv(path: Path, *, sellers: int = 2000, now: datetime, seed: int = SEED) -> None:
    """Write this week's pull: `sellers` rows that can be imported and six that cannot.

    The same arguments write the same file. From 38 sellers on each province has one.
    """
    write_pull(path, world_of(sellers=sellers, now=now, seed=seed), THIS)


def write_pull(path: Path, world: World, week: int) -> None:
    """Write a pull of `world` under the portal's headings."""
    rows = [_row(world, store, life, week) for store, life in world.stores if life.listed[week]]
    for number, row in enumerate(_bad_rows(world, week), start=1):
        rows.insert(number * len(rows) // 7, row)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(HEADINGS)
        writer.writerows(rows)


def _row(world: World, store: Store, life: Life, week: int) -> list[str]:
    trade = world.trade(store, life, world.pulls[week])
    login = life.logins[week]
    number, regency = store.number, store.regency
    return [
        store.portal_id,
        store.name,
        store.owner,
        store.email,
        store.phone,
        store.address,
        regency.replace("Kabupaten", "Kab.") if number % 3 else regency,
        store.province.name,
        store.category,
        partner_of(store),
        _day(life.joined, in_words=number % _IN_WORDS == 0),
        str(life.products[week]),
        str(trade.transactions),
        f"{trade.revenue:,}".replace(",", "."),
        f"{login:%Y-%m-%d %H:%M:%S}" if login else "",
    ]


def _day(day: datetime, *, in_words: bool) -> str:
    """Write a day in figures, or in words, as forms filled in by hand have it."""
    if in_words:
        return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"
    return f"{day:%d/%m/%Y}"


def _bad_rows(world: World, week: int) -> Iterator[list[str]]:
    """Yield rows with the faults that real pulls have."""
    random = Random(world.seed)  # noqa: S311 - the same faults each time, not a secret
    tomorrow = world.pulls[week] + timedelta(days=40)
    faults = (
        {"No. HP": "0861-23x5-6789"},
        {"No. HP": "0862 O345 6789"},
        {"Provinsi": "Jawa Utara"},
        {"Tanggal Bergabung": f"{tomorrow:%d/%m/%Y}"},
        {"Email": "toko.berkah@toko"},
        {"Nama Toko": ""},
    )
    lives = [life for _, life in world.stores]
    provinces = provinces_of(random, len(faults))
    for extra, (fault, province) in enumerate(zip(faults, provinces, strict=True)):
        store = store_of(random, len(world.stores) + extra, province)
        row = _row(world, store, lives[extra % len(lives)], week)
        yield [fault.get(heading, cell) for heading, cell in zip(HEADINGS, row, strict=True)]
