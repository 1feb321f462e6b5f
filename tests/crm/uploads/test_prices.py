import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from crm.uploads.prices import PriceRange, count_prices, others_of, price_range
from models import Upload
from models.uploads import UploadState
from tests.support.builders import NOW, a_product, a_seller


@pytest.mark.parametrize(
    ("prices", "told"),
    [
        ((5, 10, 15, 20), None),
        ((5, 10, 15, 20, 25), PriceRange(5, 15, 25, 5)),
        (tuple(range(100, 0, -1)), PriceRange(10, 50, 90, 100)),
        ((7, 7, 7, 7, 7, 7), PriceRange(7, 7, 7, 6)),
        ((70, 10, 60, 20, 50, 30, 40), PriceRange(10, 40, 70, 7)),
    ],
)
async def test_the_middle_four_fifths_are_told_where_enough_is_known(
    session: AsyncSession, prices: tuple[int, ...], told: PriceRange | None
) -> None:
    store = await a_seller(session)
    for price in prices:
        await a_product(session, seller=store, price=price)
    await count_prices(session)
    assert await price_range(session, category="snacks") == told


async def test_what_is_gone_or_free_or_something_else_does_not_count(
    session: AsyncSession,
) -> None:
    store = await a_seller(session)
    others: tuple[dict[str, object], ...] = ({"gone_at": NOW}, {"price": 0}, {"category": "craft"})
    for facts in ({}, {}, {}, {}, *others):
        await a_product(session, seller=store, **facts)
    await count_prices(session)
    assert await price_range(session, category="snacks") is None


async def test_prices_are_counted_anew_for_each_category(session: AsyncSession) -> None:
    store = await a_seller(session)
    shelves = ("snacks", "snacks", "craft", "", "craft")
    products = [
        await a_product(session, seller=store, category=category, price=1_000 + at)
        for at, category in enumerate(shelves * 3)
    ]
    await count_prices(session)
    assert (await price_range(session, category="craft")) == PriceRange(1_002, 1_007, 1_014, 6)
    assert (await price_range(session, category="")) is None
    for product in products[:7]:
        product.gone_at = NOW
    await session.flush()
    await count_prices(session)
    session.expire_all()
    assert (await price_range(session, category="craft")) is None


async def test_the_stores_other_products_and_listings_are_named_once(
    session: AsyncSession,
) -> None:
    store, other = await a_seller(session), await a_seller(session)
    await a_product(session, seller=store, name="Keripik Tempe")
    await a_product(session, seller=store, name="Gone", gone_at=NOW)
    await a_product(session, seller=other, name="Another's")
    states = (UploadState.DRAFT, UploadState.DRAFT, UploadState.DISCARDED, UploadState.SENT)
    names = ("This one", "", "Thrown away", "Keripik Tempe")
    uploads = [
        Upload(seller_id=store.id or 0, state=state, name=name, created_at=NOW, updated_at=NOW)
        for state, name in zip(states, names, strict=True)
    ]
    session.add_all(uploads)
    await session.flush()
    found = await others_of(session, seller_id=store.id or 0, but=uploads[0].id or 0)
    assert found == ("Keripik Tempe",)
