"""What was taken in before."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Column, exists, func
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select

from models import ImportBatch, ImportConflict, ImportReject
from models.imports import ImportKind


async def batch_with(
    session: AsyncSession, *, kind: ImportKind, digest: str
) -> ImportBatch | None:
    """Return the last import of this kind from a file of this content."""
    found = await session.execute(
        select(ImportBatch)
        .where(ImportBatch.digest == digest, ImportBatch.kind == kind)
        .order_by(col(ImportBatch.id).desc())
        .limit(1)
    )
    return found.scalars().first()


async def last_batch_id(session: AsyncSession) -> int:
    """Return the id of the last import of any kind; 0 where there was none."""
    found = await session.execute(select(func.max(col(ImportBatch.id))))
    return found.scalar() or 0


async def has_any(session: AsyncSession, key: Column[Any]) -> bool:
    """Tell whether a table has any row that a file could speak of."""
    return bool(await session.scalar(select(exists().where(key.is_not(None)))))


async def batches(session: AsyncSession, *, limit: int) -> list[ImportBatch]:
    """Return the latest imports, the last one first."""
    found = await session.execute(
        select(ImportBatch).order_by(col(ImportBatch.id).desc()).limit(limit)
    )
    return list(found.scalars())


async def rejects(
    session: AsyncSession, *, batch_id: int, after: int = 0, limit: int = 5000
) -> Sequence[ImportReject]:
    """Return the rejects of an import in the order of their lines, from past the id `after`."""
    found = await session.execute(
        select(ImportReject)
        .where(ImportReject.batch_id == batch_id, col(ImportReject.id) > after)
        .order_by(col(ImportReject.id))
        .limit(limit)
    )
    return found.scalars().all()


async def conflicts(
    session: AsyncSession, *, batch_id: int, limit: int = 5000
) -> Sequence[ImportConflict]:
    """Return where a file contradicted what sellers confirmed."""
    found = await session.execute(
        select(ImportConflict)
        .where(ImportConflict.batch_id == batch_id)
        .order_by(col(ImportConflict.id))
        .limit(limit)
    )
    return found.scalars().all()
