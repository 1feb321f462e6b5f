"""A listing's way through its steps; each visit is kept: how long it took and how it ended."""

from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from models import Upload, UploadPassage
from models.uploads import Passing, UploadStep


async def begin(session: AsyncSession, *, upload: Upload, now: datetime) -> None:
    """Note that the seller is at the listing's present step; nothing where that is known."""
    ended = await session.scalar(
        update(UploadPassage)
        .where(
            col(UploadPassage.upload_id) == upload.id,
            col(UploadPassage.ended_at).is_(None),
            col(UploadPassage.step) == upload.step,
        )
        .values(ended_at=None)
        .returning(col(UploadPassage.id))
    )
    if ended is None:
        _enter(session, upload, now)


async def go(
    session: AsyncSession, *, upload: Upload, to: UploadStep, passing: Passing, now: datetime
) -> None:
    """Leave the present step as `passing` says, and be at step `to`."""
    await leave(session, upload=upload, passing=passing, now=now)
    upload.step, upload.updated_at = to, now
    _enter(session, upload, now)


async def leave(session: AsyncSession, *, upload: Upload, passing: Passing, now: datetime) -> None:
    """End the visit to the present step; the listing stays there."""
    await session.execute(
        update(UploadPassage)
        .where(col(UploadPassage.upload_id) == upload.id, col(UploadPassage.ended_at).is_(None))
        .values(ended_at=now, passing=passing)
    )


async def was_at(session: AsyncSession, *, upload: Upload, step: UploadStep) -> bool:
    """Tell whether the listing has been at a step before."""
    found = await session.scalar(
        select(col(UploadPassage.id))
        .where(col(UploadPassage.upload_id) == upload.id, col(UploadPassage.step) == step)
        .limit(1)
    )
    return found is not None


def _enter(session: AsyncSession, upload: Upload, now: datetime) -> None:
    session.add(UploadPassage(upload_id=upload.id or 0, step=upload.step, began_at=now))
