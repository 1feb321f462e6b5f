"""Which photos of a listing are as good as the same, as each one joins or goes."""

from itertools import takewhile

from sqlalchemy.ext.asyncio import AsyncSession

from crm.uploads.photos.flaws import Flaw
from crm.uploads.photos.queries import photos_of
from crm.uploads.photos.rules import is_like
from models import UploadPhoto


async def mark_twins(session: AsyncSession, *, upload_id: int) -> list[UploadPhoto]:
    """Note of every photo whether an earlier one of the listing is like it; return them all."""
    photos = await photos_of(session, upload_id)
    for photo in photos:
        before = takewhile(lambda one, this=photo: one is not this, photos)
        flaws = set(photo.flaws) - {Flaw.TWICE}
        if any(_are_alike(photo, one) for one in before):
            flaws.add(Flaw.TWICE)
        told = [flaw.value for flaw in Flaw if flaw in flaws]
        if told != photo.flaws:
            photo.flaws = told
    await session.flush()
    return photos


def _are_alike(photo: UploadPhoto, other: UploadPhoto) -> bool:
    if photo.fingerprint is None or other.fingerprint is None:
        return False
    return is_like(photo.fingerprint, other.fingerprint)
