"""What is told of photos and when, and what sellers decide about them."""

from datetime import timedelta

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from crm.uploads.photos import choosing, telling
from crm.uploads.photos.choosing import NoSuchPhoto, PhotosAreFixed
from crm.uploads.photos.flaws import Flaw
from crm.uploads.photos.payloads import PhotosLookedAt
from crm.uploads.photos.telling import PATIENCE, QUIET, Overtaken, is_ripe
from models import Upload, UploadPhoto
from models.uploads import PhotoState, UploadState
from tests.support.builders import NOW, a_seller
from tests.support.tickets import posted

MOMENT = timedelta(milliseconds=1)


@pytest.fixture
async def upload(session: AsyncSession) -> Upload:
    store = await a_seller(session)
    upload = Upload(seller_id=store.id or 0, created_at=NOW, updated_at=NOW)
    session.add(upload)
    await session.flush()
    return upload


async def a_photo(
    session: AsyncSession, upload: Upload, number: int, fingerprint: int | None = None
) -> UploadPhoto:
    photo = UploadPhoto(
        upload_id=upload.id or 0, state=PhotoState.CHECKED, number=number, chat_id=5,
        message_id=number, file_id="f", received_at=NOW, checked_at=NOW, improvable=True,
        fingerprint=fingerprint,
    )  # fmt: skip
    session.add(photo)
    await session.flush()
    return photo


async def tell(session: AsyncSession, upload: Upload, photos: list[UploadPhoto]) -> bool:
    return await telling.tell(
        session, upload_id=upload.id or 0, photos=photos, sheet=None, now=NOW
    )


def test_it_is_told_when_all_is_known_or_it_took_too_long() -> None:
    assert not is_ripe(waiting=0, latest=NOW, since=NOW, now=NOW + QUIET - MOMENT)
    assert is_ripe(waiting=0, latest=NOW, since=NOW, now=NOW + QUIET)
    assert not is_ripe(waiting=1, latest=NOW, since=NOW, now=NOW + PATIENCE - MOMENT)
    assert is_ripe(waiting=1, latest=NOW, since=NOW, now=NOW + PATIENCE)
    assert not is_ripe(waiting=1, latest=NOW, since=None, now=NOW + PATIENCE)


async def test_what_was_told_meanwhile_is_not_told_again(
    session: AsyncSession, upload: Upload
) -> None:
    photos = [await a_photo(session, upload, 1), await a_photo(session, upload, 2)]
    assert await tell(session, upload, photos)
    with pytest.raises(Overtaken):
        await tell(session, upload, photos)
    assert len(await posted(session, PhotosLookedAt)) == 1


async def test_a_photo_that_was_taken_out_meanwhile_is_not_told_of(
    session: AsyncSession, upload: Upload
) -> None:
    photos = [await a_photo(session, upload, 1), await a_photo(session, upload, 2)]
    await choosing.take_out(
        session, photo_id=photos[0].id or 0, seller_id=upload.seller_id, now=NOW
    )
    with pytest.raises(Overtaken):
        await tell(session, upload, photos)


async def test_a_twin_is_one_only_as_long_as_the_other_is_there(
    session: AsyncSession, upload: Upload
) -> None:
    first = await a_photo(session, upload, 1, fingerprint=-1)
    second = await a_photo(session, upload, 2, fingerprint=-2)
    await a_photo(session, upload, 3, fingerprint=0x0F0F0F0F)
    await tell(session, upload, await telling.untold(session, upload.id or 0))
    (told,) = await posted(session, PhotosLookedAt)
    assert [photo.flaws for photo in told.photos] == [(), (Flaw.TWICE,), ()]
    await choosing.take_out(session, photo_id=first.id or 0, seller_id=upload.seller_id, now=NOW)
    assert second.flaws == []


async def test_all_photos_are_chosen_at_once(session: AsyncSession, upload: Upload) -> None:
    photos = [await a_photo(session, upload, 1), await a_photo(session, upload, 2)]
    ids = {"upload_id": upload.id or 0, "seller_id": upload.seller_id}
    assert await choosing.choose_all(session, **ids, improved=True, now=NOW) == 2
    for photo in photos:
        await session.refresh(photo)
        assert photo.improved
    with pytest.raises(NoSuchPhoto):
        await choosing.choose_all(
            session, upload_id=upload.id or 0, seller_id=0, improved=True, now=NOW
        )


async def test_photos_that_staff_look_at_stay_as_they_are(
    session: AsyncSession, upload: Upload
) -> None:
    photo = await a_photo(session, upload, 1)
    upload.state = UploadState.SENT
    await session.flush()
    ids = {"photo_id": photo.id or 0, "seller_id": upload.seller_id}
    with pytest.raises(PhotosAreFixed):
        await choosing.choose(session, **ids, improved=True, now=NOW)
    with pytest.raises(PhotosAreFixed):
        await choosing.take_out(session, **ids, now=NOW)
    await tell(session, upload, [photo])
    (told,) = await posted(session, PhotosLookedAt)
    assert (told.changeable, told.asked) == (False, False)
