"""Give each store its partner."""

from typing import Any

from sqlalchemy import ColumnElement, CursorResult, case, exists, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from models import Partner, Seller


async def assign(session: AsyncSession, *, batch_id: int | None = None) -> int:
    """Give stores the nearest partner and return how many got another one than before.

    Nearest is one of the store's own regency, else of its province; of several the one that the
    portal names for the store, else the one that was there first. With `batch_id` only stores
    that this import touched are looked at.
    """
    if not await session.scalar(select(exists().where(col(Partner.id).is_not(None)))):
        return 0
    stores: list[ColumnElement[bool]] = [
        col(Seller.portal_id).is_not(None),
        col(Seller.merged_into).is_(None),
    ]
    if batch_id is not None:
        stores.append(col(Seller.batch_id) == batch_id)
    place = (
        select(col(Seller.province), col(Seller.regency), col(Seller.partner))
        .where(*stores)
        .distinct()
        .subquery("place")
    )
    nearness = (
        case((col(Partner.regency) == place.c.regency, 0), else_=1),
        case((col(Partner.name) == place.c.partner, 0), else_=1),
        col(Partner.id),
    )
    ranked = (
        select(
            place,
            col(Partner.id).label("partner_id"),
            func.row_number().over(partition_by=tuple(place.c), order_by=nearness).label("rank"),
        )
        .outerjoin(Partner, col(Partner.province) == place.c.province)
        .subquery("ranked")
    )
    found = select(ranked).where(ranked.c.rank == 1).subquery("found")
    connection = await session.connection()
    assigned: CursorResult[Any] = await connection.execute(
        update(Seller)
        .values(partner_id=found.c.partner_id)
        .where(
            *stores,
            col(Seller.province) == found.c.province,
            col(Seller.regency) == found.c.regency,
            col(Seller.partner) == found.c.partner,
            col(Seller.partner_id).is_distinct_from(found.c.partner_id),
        ),
        execution_options={"preserve_rowcount": True},
    )
    return assigned.rowcount
