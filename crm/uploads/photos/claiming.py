"""Take photos in hand: to look at them, or to make their improved version."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import ColumnElement, or_, select, text, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from models import UploadPhoto
from models.types import stated
from models.uploads import PhotoState

LEASE: Final = timedelta(seconds=40)
"""How long a photo is kept from others; whoever works on it renews that."""
_IMPROVING = text("upload_photo.improved IS TRUE AND upload_photo.improved_key = ''")
"""As the index of what is to be improved says it."""


async def is_any_open(session: AsyncSession, *, now: datetime) -> bool:
    """Tell whether there is work that nobody has in hand."""
    for work in (_to_look_at(), _to_improve()):
        if await session.scalar(select(col(UploadPhoto.id)).where(work, _free(now)).limit(1)):
            return True
    return False


async def claim(session: AsyncSession, *, limit: int, now: datetime) -> list[UploadPhoto]:
    """Take up to `limit` photos in hand; those that came first, before any improving.

    Of several replicas one gets each: the others pass a locked row by, and see the lease later.
    """
    found: list[UploadPhoto] = []
    for work in (_to_look_at(), _to_improve()):
        if len(found) < limit:
            query = select(UploadPhoto).where(work, _free(now)).order_by(col(UploadPhoto.id))
            query = query.limit(limit - len(found)).with_for_update(skip_locked=True)
            found += await session.scalars(query)
    for photo in found:
        photo.attempts += 1
        photo.lease_until = now + LEASE
    await session.flush()
    return found


async def renew(session: AsyncSession, ids: Collection[int], *, now: datetime) -> None:
    """Keep photos in hand for another while."""
    await session.execute(
        update(UploadPhoto).where(col(UploadPhoto.id).in_(ids)).values(lease_until=now + LEASE)
    )


async def put_off(session: AsyncSession, photo: UploadPhoto, *, until: datetime) -> None:
    """Let a photo go until a moment; then anybody may try again."""
    await session.execute(update(UploadPhoto).where(in_hand(photo)).values(lease_until=until))


async def give_back(session: AsyncSession, photos: Sequence[UploadPhoto]) -> None:
    """Let photos go as if they had not been claimed."""
    for photo in photos:
        await session.execute(
            update(UploadPhoto)
            .where(in_hand(photo))
            .values(lease_until=None, attempts=col(UploadPhoto.attempts) - 1)
        )


async def free_all(session: AsyncSession) -> None:
    """Let go of what a process that is no more had in hand, where there is no other."""
    for work in (_to_look_at(), _to_improve()):
        await session.execute(update(UploadPhoto).where(work).values(lease_until=None))


def in_hand(photo: UploadPhoto) -> ColumnElement[bool]:
    """Match the row as long as it is as we claimed it: each claim counts up."""
    return (
        (col(UploadPhoto.id) == photo.id)
        & (col(UploadPhoto.attempts) == photo.attempts)
        & (col(UploadPhoto.state) == photo.state)
    )


def _to_look_at() -> ColumnElement[bool]:
    return stated(col(UploadPhoto.state), PhotoState.RECEIVED)


def _to_improve() -> ColumnElement[bool]:
    return stated(col(UploadPhoto.state), PhotoState.CHECKED) & _IMPROVING.self_group()


def _free(now: datetime) -> ColumnElement[bool]:
    return or_(col(UploadPhoto.lease_until).is_(None), col(UploadPhoto.lease_until) < now)
