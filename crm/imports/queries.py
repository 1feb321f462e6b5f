"""What was taken in before."""

from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select

from models import ImportBatch
from models.imports import ImportKind


async def batch_with(session: AsyncSession, *, digest: str) -> ImportBatch | None:
    """Return the first import of sellers from a file of this content."""
    found = await session.execute(
        select(ImportBatch)
        .where(ImportBatch.digest == digest, ImportBatch.kind == ImportKind.SELLERS)
        .order_by(col(ImportBatch.id))
        .limit(1)
    )
    return found.scalars().first()
