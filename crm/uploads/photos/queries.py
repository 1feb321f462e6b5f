"""Which photos a listing has, and which picture of each is used."""

from datetime import datetime
from typing import Final

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from models import UploadPhoto
from models.types import stated
from models.uploads import PhotoState

IN_USE: Final = (PhotoState.RECEIVED, PhotoState.CHECKED)


async def photos_of(session: AsyncSession, upload_id: int) -> list[UploadPhoto]:
    """Return the photos that the listing shows, in their order; those not looked at yet not."""
    found = await session.scalars(
        select(UploadPhoto)
        .where(
            col(UploadPhoto.upload_id) == upload_id,
            stated(col(UploadPhoto.state), PhotoState.CHECKED),
        )
        .order_by(col(UploadPhoto.number))
    )
    return list(found)


async def photos_in(session: AsyncSession, upload_id: int) -> int:
    """Count the listing's photos, those not looked at yet among them."""
    query = select(func.count()).where(
        col(UploadPhoto.upload_id) == upload_id, col(UploadPhoto.state).in_(IN_USE)
    )
    return await session.scalar(query) or 0


async def to_be_looked_at(session: AsyncSession) -> tuple[int, datetime | None]:
    """Count the photos that nobody has looked at yet; return also when the oldest came."""
    found = await session.execute(
        select(func.count(), func.min(col(UploadPhoto.received_at))).where(
            stated(col(UploadPhoto.state), PhotoState.RECEIVED)
        )
    )
    count, since = found.one()
    return count, since


def chosen_key(photo: UploadPhoto) -> str:
    """Return the picture that is used: the improved one where it was chosen and is made."""
    return photo.improved_key if photo.improved and photo.improved_key else photo.key
