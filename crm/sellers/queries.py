"""Find stores. A row that was merged into another store is none any more."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from crm.sellers.names import fold
from models import Seller

SHORTEST_PART = 3
"""Fewer letters than this name a store only where they are its whole name."""
MOST_MERGES = 10
"""How many merges in a row are followed; a ring of them, which nobody should make, ends here."""


async def by_phone(session: AsyncSession, *, phone: str) -> list[Seller]:
    """Return the stores with this number, which is in E.164, by name."""
    found = await session.scalars(
        select(Seller)
        .where(
            col(Seller.phone) == phone,
            col(Seller.portal_id).is_not(None),
            col(Seller.merged_into).is_(None),
        )
        .order_by(col(Seller.store_name), col(Seller.id))
    )
    return list(found)


async def province_of(session: AsyncSession, *, seller_id: int) -> str:
    """Return the province of a store; empty where it is not known, or the store is gone."""
    found = select(col(Seller.province)).where(col(Seller.id) == seller_id)
    return await session.scalar(found) or ""


async def find_by_name(session: AsyncSession, text: str, *, limit: int = 5) -> list[Seller]:
    """Return the stores that `text` may mean, the likeliest first.

    A store's whole name comes before a name that begins with `text`, and that before one that
    has all of its words somewhere. Case, accents and punctuation do not matter.
    """
    key = fold(text)
    if not key:
        return []
    found = await session.scalars(
        _named(key).where(col(Seller.merged_into).is_(None)).limit(limit)
    )
    return list(found)


async def ever_called(session: AsyncSession, text: str, *, limit: int) -> list[Seller]:
    """Return the stores that were ever called exactly so, which an index finds."""
    key = fold(text)
    if not key:
        return []
    found = await session.scalars(
        select(Seller)
        .where(col(Seller.store_key) == key, col(Seller.portal_id).is_not(None))
        .order_by(col(Seller.id))
        .limit(limit)
    )
    return await kept(session, list(found))


async def ever_named(session: AsyncSession, text: str, *, limit: int) -> list[Seller]:
    """Return what `find_by_name` does, and stores by the name of one that was merged into them."""
    key = fold(text)
    if not key:
        return []
    alike, order = _alike(key)
    first = select(col(Seller.id)).where(alike).order_by(*order).limit(limit)
    found = await session.scalars(
        select(Seller)
        .where(col(Seller.id).in_(first), col(Seller.portal_id).is_not(None))
        .order_by(*order)
    )
    return await kept(session, list(found))


async def kept(session: AsyncSession, found: Sequence[Seller]) -> list[Seller]:
    """Return the stores that these rows are today, in their order, each of them once."""
    rows = {row.id: row for row in found}
    for _ in range(MOST_MERGES):
        missing = {row.merged_into for row in rows.values() if row.merged_into is not None}
        missing -= rows.keys()
        if not missing:
            break
        for row in await session.scalars(select(Seller).where(col(Seller.id).in_(missing))):
            rows[row.id] = row
    today = (_end(row, rows) for row in found)
    return list({row.id: row for row in today}.values())


def _end(row: Seller, rows: dict[int | None, Seller]) -> Seller:
    for _ in range(MOST_MERGES):
        following = rows.get(row.merged_into) if row.merged_into is not None else None
        if following is None:
            break
        row = following
    return row


def _named(key: str) -> Select[Seller]:
    alike, order = _alike(key)
    return select(Seller).where(col(Seller.portal_id).is_not(None), alike).order_by(*order)


def _alike(key: str) -> tuple[ColumnElement[bool], tuple[Any, ...]]:
    """Tell which stores `key` may mean, the likeliest first, by what an index of names has."""
    stored = col(Seller.store_key)
    whole, begins = stored == key, stored.startswith(key)
    has_all = and_(*(stored.contains(word) for word in key.split()))
    alike = has_all if len(key) >= SHORTEST_PART else whole
    likeliest = case((whole, 0), (begins, 1), else_=2)
    return alike, (likeliest, func.length(stored), stored, col(Seller.id))
