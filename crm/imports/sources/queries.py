"""Read what came of sources, and when sellers were pulled."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import exists, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from crm.imports.sources.payloads import LastPull
from models import ImportBatch, ImportOrder, Staff
from models.imports import ImportKind, ImportSource, ImportState

OPEN = (ImportState.WAITING, ImportState.CONFIRMED)


async def orders_of(
    session: AsyncSession, *, names: Collection[str]
) -> dict[tuple[str, str | None], ImportOrder]:
    """Return the orders for files of the watched folder by these names, by name and mark."""
    found = await session.scalars(
        select(ImportOrder).where(
            col(ImportOrder.source) == ImportSource.FOLDER, col(ImportOrder.place).in_(names)
        )
    )
    return {(order.place, order.mark): order for order in found}


async def open_places(session: AsyncSession, *, source: ImportSource) -> set[str]:
    """Return for which places of a source there are orders still to be carried out."""
    found = await session.scalars(
        select(col(ImportOrder.place)).where(
            col(ImportOrder.source) == source, col(ImportOrder.state).in_(OPEN)
        )
    )
    return set(found)


async def is_pulled(session: AsyncSession, *, since: datetime) -> bool:
    """Tell whether sellers were pulled: taken in, found to be known already, or in hand now."""
    is_recent = col(ImportOrder.updated_at) >= since
    is_known = is_recent & (col(ImportOrder.state) == ImportState.DONE)
    is_open = is_recent & col(ImportOrder.state).in_(OPEN)
    of_sellers = or_(
        col(ImportOrder.kind) == ImportKind.SELLERS,
        col(ImportOrder.kind).is_(None) & is_open,
    )
    taken_in = exists().where(
        col(ImportBatch.kind) == ImportKind.SELLERS, col(ImportBatch.at) >= since
    )
    ordered = exists().where(of_sellers, or_(is_known, is_open))
    return bool(await session.scalar(select(or_(taken_in, ordered))))


async def last_pull(session: AsyncSession) -> LastPull | None:
    """Return the pull of sellers that was taken in last."""
    found = await session.execute(
        select(ImportBatch, col(Staff.name))
        .outerjoin(Staff, col(Staff.id) == col(ImportBatch.staff_id))
        .where(col(ImportBatch.kind) == ImportKind.SELLERS)
        .order_by(col(ImportBatch.id).desc())
        .limit(1)
    )
    row = found.first()
    if row is None:
        return None
    batch, name = row
    return LastPull(file_name=batch.file_name, at=batch.at, source=batch.source, by=name or "")
