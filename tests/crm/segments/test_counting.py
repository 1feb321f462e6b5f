"""What is counted in SQL is what the rule says, and what polars makes of the same sales."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

import polars as pl
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from sqlalchemy import insert, select
from sqlalchemy.ext.asyncio import AsyncSession

from core.db import Database
from crm.segments.counting import count
from crm.segments.counting import standing as counted
from crm.segments.rules import Standing, Thresholds, lifecycle
from models import Sale, Seller
from models.sales import SaleStatus
from tests.support.builders import NOW

THRESHOLDS = Thresholds()
BOUNDS = THRESHOLDS.at(NOW)
INSTANT = timedelta(microseconds=1)
MEASURES = ("r", "f", "m")


@dataclass(frozen=True, slots=True)
class Line:
    """One product of an order; `order` is its number within the store."""

    order: int
    at: datetime
    amount: int
    status: SaleStatus = SaleStatus.COMPLETED


@dataclass(frozen=True, slots=True)
class Store:
    """A row of `seller` and what it sold."""

    lines: tuple[Line, ...] = ()
    is_store: bool = True
    merged: bool = False
    gone: bool = False
    joined: date | None = date(2025, 1, 1)
    products: int = 3
    last_login: datetime | None = None


EDGES = [BOUNDS.active, BOUNDS.slowing, BOUNDS.lost, BOUNDS.window, BOUNDS.at]
MOMENTS = st.one_of(
    st.sampled_from(
        [edge + nudge for edge in EDGES for nudge in (-INSTANT, 0 * INSTANT, INSTANT)]
    ),
    st.integers(0, 500).map(lambda days: NOW - timedelta(days=days)),
)
LINES = st.builds(
    Line,
    order=st.integers(1, 3),
    at=MOMENTS,
    amount=st.sampled_from((0, 1, 5, 1_250_000)),
    status=st.sampled_from(SaleStatus),
)
STORES = st.builds(
    Store,
    lines=st.lists(LINES, max_size=4).map(tuple),
    is_store=st.sampled_from((True, True, True, False)),
    merged=st.sampled_from((False, False, False, True)),
    gone=st.booleans(),
    joined=st.none() | st.sampled_from([BOUNDS.new + timedelta(days=n) for n in (-1, 0, 1)]),
    products=st.integers(0, 1),
    last_login=st.none() | MOMENTS,
)
TOWNS = st.lists(STORES, max_size=12)
on_each_database = settings(
    max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


async def count_in(database: Database, town: Sequence[Store]) -> dict[int, Any]:
    """Return what is counted of a town by the number of the store, and leave nothing."""
    async with database.reading() as session:
        await settle(session, town)
        await count(session, bounds=BOUNDS, since=None)
        return {row.seller_id - 1: row for row in await session.execute(select(counted))}


async def settle(session: AsyncSession, town: Sequence[Store]) -> None:
    """Write a town's rows, without committing."""
    sellers = [_seller(number, store) for number, store in enumerate(town)]
    sales = [
        _sale(number, place, line)
        for number, store in enumerate(town)
        for place, line in enumerate(store.lines)
    ]
    for table, rows in ((Seller, sellers), (Sale, sales)):
        if rows:
            await session.execute(insert(table), rows)


def _seller(number: int, store: Store) -> dict[str, Any]:
    return {
        "id": number + 1,
        "portal_id": f"P{number}" if store.is_store else None,
        "store_name": f"Toko {number}",
        "merged_into": 1 if store.merged and number else None,
        "gone_at": NOW if store.gone else None,
        "joined": store.joined,
        "products": store.products,
        "last_login": store.last_login,
        "created_at": NOW,
        "updated_at": NOW,
    }


def _sale(number: int, place: int, line: Line) -> dict[str, Any]:
    return {
        "order_id": f"{number}-{line.order}",
        "product": f"{place}",
        "seller_ref": f"P{number}",
        "seller_id": number + 1,
        "at": line.at,
        "amount": line.amount,
        "status": line.status,
    }


def stores_of(town: Sequence[Store]) -> dict[int, Store]:
    return {
        number: store
        for number, store in enumerate(town)
        if store.is_store and not (store.merged and number)
    }


def in_polars(town: Sequence[Store]) -> dict[int, dict[str, int]]:
    """Score by ranks, as the definition has it; a store without an order has no scores."""
    rows = [
        {"store": number, "order": line.order, "at": line.at, "amount": line.amount}
        for number, store in stores_of(town).items()
        for line in store.lines
        if line.status is not SaleStatus.CANCELLED and BOUNDS.window < line.at <= NOW
    ]
    if not rows:
        return {}
    measured = (
        pl.DataFrame(rows)
        .group_by("store")
        .agg(
            r=pl.col("at").max(),
            f=pl.col("order").n_unique(),
            m=pl.col("amount").sum(),
        )
    )
    smaller = pl.col(MEASURES).rank("min").cast(pl.Int64) - 1
    scored = measured.with_columns(smaller * 5 // measured.height + 1)
    return {row.pop("store"): row for row in scored.to_dicts()}


async def test_nobody_is_counted_in_an_empty_town(database: Database) -> None:
    assert await count_in(database, []) == {}


@on_each_database
@given(town=TOWNS)
@example(town=[Store(last_login=edge) for edge in EDGES])
@example(town=[Store((Line(1, edge, 5),)) for edge in EDGES])
async def test_every_store_stands_where_the_rule_says(
    database: Database, town: list[Store]
) -> None:
    rows = await count_in(database, town)
    assert rows.keys() == stores_of(town).keys()
    for number, store in stores_of(town).items():
        sold = [
            line.at
            for line in store.lines
            if line.status is not SaleStatus.CANCELLED and line.at <= NOW
        ]
        standing = Standing(
            gone=store.gone,
            joined=store.joined,
            products=store.products,
            last_login=store.last_login,
            last_sale=max(sold, default=None),
        )
        assert rows[number].lifecycle is lifecycle(standing, BOUNDS)
        assert rows[number].last_sale == standing.last_sale


@on_each_database
@given(town=TOWNS)
@example(town=[Store((Line(1, NOW, 5), Line(1, NOW, 5)))])
@example(town=[Store((Line(1, BOUNDS.window, 5),)), Store((Line(1, BOUNDS.window + INSTANT, 5),))])
@example(town=[Store((Line(1, NOW, 5, SaleStatus.CANCELLED),)), Store((Line(1, NOW, 5),))])
@example(town=[Store((Line(1, NOW, amount),)) for amount in (3, 1, 2)])
@example(town=[Store((Line(1, NOW, 7),)) for _ in range(9)])
async def test_scores_are_those_of_polars(database: Database, town: list[Store]) -> None:
    rows = await count_in(database, town)
    scores = {
        number: {measure: getattr(row, measure) for measure in MEASURES}
        for number, row in rows.items()
        if row.frequency
    }
    assert scores == in_polars(town)
    assert all(
        (row.r, row.f, row.m, row.monetary) == (None, None, None, 0)
        for row in rows.values()
        if not row.frequency
    )


async def test_ten_stores_fall_into_quintiles_of_two(database: Database) -> None:
    town = [Store((Line(1, NOW - timedelta(days=n), 100 - n),)) for n in range(10)]
    rows = await count_in(database, town)
    assert [rows[n].r for n in range(10)] == [5, 5, 4, 4, 3, 3, 2, 2, 1, 1]
    assert [rows[n].m for n in range(10)] == [5, 5, 4, 4, 3, 3, 2, 2, 1, 1]
    assert {rows[n].f for n in range(10)} == {1}, "who is like all others is in the first quintile"


async def test_an_order_of_three_products_is_one_order(database: Database) -> None:
    lines = (Line(1, NOW, 10), Line(1, NOW, 20), Line(1, NOW, 30), Line(2, NOW, 40))
    rows = await count_in(database, [Store(lines)])
    assert (rows[0].frequency, rows[0].monetary) == (2, 100)


@pytest.mark.parametrize("kind", ["visitor", "merged"])
async def test_who_is_no_store_of_its_own_takes_up_no_place(database: Database, kind: str) -> None:
    first = Store((Line(1, NOW, 1),))
    other = Store((Line(1, NOW, 9),), is_store=kind != "visitor", merged=kind == "merged")
    rows = await count_in(database, [first, other, Store((Line(1, NOW, 5),))])
    assert {number: row.m for number, row in rows.items()} == {0: 1, 2: 3}


async def test_where_a_store_stood_before_is_remembered(database: Database) -> None:
    async with database.reading() as session:
        await settle(session, [Store()])
        await count(session, bounds=BOUNDS, since="2026-W46")
        (row,) = await session.execute(select(counted))
    assert (row.before, row.week) == (None, "2026-W47")
