"""Suggestions that the seller has not answered."""

from datetime import datetime

from sqlalchemy import ColumnElement, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from models import Upload, UploadChange
from models.uploads import ChangeState, UploadStep


async def open_ones(session: AsyncSession, *, upload: Upload) -> list[UploadChange]:
    """Return those that the seller has to answer, in their order."""
    found = await session.scalars(
        select(UploadChange).where(*_open(upload)).order_by(col(UploadChange.id))
    )
    return list(found)


async def replace(
    session: AsyncSession, *, upload: Upload, field: UploadStep, now: datetime
) -> None:
    """Let go of one for this field: another takes its place."""
    await session.execute(
        update(UploadChange)
        .where(*_open(upload), col(UploadChange.field) == field)
        .values(state=ChangeState.REPLACED, decided_at=now)
    )


async def withdraw(session: AsyncSession, *, upload: Upload, now: datetime) -> None:
    """Let go of all of them: the listing was approved, or sent again."""
    await session.execute(
        update(UploadChange)
        .where(*_open(upload))
        .values(state=ChangeState.WITHDRAWN, decided_at=now)
    )


def _open(upload: Upload) -> tuple[ColumnElement[bool], ...]:
    return (
        col(UploadChange.upload_id) == upload.id,
        col(UploadChange.state) == ChangeState.PROPOSED,
    )
