"""Keep house among listings: what nobody goes on with, and what was thrown away."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import ColumnElement, delete, exists, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from core.sql import in_slices
from crm.uploads.drafts import is_told, is_touched
from models import Upload, UploadChange, UploadPassage, UploadPhoto
from models.uploads import Passing, PhotoState, UploadState

_AT_ONCE = 1_000
"""Names in one statement."""


async def discard_empty(
    session: AsyncSession, *, before: datetime, limit: int, now: datetime
) -> int:
    """Throw away drafts that were begun before a moment and never got anything; return how many.

    The numbers go on to count them as given up.
    """
    found = await session.execute(
        update(Upload)
        .where(
            col(Upload.id).in_(
                select(col(Upload.id))
                .where(
                    col(Upload.state) == UploadState.DRAFT,
                    col(Upload.updated_at) < before,
                    ~is_touched(),
                )
                .order_by(col(Upload.updated_at))
                .limit(limit)
            )
        )
        .values(state=UploadState.DISCARDED, updated_at=now)
        .returning(col(Upload.id))
    )
    ids = list(found.scalars())
    await session.execute(
        update(UploadPassage)
        .where(col(UploadPassage.upload_id).in_(ids), col(UploadPassage.ended_at).is_(None))
        .values(ended_at=now, passing=Passing.LEFT)
    )
    return len(ids)


async def empty_discarded(session: AsyncSession, *, before: datetime, limit: int) -> int:
    """Forget what listings said and showed that were thrown away before a moment; return how many.

    Their rows stay, with their category and their steps, for the numbers.
    """
    found = await session.scalars(
        select(col(Upload.id))
        .where(
            col(Upload.state) == UploadState.DISCARDED,
            col(Upload.updated_at) < before,
            _says_something(),
        )
        .order_by(col(Upload.updated_at))
        .limit(limit)
    )
    ids = list(found)
    for kind in (UploadPhoto, UploadChange):
        await session.execute(delete(kind).where(col(kind.upload_id).in_(ids)))
    await session.execute(
        update(Upload)
        .where(col(Upload.id).in_(ids))
        .values(
            name="",
            name_parts={},
            price=None,
            stock=None,
            weight=None,
            variants=[],
            answers={},
            description="",
        )
    )
    return len(ids)


async def forget_removed(session: AsyncSession, *, before: datetime, limit: int) -> int:
    """Forget the pictures of photos that sellers took out of their listings; return how many.

    Their rows stay: the number of a photo is given once.
    """
    found = await session.execute(
        update(UploadPhoto)
        .where(
            col(UploadPhoto.id).in_(
                select(col(UploadPhoto.id))
                .where(
                    col(UploadPhoto.state) == PhotoState.REMOVED,
                    col(UploadPhoto.key) != "",
                    col(UploadPhoto.received_at) < before,
                )
                .limit(limit)
            )
        )
        .values(key="", improved_key="", pair=None)
        .returning(col(UploadPhoto.id))
    )
    return len(list(found.scalars()))


async def used(session: AsyncSession, keys: Collection[str]) -> set[str]:
    """Return which of these pictures of the storage a photo is kept under."""
    found: set[str] = set()
    for some in in_slices(keys, _AT_ONCE):
        for name in (col(UploadPhoto.key), col(UploadPhoto.improved_key)):
            found.update(await session.scalars(select(name).where(name.in_(some))))
    return found


def _says_something() -> ColumnElement[bool]:
    return is_told() | exists().where(col(UploadPhoto.upload_id) == col(Upload.id))
