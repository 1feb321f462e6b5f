"""Which store a letter was for."""

from typing import ClassVar

from sqlalchemy.ext.asyncio import AsyncSession

from crm.errors import CrmError
from models import Seller

LONGEST_CHAIN = 20
"""Merges of merges; nobody merges more."""


class StoreGone(CrmError):
    """The store is not kept any more."""

    code: ClassVar[str] = "store_gone"


async def store_behind(session: AsyncSession, *, seller_id: int) -> Seller:
    """Return the store, or the one that it was merged into.

    Raises:
        StoreGone: there is none any more.
    """
    number: int | None = seller_id
    for _ in range(LONGEST_CHAIN):
        seller = await session.get(Seller, number)
        if seller is None:
            break
        if seller.merged_into is None:
            return seller
        number = seller.merged_into
    message = "The store is not kept any more."
    raise StoreGone(message, seller_id=seller_id)
