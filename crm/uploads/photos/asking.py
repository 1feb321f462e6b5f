"""The question for photos, with what is there."""

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from crm.uploads.photos.payloads import PhotoPrompt, ShownPhoto
from crm.uploads.photos.queries import IN_USE
from crm.uploads.photos.receiving import MOST
from models import Upload, UploadPhoto
from models.uploads import PhotoState


async def prompt(session: AsyncSession, *, upload: Upload) -> PhotoPrompt:
    """Return the question, and the listing's photos in their order."""
    found = await session.scalars(
        select(UploadPhoto)
        .where(col(UploadPhoto.upload_id) == upload.id, col(UploadPhoto.state).in_(IN_USE))
        .order_by(col(UploadPhoto.number))
    )
    photos = list(found)
    return PhotoPrompt(
        category=upload.category,
        photos=tuple(ShownPhoto(photo.id or 0, photo.number) for photo in photos),
        waiting=sum(photo.state is PhotoState.RECEIVED for photo in photos),
        most=MOST,
    )
