"""The message by which staff review a listing."""

import asyncio

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from core.db import Database
from crm.tickets.operations import topic_opened
from crm.uploads import sending
from crm.uploads.photos import choosing, telling
from crm.uploads.photos.queries import photos_of
from crm.uploads.review import posting
from crm.uploads.review.payloads import ReviewAlbum, ReviewCard, ReviewReplaced
from models import Ticket, Upload, UploadPhoto
from models.uploads import PhotoState, UploadState
from tests.support.builders import NOW, a_seller, a_ticket, an_upload
from tests.support.tickets import a_desk, everything_leaves, posted

KEY = f"ab/{'ab' * 32}.jpg"


@pytest.fixture
async def upload(session: AsyncSession) -> Upload:
    store = await a_seller(session)
    ticket = await a_ticket(session, seller=store)
    upload = Upload(
        seller_id=store.id or 0, ticket_id=ticket.id, category="snacks", state=UploadState.SENT,
        name="Keripik Singkong Balado", sent_at=NOW, created_at=NOW, updated_at=NOW,
    )  # fmt: skip
    session.add(upload)
    await session.flush()
    session.add(
        UploadPhoto(
            upload_id=upload.id or 0, state=PhotoState.CHECKED, number=2, chat_id=5, message_id=1,
            file_id="f", received_at=NOW, key=KEY, flaws=["dark"],
        )
    )  # fmt: skip
    await session.flush()
    return upload


async def test_pictures_and_card_are_posted_and_the_card_is_kept_true(
    session: AsyncSession, upload: Upload
) -> None:
    await a_desk(session)
    await posting.post_review(session, upload=upload, now=NOW)
    assert [one.keys for one in await posted(session, ReviewAlbum)] == [(KEY,)]
    upload.price = 15_000
    await posting.show(session, upload=upload, now=NOW)
    (waits,) = await posted(session, ReviewCard)
    assert (waits.listing.price, waits.photos[0].number) == (15_000, 1)

    await everything_leaves(session)
    upload.price = 16_000
    await posting.card_posted(session, card=waits, message_id=9, now=NOW)
    (changed,) = await posted(session, ReviewCard)
    assert (changed.listing.price, changed.message_id) == (16_000, 9)


async def test_pictures_that_are_looked_at_later_are_posted_with_a_new_card(
    session: AsyncSession, upload: Upload
) -> None:
    await a_desk(session)
    upload.card_message_id = 9
    (photo,) = await photos_of(session, upload.id or 0)
    await telling.tell(session, upload_id=upload.id or 0, photos=[photo], sheet=None, now=NOW)
    assert [one.keys for one in await posted(session, ReviewAlbum)] == [(KEY,)]
    assert len(await posted(session, ReviewCard)) == 1


async def test_pictures_that_are_looked_at_just_as_it_is_sent_are_posted(
    database: Database,
) -> None:
    async with database.transaction() as session:
        await a_desk(session)
        seller = await a_seller(session)
        draft = await an_upload(session, seller=seller, name="Keripik", step="preview")
        photo = UploadPhoto(
            upload_id=draft.id or 0,
            number=1,
            chat_id=5,
            message_id=1,
            file_id="f",
            received_at=NOW,
        )
        session.add(photo)

    async def look() -> None:
        async with database.transaction() as session:
            found = await session.get_one(UploadPhoto, photo.id)
            found.state, found.key = PhotoState.CHECKED, KEY
        async with database.transaction() as session:
            await telling.tell(
                session, upload_id=draft.id or 0, photos=[found], sheet=None, now=NOW
            )

    async with asyncio.TaskGroup() as tasks, database.transaction() as session:
        upload = await session.get_one(Upload, draft.id)
        await sending.send(session, upload=upload, seller=seller, now=NOW)
        tasks.create_task(look())
        await asyncio.sleep(0.3)  # enough for all of it, if it did not wait
    async with database.reading() as session:
        assert [one.keys for one in await posted(session, ReviewAlbum)] == [(KEY,)]


async def test_a_photo_that_is_taken_out_while_the_seller_has_the_word_is_seen_to_be_out(
    session: AsyncSession, upload: Upload
) -> None:
    await a_desk(session)
    upload.card_message_id, upload.state = 9, UploadState.CHANGES
    (photo,) = await photos_of(session, upload.id or 0)
    await choosing.take_out(session, photo_id=photo.id or 0, seller_id=upload.seller_id, now=NOW)
    (card,) = await posted(session, ReviewCard)
    assert (card.listing.photos, card.photos, card.message_id) == (0, (), 9)


async def test_what_is_sent_again_is_posted_again(session: AsyncSession, upload: Upload) -> None:
    await a_desk(session)
    upload.card_message_id = 9
    await posting.post_review(session, upload=upload, now=NOW)
    assert await posted(session, ReviewReplaced) == [ReviewReplaced(upload.id or 0, 9)]
    assert [one.message_id for one in await posted(session, ReviewCard)] == [None]


async def test_it_waits_for_a_group_and_is_posted_once(
    session: AsyncSession, upload: Upload
) -> None:
    await posting.post_review(session, upload=upload, now=NOW)
    await a_desk(session)
    assert [await posting.post_missing(session, now=NOW) for _ in range(2)] == [1, 0]
    assert len(await posted(session, ReviewCard)) == 1


async def test_it_is_posted_anew_where_its_topic_was_deleted(
    session: AsyncSession, upload: Upload
) -> None:
    await a_desk(session)
    upload.card_message_id = 9
    ticket = await session.get_one(Ticket, upload.ticket_id)
    ticket.topic_id = 70
    await topic_opened(session, ticket_id=ticket.id or 0, topic_id=71, now=NOW)
    await session.refresh(upload)
    assert await posting.post_missing(session, now=NOW) == 1
