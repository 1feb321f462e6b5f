"""What a seller decides about a photo: which version is used, and whether it stays at all."""

from datetime import datetime
from typing import Final

from sqlalchemy import CursorResult, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from crm.errors import CrmError
from crm.uploads.drafts import of_seller
from crm.uploads.photos.queries import IN_USE
from crm.uploads.photos.twins import mark_twins
from crm.uploads.review import posting
from models import Upload, UploadPhoto
from models.uploads import PhotoState, UploadState

CHANGEABLE: Final = (UploadState.DRAFT, UploadState.CHANGES)
"""While a listing is in one of these, its seller has the word."""


class NoSuchPhoto(CrmError):
    """It is another seller's, or not in the listing any more."""

    code = "no_such_photo"


class PhotosAreFixed(CrmError):
    """Staff have the listing: its photos are what they look at."""

    code = "photos_are_fixed"


async def choose(
    session: AsyncSession, *, photo_id: int, seller_id: int, improved: bool, now: datetime
) -> UploadPhoto:
    """Use the improved version of a photo, which is made soon, or the seller's own.

    Raises:
        NoSuchPhoto: there is none of this seller's, or it has no better version.
        PhotosAreFixed: staff have the listing.
    """
    photo, upload = await _changeable(session, photo_id, seller_id)
    if improved and not photo.improvable:
        raise NoSuchPhoto(photo_id=photo_id)
    photo.improved = improved
    upload.updated_at = now
    await session.flush()
    return photo


async def choose_all(
    session: AsyncSession, *, upload_id: int, seller_id: int, improved: bool, now: datetime
) -> int:
    """Do the same for every photo of a listing that has a better version; return how many.

    Raises:
        NoSuchPhoto: the listing is another seller's, or has none such.
        PhotosAreFixed: staff have it.
    """
    upload = await of_seller(session, upload_id=upload_id, seller_id=seller_id)
    if upload is None:
        raise NoSuchPhoto(upload_id=upload_id)
    _require_changeable(upload)
    connection = await session.connection()
    chosen: CursorResult[tuple[()]] = await connection.execute(
        update(UploadPhoto)
        .where(
            col(UploadPhoto.upload_id) == upload_id,
            col(UploadPhoto.state) == PhotoState.CHECKED,
            col(UploadPhoto.improvable).is_(True),
        )
        .values(improved=improved)
    )
    if not chosen.rowcount:
        raise NoSuchPhoto(upload_id=upload_id)
    upload.updated_at = now
    return chosen.rowcount


async def take_out(
    session: AsyncSession, *, photo_id: int, seller_id: int, now: datetime
) -> UploadPhoto:
    """Take a photo out of its listing, looked at or not; staff who have it see that.

    Raises:
        NoSuchPhoto: there is none of this seller's.
        PhotosAreFixed: staff have the listing.
    """
    photo, upload = await _changeable(session, photo_id, seller_id)
    photo.state = PhotoState.REMOVED
    upload.updated_at = now
    await session.flush()
    await mark_twins(session, upload_id=photo.upload_id)
    if upload.state is UploadState.CHANGES:
        await posting.show(session, upload=upload, now=now)
    return photo


async def _changeable(
    session: AsyncSession, photo_id: int, seller_id: int
) -> tuple[UploadPhoto, Upload]:
    found = await session.execute(
        select(UploadPhoto, Upload)
        .join(Upload, col(Upload.id) == col(UploadPhoto.upload_id))
        .where(
            col(UploadPhoto.id) == photo_id,
            col(UploadPhoto.state).in_(IN_USE),
            col(Upload.seller_id) == seller_id,
            col(Upload.state) != UploadState.DISCARDED,
        )
    )
    row = found.first()
    if row is None:
        raise NoSuchPhoto(photo_id=photo_id)
    photo, upload = row
    _require_changeable(upload)
    return photo, upload


def _require_changeable(upload: Upload) -> None:
    if upload.state not in CHANGEABLE:
        raise PhotosAreFixed(upload_id=upload.id)
