"""What follows once a pull's rows are stores: who is gone, whose sales waited, who is whose."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import CursorResult, exists, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from crm.imports.passing import SEEN, Passed
from models import Sale, Seller

MOST_GONE = 0.2
"""A file that lacks a larger share of the stores is a part of the pull: nobody is gone."""
FEW_GONE = 10
"""So few may be gone whatever their share."""


@dataclass(frozen=True, slots=True)
class Missing:
    """How many stores the file lacks, and whether it is only a part of the pull."""

    count: int
    partial: bool


async def missing(session: AsyncSession, passed: Passed | None) -> Missing:
    """Count the stores that were in the last pull and are not in this one."""
    if passed is None:
        return Missing(0, partial=False)
    present = await session.scalar(
        select(func.count())
        .select_from(Seller)
        .where(col(Seller.portal_id).is_not(None), col(Seller.gone_at).is_(None))
    )
    gone = (present or 0) - passed.known
    return Missing(gone, partial=gone > max(FEW_GONE, MOST_GONE * (present or 0)))


async def mark_gone(session: AsyncSession, *, now: datetime) -> int:
    """Mark the stores that the pull lacks, and return how many were there last time."""
    connection = await session.connection()
    marked: CursorResult[Any] = await connection.execute(
        update(Seller)
        .values(gone_at=now)
        .where(
            col(Seller.portal_id).is_not(None),
            col(Seller.gone_at).is_(None),
            ~exists().where(SEEN.c.id == col(Seller.portal_id)),
        ),
        execution_options={"preserve_rowcount": True},
    )
    return marked.rowcount


async def attach_sales(session: AsyncSession) -> int:
    """Give the sales of sellers that were not known to those who are now; return how many."""
    owner = (
        select(func.coalesce(col(Seller.merged_into), col(Seller.id)))
        .where(col(Seller.portal_id) == col(Sale.seller_ref))
        .scalar_subquery()
    )
    connection = await session.connection()
    attached: CursorResult[Any] = await connection.execute(
        update(Sale)
        .values(seller_id=owner)
        .where(
            col(Sale.seller_id).is_(None),
            exists().where(col(Seller.portal_id) == col(Sale.seller_ref)),
        ),
        execution_options={"preserve_rowcount": True},
    )
    return attached.rowcount
