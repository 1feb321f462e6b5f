"""Find stores."""

from sqlalchemy import and_, case, func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from crm.sellers.names import fold
from models import Seller

SHORTEST_PART = 3
"""Fewer letters than this name a store only where they are its whole name."""


async def by_phone(session: AsyncSession, *, phone: str) -> list[Seller]:
    """Return the stores with this number, which is in E.164, by name."""
    found = await session.scalars(
        select(Seller)
        .where(col(Seller.phone) == phone, col(Seller.portal_id).is_not(None))
        .order_by(col(Seller.store_name), col(Seller.id))
    )
    return list(found)


async def find_by_name(session: AsyncSession, text: str, *, limit: int = 5) -> list[Seller]:
    """Return the stores that `text` may mean, the likeliest first.

    A store's whole name comes before a name that begins with `text`, and that before one that
    has all of its words somewhere. Case, accents and punctuation do not matter.
    """
    key = fold(text)
    if not key:
        return []
    stored = col(Seller.store_key)
    whole, begins = stored == key, stored.startswith(key)
    has_all = and_(*(stored.contains(word) for word in key.split()))
    alike = has_all if len(key) >= SHORTEST_PART else whole
    found = await session.scalars(
        select(Seller)
        .where(col(Seller.portal_id).is_not(None), alike)
        .order_by(
            case((whole, 0), (begins, 1), else_=2), func.length(stored), stored, col(Seller.id)
        )
        .limit(limit)
    )
    return list(found)
