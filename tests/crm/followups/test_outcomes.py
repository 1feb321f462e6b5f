from datetime import timedelta

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from core.db import Database
from crm.followups import outcomes
from crm.followups.outcomes import WATCHED, Noted, are_behind, note
from crm.segments.operations import take_snapshot
from models import FollowUp, Seller, Tick
from models.followups import Ending
from models.sales import SaleStatus
from tests.support.builders import NOW, a_sale, a_seller
from tests.support.cadences import SETTINGS
from tests.support.rows import all_of, store
from tests.support.runs import a_run

DAY = timedelta(days=1)
ENTERED = NOW - 10 * DAY


async def a_followup(session: AsyncSession, *, seller: Seller, **facts: object) -> None:
    """Store a run of a store."""
    session.add(a_run(seller.id or 0, **facts))
    await session.flush()


async def noted(database: Database, *, after: timedelta = timedelta()) -> FollowUp:
    """Note outcomes, and return the one follow-up as it is then."""
    await note(database, now=NOW + after)
    (row,) = await all_of(database, FollowUp)
    return row


async def test_a_login_since_entering_is_noted_with_its_own_moment(database: Database) -> None:
    login = ENTERED + timedelta(days=3, microseconds=1)
    async with database.transaction() as session:
        await a_followup(session, seller=await a_seller(session, last_login=login))
    assert (await noted(database)).returned_at == login


@pytest.mark.parametrize("login", [None, ENTERED - DAY, ENTERED])
async def test_a_login_before_entering_is_no_return(database: Database, login: object) -> None:
    async with database.transaction() as session:
        await a_followup(session, seller=await a_seller(session, last_login=login))
    assert (await noted(database)).returned_at is None


async def test_what_was_seen_first_stays(database: Database) -> None:
    first = ENTERED + DAY
    async with database.transaction() as session:
        seller = await a_seller(session, last_login=first, products=3)
        await a_followup(session, seller=seller)
    await noted(database)
    async with database.transaction() as session:
        again = await session.get_one(Seller, seller.id)
        again.last_login, again.products = first + 5 * DAY, 9
    row = await noted(database, after=6 * DAY)
    assert (row.returned_at, row.product_at) == (first, NOW)


async def test_a_first_product_is_noted_when_it_is_seen(database: Database) -> None:
    async with database.transaction() as session:
        await a_followup(session, seller=await a_seller(session, products=1))
    assert (await noted(database, after=DAY)).product_at == NOW + DAY


@pytest.mark.parametrize(("before", "today"), [(0, 0), (2, 5), (2, 0)])
async def test_more_of_what_was_there_is_no_first_product(
    database: Database, before: int, today: int
) -> None:
    async with database.transaction() as session:
        await a_followup(session, seller=await a_seller(session, products=today), products=before)
    assert (await noted(database)).product_at is None


async def test_a_first_sale_has_the_day_of_its_order(database: Database) -> None:
    async with database.transaction() as session:
        seller = await a_seller(session, transactions=2)
        await a_followup(session, seller=seller)
        await a_sale(session, seller=seller, at=NOW + DAY)
        await a_sale(session, seller=seller, at=ENTERED + 4 * DAY)
        await a_sale(session, seller=seller, at=ENTERED + 2 * DAY)
        await a_sale(session, seller=seller, at=ENTERED + DAY, status=SaleStatus.CANCELLED)
    assert (await noted(database)).sold_at == ENTERED + 2 * DAY


async def test_without_orders_the_pull_tells_of_a_first_sale(database: Database) -> None:
    async with database.transaction() as session:
        await a_followup(session, seller=await a_seller(session, transactions=1))
    assert (await noted(database)).sold_at == NOW


async def test_a_store_that_had_sold_before_sells_no_first_time(database: Database) -> None:
    async with database.transaction() as session:
        known, late = await a_seller(session, transactions=9), await a_seller(session)
        await a_followup(session, seller=known, transactions=4)
        await a_followup(session, seller=late)
        for seller in (known, late):
            await a_sale(session, seller=seller, at=ENTERED + DAY)
        await a_sale(session, seller=late, at=ENTERED - DAY)
    await note(database, now=NOW)
    assert [row.sold_at for row in await all_of(database, FollowUp)] == [None, None]


@pytest.mark.parametrize(
    "facts",
    [
        {"control": True},
        {"ended_at": NOW - DAY, "ending": Ending.ANSWERED},
        {"ended_at": NOW - DAY, "ending": Ending.FINISHED, "control": True},
    ],
)
async def test_who_is_only_watched_or_has_left_is_noted_too(
    database: Database, facts: dict[str, object]
) -> None:
    async with database.transaction() as session:
        await a_followup(session, seller=await a_seller(session, products=1), **facts)
    assert (await noted(database)).product_at == NOW


async def test_who_entered_long_ago_is_looked_at_no_more(database: Database) -> None:
    async with database.transaction() as session:
        await a_followup(
            session, seller=await a_seller(session, products=1), entered_at=NOW - WATCHED
        )
    assert (await noted(database)).product_at is None


async def test_what_was_merged_into_another_store_tells_nothing_of_this_one(
    database: Database,
) -> None:
    async with database.transaction() as session:
        kept = await a_seller(session, products=7)
        await a_followup(session, seller=kept, ended_at=NOW, ending=Ending.WITHDRAWN)
    assert (await noted(database)).product_at is None


async def test_it_counts_what_is_new_and_twice_adds_nothing(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(outcomes, "SLICE", 2)
    async with database.transaction() as session:
        for products in (0, 1, 1, 1, 1, 1):
            seller = await a_seller(session, products=products, last_login=ENTERED + DAY)
            await a_followup(session, seller=seller)
    assert await note(database, now=NOW) == Noted(returned=6, product=5, sold=0)
    assert await note(database, now=NOW + DAY) == Noted(returned=0, product=0, sold=0)
    rows = await all_of(database, FollowUp)
    assert [row.product_at for row in rows] == [None, *[NOW] * 5]
    assert {row.returned_at for row in rows} == {ENTERED + DAY}


async def test_it_is_behind_once_stores_were_counted_again(database: Database) -> None:
    async with database.reading() as session:
        assert not await are_behind(session)
    await store(database, Tick(name=outcomes.JOB, last=NOW))
    await take_snapshot(database, now=NOW, settings=SETTINGS)
    async with database.reading() as session:
        assert not await are_behind(session)
    await take_snapshot(database, now=NOW + DAY, settings=SETTINGS)
    async with database.reading() as session:
        assert await are_behind(session)
