import asyncio
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, event, update
from sqlmodel import col

from core.db import Database
from core.settings import Settings
from crm.segments import queries
from crm.segments.counting import count
from crm.segments.operations import take_snapshot
from crm.segments.picks import Pick
from crm.segments.rules import Thresholds
from crm.segments.summary import Move, Summary
from models import Sale, SegmentWeek, Seller, SellerSnapshot
from models.segments import Lifecycle
from tests.support.builders import NOW, a_sale, a_seller
from tests.support.rows import all_of

WEEK = timedelta(weeks=1)
SETTINGS = Settings.load(None)


def ago(days: float) -> datetime:
    return NOW - timedelta(days=days)


async def a_store(
    database: Database,
    name: str,
    *,
    login: datetime | None,
    sales: Sequence[tuple[float, int]] = (),
) -> int:
    """Store a seller and what it sold: (days ago, rupiah)."""
    async with database.transaction() as session:
        store = await a_seller(session, store_name=name, last_login=login)
        for days, amount in sales:
            await a_sale(session, seller=store, at=ago(days), amount=amount)
    return store.id or 0


async def snapshot(database: Database, at: datetime = NOW) -> Summary:
    return await take_snapshot(database, now=at, settings=SETTINGS)


async def change(database: Database, seller_id: int, **facts: object) -> None:
    async with database.transaction() as session:
        await session.execute(update(Seller).where(col(Seller.id) == seller_id).values(facts))


async def test_a_snapshot_keeps_how_each_store_stands(database: Database) -> None:
    store = await a_store(database, "Batik", login=ago(20), sales=[(30, 5_000), (20, 1_000)])
    silent = await a_store(database, "Sunyi", login=None)
    summary = await snapshot(database)
    first, second = await all_of(database, SellerSnapshot)
    assert first.model_dump() == {
        "week": "2026-W47",
        "seller_id": store,
        "at": NOW,
        "lifecycle": Lifecycle.SLOWING,
        "last_sale": ago(20),
        "frequency": 2,
        "monetary": 6_000,
        "r": 1,
        "f": 1,
        "m": 1,
        "products": 12,
        "transactions": 0,
        "revenue": 0,
        "last_login": ago(20),
    }
    assert (second.seller_id, second.lifecycle, second.r) == (silent, Lifecycle.INVITED, None)
    assert (summary.stores, summary.since) == (2, None)


async def test_the_same_week_again_replaces_it(database: Database) -> None:
    store = await a_store(database, "Batik", login=ago(1))
    merged = await a_store(database, "Kembar", login=ago(1))
    await snapshot(database)
    await change(database, store, last_login=ago(30))
    await change(database, merged, merged_into=store)
    summary = await snapshot(database, NOW + timedelta(days=1))
    (row,) = await all_of(database, SellerSnapshot)
    assert (row.seller_id, row.lifecycle) == (store, Lifecycle.SLOWING)
    (week,) = await all_of(database, SegmentWeek)
    assert Summary.from_json(week.summary) == summary
    assert await snapshot(database, NOW + timedelta(days=1)) == summary


async def test_a_new_count_forgets_the_files_of_the_last(database: Database) -> None:
    await snapshot(database)
    async with database.transaction() as session:
        values = {"chart_id": 1, "sheet_id": 2, "made_at": NOW}
        await session.execute(update(SegmentWeek).values(values))
    await snapshot(database)
    (week,) = await all_of(database, SegmentWeek)
    assert (week.chart_id, week.sheet_id, week.made_at) == (None, None, None)


async def test_a_count_that_was_overtaken_is_thrown_away(database: Database) -> None:
    store = await a_store(database, "Batik", login=ago(1))
    later = await snapshot(database, NOW + timedelta(hours=1))
    await change(database, store, last_login=None)
    assert await snapshot(database) == later
    (row,) = await all_of(database, SellerSnapshot)
    assert row.lifecycle is Lifecycle.ACTIVE


async def test_two_counts_at_once_leave_one_week(database: Database) -> None:
    for number in range(5):
        await a_store(database, f"Toko {number}", login=ago(number), sales=[(number, number)])
    await asyncio.gather(*(snapshot(database) for _ in range(3)))
    rows = await all_of(database, SellerSnapshot)
    assert len(rows) == 5


async def test_nobody_waits_while_stores_are_counted(
    database: Database, database_url: str
) -> None:
    await a_store(database, "Batik", login=ago(1))
    async with database.workbench() as bench, bench.preparing() as counting:
        bounds = Thresholds().at(NOW)
        await count(counting, bounds=bounds, since=None)
        other = Database(database_url)
        async with asyncio.timeout(5), other.transaction() as session:
            await a_seller(session)
        await other.close()


async def test_movement_since_the_week_before_is_told(database: Database) -> None:
    slipping = await a_store(database, "Turun", login=ago(8), sales=[(10, 9_000)])
    back = await a_store(database, "Kembali", login=ago(300), sales=[(300, 500)])
    gone = await a_store(database, "Digabung", login=ago(8))
    await snapshot(database, NOW - WEEK)
    fresh = await a_store(database, "Baru", login=ago(1))
    await change(database, slipping, last_login=ago(20))
    await change(database, back, last_login=ago(1))
    await change(database, gone, merged_into=fresh)
    async with database.transaction() as session:
        await session.execute(delete(Sale).where(col(Sale.seller_id) == slipping))
    summary = await snapshot(database)
    assert summary.since == "2026-W46"
    assert set(summary.moves) == {
        Move(Lifecycle.ACTIVE, Lifecycle.SLOWING, 1),
        Move(Lifecycle.LOST, Lifecycle.ACTIVE, 1),
        Move(None, Lifecycle.ACTIVE, 1),
        Move(Lifecycle.ACTIVE, None, 1),
    }
    assert (summary.slipped, summary.come_back) == (1, 1)
    assert summary.named[Pick.SLIPPED] == (slipping,)
    assert summary.named[Pick.COME_BACK] == (back,)
    assert summary.counts == {Lifecycle.ACTIVE: 2, Lifecycle.SLOWING: 1}
    assert summary.counts_before == {Lifecycle.ACTIVE: 2, Lifecycle.LOST: 1}


async def test_a_week_is_compared_with_the_last_one_that_was_counted(database: Database) -> None:
    await snapshot(database, NOW - 5 * WEEK)
    await snapshot(database, NOW - 3 * WEEK)
    await snapshot(database, NOW + WEEK)
    assert (await snapshot(database)).since == "2026-W44"


async def test_good_sellers_who_go_quiet_are_at_risk(database: Database) -> None:
    kinds = (
        (1, 1, 900),  # sells much, and is active
        (30, 30, 800),  # sold much, and slows down
        (1, 200, 950),  # sold much, and has not for long
        (30, 30, 10),  # sells little, and slows down
        *((1, 2, 10) for _ in range(4)),
    )
    stores = [
        await a_store(database, f"{number}", login=ago(login), sales=[(sold, amount)] * 2)
        for number, (login, sold, amount) in enumerate(kinds)
    ]
    summary = await snapshot(database)
    assert summary.named[Pick.AT_RISK] == (stores[2], stores[1])
    assert summary.at_risk == 2
    assert summary.named[Pick.TOP][:3] == (stores[2], stores[0], stores[1])


async def test_few_rupiah_or_a_fresh_sale_alone_do_not_take_the_risk_away(
    database: Database,
) -> None:
    for number in range(6):
        await a_store(database, f"{number}", login=ago(1), sales=[(300, 10)])
    many = await a_store(database, "many orders, long ago", login=ago(1), sales=[(340, 1)] * 5)
    fresh = await a_store(database, "much, and slows down", login=ago(30), sales=[(20, 900)])
    assert (await snapshot(database)).named[Pick.AT_RISK] == (fresh, many)


async def test_named_stores_are_called_as_today(database: Database) -> None:
    store = await a_store(database, "Lama", login=ago(1), sales=[(1, 100)])
    summary = await snapshot(database)
    await change(database, store, store_name="Baru")
    async with database.reading() as session:
        named = await queries.named(session, summary)
    assert [line.store for line in named[Pick.TOP]] == ["Baru"]


async def test_sales_are_read_from_the_index_that_holds_them_by_store(sqlite_url: str) -> None:
    database = Database(sqlite_url)
    said: list[tuple[str, Any]] = []

    @event.listens_for(database.engine.sync_engine, "before_cursor_execute")
    def hear(*call: Any) -> None:  # noqa: ANN401 - SQLAlchemy's arguments
        said.append((call[2], call[3]))

    async with database.reading() as session:
        await count(session, bounds=Thresholds().at(NOW), since=None)
        statement, values = next(one for one in said if "FROM sale" in one[0])
        connection = await session.connection()
        plan = await connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values)
        assert "ix_sale_seller" in str(plan.all())
    await database.close()
