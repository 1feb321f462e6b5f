"""What the demo's stores sold, as the marketplace's list of orders has it."""

import csv
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from bot.demo.lives import Life
from bot.demo.stores import Store
from bot.demo.world import World

HEADINGS = ("No. Pesanan", "ID Toko", "Tanggal", "Produk", "Jumlah", "Total", "Status")

Row = tuple[str, str, str, str, int, str, str]


def write_sales_csv(
    path: Path, world: World, *, until: datetime, since: datetime | None = None
) -> None:
    """Write the orders from `since`, or of the whole year, as they are at `until`.

    Some are of stores that no pull has yet, and some of such as none will have.
    """
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(HEADINGS)
        for store, life in world.stores:
            writer.writerows(_rows(world, store, life, since or world.year.first, until))


def _rows(
    world: World, store: Store, life: Life, since: datetime, until: datetime
) -> Iterator[Row]:
    for order in world.orders(store, life):
        if not since <= order.at <= until:
            continue
        at, status = f"{order.at:%d/%m/%Y %H:%M}", order.status(until)
        for line in order.lines:
            amount = f"{line.amount:,}".replace(",", ".")
            yield (
                order.number,
                store.portal_id,
                at,
                line.product,
                line.quantity,
                amount,
                status,
            )
