"""The question for photos, and why something sent is none, with what is there."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from crm.uploads.photos.payloads import PhotoNotTaken, PhotoPrompt, ShownPhoto, Unusable
from crm.uploads.photos.queries import IN_USE
from crm.uploads.photos.receiving import MOST
from models import Upload, UploadPhoto
from models.uploads import PhotoState, UploadStep


async def prompt(session: AsyncSession, *, upload: Upload) -> PhotoPrompt:
    """Return the question, and the listing's photos in their order."""
    photos = await _in_use(session, upload)
    return PhotoPrompt(
        category=upload.category,
        photos=_shown(photos),
        waiting=sum(photo.state is PhotoState.RECEIVED for photo in photos),
        most=MOST,
    )


async def not_taken(
    session: AsyncSession, *, upload: Upload, why: Unusable, number: int = 0
) -> PhotoNotTaken:
    """Return why a message gives no photo, and the way on from there; `number` is its double's."""
    return PhotoNotTaken(
        why,
        number=number,
        photos=_shown(await _in_use(session, upload)),
        most=MOST,
        asked=upload.step is UploadStep.PHOTOS,
    )


async def _in_use(session: AsyncSession, upload: Upload) -> list[UploadPhoto]:
    found = await session.scalars(
        select(UploadPhoto)
        .where(col(UploadPhoto.upload_id) == upload.id, col(UploadPhoto.state).in_(IN_USE))
        .order_by(col(UploadPhoto.number))
    )
    return list(found)


def _shown(photos: Sequence[UploadPhoto]) -> tuple[ShownPhoto, ...]:
    return tuple(ShownPhoto(photo.id or 0, photo.number) for photo in photos)
