"""Photos as sellers send them, through the lab."""

import asyncio

from sqlalchemy import update

from crm.attachments.queries import attachment
from crm.uploads.photos import choosing
from crm.uploads.photos.flaws import Flaw
from delivery.bell import Bell
from models import Upload
from models.uploads import PhotoState, UploadState
from scheduler.uploading.lab import PhotoLab
from scheduler.uploading.looking import Looker
from tests.support.photo_lab import DARK, GOOD, OTHER, Seller, running, until
from tests.support.pictures.damages import jpeg
from tests.support.pictures.photographs import photo


async def test_an_album_is_told_of_once_with_all_that_was_found(seller: Seller) -> None:
    await seller.sends_album(GOOD, DARK, jpeg(photo("coffee", longest=800), quality=50))
    async with running(PhotoLab(seller.tools())):
        told = await seller.hears()
        await asyncio.sleep(0.3)
    assert len(await seller.told()) == 1
    assert [one.number for one in told.photos] == [1, 2, 3]
    assert [set(one.flaws) & {Flaw.DARK, Flaw.TWICE} for one in told.photos] == [
        set(),
        {Flaw.DARK},
        {Flaw.TWICE},
    ]
    assert (told.total, told.asked, told.changeable) == (3, True, True)
    assert told.photos[1].improvable
    async with seller.database.reading() as session:
        sheet = await attachment(session, told.attachment_id or 0)
    assert sheet.content.startswith(b"\xff\xd8\xff")
    photos = await seller.photos()
    assert all(one.state is PhotoState.CHECKED and one.pair is None for one in photos)
    assert (await seller.storage.get(photos[0].key)).startswith(b"\xff\xd8\xff")


async def test_what_a_process_found_that_was_killed_is_told_by_the_next(seller: Seller) -> None:
    await seller.sends_album(GOOD, OTHER)

    async def all_looked_at() -> bool:
        return all(one.state is PhotoState.CHECKED for one in await seller.photos())

    async with running(Looker(seller.tools(), Bell())):  # which tells nobody
        await until(all_looked_at)
    async with running(PhotoLab(seller.tools())):
        told = await seller.hears()
    assert [one.number for one in told.photos] == [1, 2]


async def test_of_two_replicas_one_tells(seller: Seller) -> None:
    await seller.sends_album(GOOD, OTHER)
    async with running(PhotoLab(seller.tools()), PhotoLab(seller.tools())):
        told = await seller.hears()
        await asyncio.sleep(0.3)
    assert len(await seller.told()) == 1
    assert len(told.photos) == 2


async def test_the_improved_version_is_made_once_it_is_chosen(seller: Seller) -> None:
    await seller.sends(seller.person.sends_photo(DARK))
    async with running(PhotoLab(seller.tools())):
        told = await seller.hears()
        async with seller.database.transaction() as session:
            await choosing.choose(
                session,
                photo_id=told.photos[0].photo_id,
                seller_id=seller.seller_id,
                improved=True,
                now=seller.clock.now(),
            )

        async def is_made() -> str:
            return (await seller.photos())[0].improved_key

        await until(is_made)
    (one,) = await seller.photos()
    assert one.improved_key != one.key
    assert (await seller.storage.get(one.improved_key)).startswith(b"\xff\xd8\xff")


async def test_nobody_hears_of_a_listing_that_was_thrown_away(seller: Seller) -> None:
    await seller.sends(seller.person.sends_photo(GOOD))
    async with seller.database.transaction() as session:
        await session.execute(update(Upload).values(state=UploadState.DISCARDED))

    async def is_done_with() -> bool:
        return (await seller.photos())[0].told_at is not None

    async with running(PhotoLab(seller.tools())):
        await until(is_done_with)
    assert await seller.told() == []
