"""What is known of the marketplace's products, to compare a listing with."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, Select, case, cast, delete, func, insert, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from models import CategoryPrices, Product, Upload
from models.uploads import UploadState

FEWEST = 5
"""Of fewer products no range is told."""
LOW, MEDIAN, HIGH = 10, 50, 90
"""Percentiles: four products of five lie between the outer two."""
MOST_NAMES = 200


@dataclass(frozen=True, slots=True)
class PriceRange:
    """What similar products cost, in whole rupiah."""

    low: int
    median: int
    high: int
    products: int


async def price_range(session: AsyncSession, *, category: str) -> PriceRange | None:
    """Return what the middle four fifths of a category's products cost, as far as enough is known.

    Each figure is a price that is really asked (nearest rank), so both databases say the same.
    """
    found = await session.get(CategoryPrices, category)
    if found is None:
        return None
    return PriceRange(found.low, found.median, found.high, found.products)


async def count_prices(session: AsyncSession) -> None:
    """Count anew what the products of each category cost, as a list of them was taken in."""
    into = ["category", "low", "median", "high", "products"]
    await session.execute(delete(CategoryPrices))
    await session.execute(insert(CategoryPrices).from_select(into, _counted()))


async def others_of(session: AsyncSession, *, seller_id: int, but: int) -> tuple[str, ...]:
    """Return what the store's other products and listings are called, each name once."""
    offered = select(col(Product.name)).where(
        col(Product.seller_id) == seller_id, col(Product.gone_at).is_(None)
    )
    listed = select(col(Upload.name)).where(
        col(Upload.seller_id) == seller_id,
        col(Upload.id) != but,
        col(Upload.state) != UploadState.DISCARDED,
        col(Upload.name) != "",
    )
    names: list[str] = []
    for named in (listed.order_by(col(Upload.id)), offered.order_by(col(Product.id))):
        names += await session.scalars(named.limit(MOST_NAMES))
    return tuple(dict.fromkeys(names))[:MOST_NAMES]


def _counted() -> Select[Any]:
    """Return the figures of each category, out of how often each price is asked."""
    category, price = col(Product.category), col(Product.price)
    priced = (
        select(category, price, func.count().label("products"))
        .where(category != "", price > 0, col(Product.gone_at).is_(None))
        .group_by(category, price)
        .subquery()
    )
    here = priced.c.category
    ranked = select(
        here,
        priced.c.price,
        func.sum(priced.c.products).over(partition_by=here, order_by=priced.c.price).label("upto"),
        cast(func.sum(priced.c.products).over(partition_by=here), BigInteger).label("products"),
    ).subquery()
    figures = (
        func.min(case((ranked.c.upto >= _place(percent, ranked.c.products), ranked.c.price)))
        for percent in (LOW, MEDIAN, HIGH)
    )
    return (
        select(ranked.c.category, *figures, ranked.c.products)
        .where(ranked.c.products >= FEWEST)
        .group_by(ranked.c.category, ranked.c.products)
    )


def _place(percent: int, products: ColumnElement[int]) -> ColumnElement[int]:
    """Return which of so many sorted prices is the percentile, from 1."""
    return (products * percent + 99) // 100
