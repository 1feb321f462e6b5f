"""Which listings leave with an export, and their pictures by name."""

from dataclasses import dataclass
from pathlib import PurePosixPath

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from crm.uploads.listing import Listing, listing_of
from crm.uploads.photos.queries import chosen_key
from models import Seller, Upload, UploadPhoto
from models.types import stated
from models.uploads import PhotoState, UploadState

AT_ONCE = 100
"""How many listings one portion holds: 800 pictures at most."""
MOST_PICTURES = 8


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture's name in the export, and its name in the storage."""

    name: str
    key: str


@dataclass(frozen=True, slots=True)
class Leaving:
    """A listing that leaves, and its pictures in their order."""

    upload_id: int
    store: str
    portal_id: str
    listing: Listing
    pictures: tuple[Picture, ...]


async def leaving(session: AsyncSession, *, everything: bool, after_id: int) -> list[Leaving]:
    """Return approved listings by number, those exported before only where all are wanted."""
    ones = () if everything else (col(Upload.exported_at).is_(None),)
    rows = await session.execute(
        select(Upload, col(Seller.store_name), col(Seller.portal_id))
        .join(Seller, col(Seller.id) == col(Upload.seller_id))
        .where(stated(col(Upload.state), UploadState.APPROVED), col(Upload.id) > after_id, *ones)
        .order_by(col(Upload.id))
        .limit(AT_ONCE)
    )
    found = [(upload, store, portal_id) for upload, store, portal_id in rows]
    pictures = await _pictures(session, [upload.id or 0 for upload, _, _ in found])
    return [
        Leaving(
            upload.id or 0,
            store,
            portal_id or "",
            listing_of(upload, photos=len(pictures.get(upload.id or 0, ()))),
            tuple(pictures.get(upload.id or 0, ())),
        )
        for upload, store, portal_id in found
    ]


def picture_name(upload_id: int, place: int, key: str) -> str:
    """Return what a listing's picture is called in the export, such as 0042-1.jpg."""
    return f"{upload_id:04d}-{place}{PurePosixPath(key).suffix}"


async def _pictures(session: AsyncSession, upload_ids: list[int]) -> dict[int, list[Picture]]:
    photos = await session.scalars(
        select(UploadPhoto)
        .where(
            col(UploadPhoto.upload_id).in_(upload_ids),
            stated(col(UploadPhoto.state), PhotoState.CHECKED),
        )
        .order_by(col(UploadPhoto.upload_id), col(UploadPhoto.number))
    )
    found: dict[int, list[Picture]] = {}
    for photo in photos:
        own = found.setdefault(photo.upload_id, [])
        if len(own) < MOST_PICTURES:
            key = chosen_key(photo)
            own.append(Picture(picture_name(photo.upload_id, len(own) + 1, key), key))
    return found
