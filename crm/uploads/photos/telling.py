"""When the seller is told what was found, and what: once for all photos that came together."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import case, func, select, text, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from crm.attachments.operations import attach
from crm.outbox.operations import post
from crm.uploads.holding import hold
from crm.uploads.photos.choosing import CHANGEABLE
from crm.uploads.photos.flaws import Flaw, Refusal
from crm.uploads.photos.payloads import PhotosLookedAt, RefusedPhoto, SeenPhoto
from crm.uploads.photos.queries import photos_in
from crm.uploads.photos.receiving import MOST
from crm.uploads.photos.twins import mark_twins
from crm.uploads.review.posting import post_review
from crm.uploads.review.rules import UNDECIDED
from models import Upload, UploadPhoto
from models.types import stated
from models.uploads import PhotoState, UploadState, UploadStep

QUIET: Final = timedelta(seconds=0.4)
"""How long nothing more may have come: the photos of an album arrive one by one."""
PATIENCE: Final = timedelta(seconds=8)
"""After this what was found is told, though another photo is still being fetched."""
LOOKED_AT: Final = (PhotoState.CHECKED, PhotoState.REFUSED)
_UNTOLD = text("upload_photo.told_at IS NULL AND upload_photo.state <> 'removed'")
"""As the index of what is to be told says it."""


class Overtaken(Exception):
    """Meanwhile it was told, or a photo was taken out: what was prepared is not so any more."""


@dataclass(frozen=True, slots=True)
class Ripeness:
    """The listings whose photos can be told of, and whether others will be soon."""

    ripe: tuple[int, ...] = ()
    soon: bool = False


async def ripeness(session: AsyncSession, *, now: datetime) -> Ripeness:
    """Tell of which listings all is known that came together."""
    is_open = case((stated(col(UploadPhoto.state), PhotoState.RECEIVED), 1), else_=0)
    rows = await session.execute(
        select(
            col(UploadPhoto.upload_id),
            func.sum(is_open),
            func.max(col(UploadPhoto.received_at)),
            func.min(col(UploadPhoto.checked_at)),
        )
        .where(_UNTOLD)
        .group_by(col(UploadPhoto.upload_id))
        .order_by(col(UploadPhoto.upload_id))
    )
    known = list(rows)
    ripe = tuple(
        upload_id
        for upload_id, waiting, latest, since in known
        if is_ripe(waiting=waiting, latest=latest, since=since, now=now)
    )
    return Ripeness(ripe, soon=len(known) > len(ripe))


def is_ripe(*, waiting: int, latest: datetime, since: datetime | None, now: datetime) -> bool:
    """Tell whether to speak: all is looked at and nothing more comes, or it took too long.

    `since` is when the first one was looked at, `latest` when the last one came.
    """
    if since is None:
        return False
    return (not waiting and latest + QUIET <= now) or since + PATIENCE <= now


async def untold(session: AsyncSession, upload_id: int) -> list[UploadPhoto]:
    """Return what was looked at and not told of yet, in its order."""
    found = await session.scalars(
        select(UploadPhoto)
        .where(
            _UNTOLD, col(UploadPhoto.upload_id) == upload_id, col(UploadPhoto.state).in_(LOOKED_AT)
        )
        .order_by(col(UploadPhoto.number))
    )
    return list(found)


async def tell(
    session: AsyncSession,
    *,
    upload_id: int,
    photos: Sequence[UploadPhoto],
    sheet: bytes | None,
    now: datetime,
) -> bool:
    """Tell the seller of `photos`, side by side in `sheet`; False where nobody wants to know.

    Raises:
        Overtaken: not all of them are to be told any more; nothing may be committed.
    """
    upload = await session.get_one(Upload, upload_id)
    await hold(session, upload)  # whether staff have it is known only while nobody sends it
    ids = {photo.id for photo in photos}
    told = await session.scalars(
        update(UploadPhoto)
        .where(
            col(UploadPhoto.id).in_(ids),
            col(UploadPhoto.told_at).is_(None),
            col(UploadPhoto.state).in_(LOOKED_AT),
        )
        .values(told_at=now, pair=None)
        .returning(col(UploadPhoto.id))
    )
    if set(told) != ids:
        raise Overtaken
    every = await mark_twins(session, upload_id=upload_id)
    if upload.state is UploadState.DISCARDED:
        return False
    is_theirs = upload.state in CHANGEABLE
    post(
        session,
        PhotosLookedAt(
            upload_id=upload_id,
            photos=tuple(_seen(photo) for photo in every if photo.id in ids),
            refused=_refused(photos),
            total=await photos_in(session, upload_id),
            most=MOST,
            attachment_id=await _attached(session, sheet, now) if sheet and is_theirs else None,
            changeable=is_theirs,
            asked=is_theirs and upload.step is UploadStep.PHOTOS,
        ),
        chat_id=photos[-1].chat_id,
        seller_id=upload.seller_id,
        now=now,
    )
    if upload.state in UNDECIDED:
        await post_review(
            session, upload=upload, now=now
        )  # it was sent before they were looked at
    return True


def _seen(photo: UploadPhoto) -> SeenPhoto:
    return SeenPhoto(
        photo_id=photo.id or 0,
        number=photo.number,
        flaws=tuple(Flaw(flaw) for flaw in photo.flaws),
        improvable=photo.improvable,
    )


def _refused(photos: Sequence[UploadPhoto]) -> tuple[RefusedPhoto, ...]:
    return tuple(
        RefusedPhoto(photo.number, Refusal(photo.refusal))
        for photo in photos
        if photo.state is PhotoState.REFUSED
    )


async def _attached(session: AsyncSession, sheet: bytes, now: datetime) -> int:
    return await attach(
        session, name="photos.jpg", media_type="image/jpeg", content=sheet, now=now
    )
