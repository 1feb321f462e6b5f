"""What is known of the marketplace's products, to compare a listing with."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from models import Product, Upload
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
    products = await session.scalar(select(func.count()).where(*_priced(category))) or 0
    if products < FEWEST:
        return None
    low, median, high = (
        _at(category, rank_of(percent, products)) for percent in (LOW, MEDIAN, HIGH)
    )
    found = await session.execute(select(low, median, high))
    return PriceRange(*found.one().tuple(), products)


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


def rank_of(percent: int, count: int) -> int:
    """Return which of `count` sorted values is the percentile, from 0."""
    return -(-percent * count // 100) - 1


def _at(category: str, rank: int) -> ColumnElement[int]:
    return (
        select(col(Product.price))
        .where(*_priced(category))
        .order_by(col(Product.price))
        .offset(rank)
        .limit(1)
        .scalar_subquery()
    )


def _priced(category: str) -> tuple[ColumnElement[bool], ...]:
    return (
        col(Product.category) == category,
        col(Product.gone_at).is_(None),
        col(Product.price) > 0,
    )
