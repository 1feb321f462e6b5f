"""A photo comes in for a listing."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from crm.errors import CrmError
from crm.uploads.photos.queries import IN_USE
from models import Upload, UploadPhoto

MOST: Final = 8
"""Photos of one listing; the marketplace shows no more."""
LARGEST: Final = 20 * 1024 * 1024
"""Bytes of a file that Telegram hands to a bot (Bot API, getFile)."""


class TooManyPhotos(CrmError):
    """The listing has as many photos as it may have."""

    code = "too_many_photos"


class PhotoTooBig(CrmError):
    """Telegram hands no file of this size to a bot."""

    code = "photo_too_big"


class SamePhoto(CrmError):
    """The very file is in the listing already."""

    code = "same_photo"

    def __init__(self, number: int) -> None:
        """Say which photo it is."""
        super().__init__(number=number)
        self.number = number


@dataclass(frozen=True, slots=True)
class SentPhoto:
    """A picture in a chat: as a photo, or as a file."""

    chat_id: int
    message_id: int
    file_id: str
    unique_id: str
    """The same for the same file, whoever sends it and however often."""
    size: int


async def receive(
    session: AsyncSession, *, upload: Upload, photo: SentPhoto, now: datetime
) -> UploadPhoto:
    """Take a photo into the listing, to be looked at; one message twice is one photo.

    Raises:
        PhotoTooBig: it cannot be fetched.
        SamePhoto: the listing has it.
        TooManyPhotos: the listing is full.
    """
    if photo.size > LARGEST:
        raise PhotoTooBig(size=photo.size)
    there = list(
        await session.scalars(
            select(UploadPhoto).where(
                col(UploadPhoto.upload_id) == upload.id, col(UploadPhoto.state).in_(IN_USE)
            )
        )
    )
    for one in there:
        if (one.chat_id, one.message_id) == (photo.chat_id, photo.message_id):
            return one
        if one.unique_id == photo.unique_id:
            raise SamePhoto(one.number)
    if len(there) >= MOST:
        raise TooManyPhotos(most=MOST)
    made = UploadPhoto(
        upload_id=upload.id or 0,
        number=await _last_number(session, upload) + 1,
        chat_id=photo.chat_id,
        message_id=photo.message_id,
        file_id=photo.file_id,
        unique_id=photo.unique_id,
        received_at=now,
    )
    session.add(made)
    upload.updated_at = now
    await session.flush()
    return made


async def _last_number(session: AsyncSession, upload: Upload) -> int:
    query = select(func.max(col(UploadPhoto.number)))
    return await session.scalar(query.where(col(UploadPhoto.upload_id) == upload.id)) or 0
