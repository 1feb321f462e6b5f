"""Photos as sellers send them, through the lab, at a Telegram that does not always behave."""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select, update
from sqlmodel import col

from core.clock import MovableClock
from core.db import Database
from core.services import Services
from core.settings import Settings
from core.storage import Storage
from crm.attachments.queries import attachment
from crm.uploads.photos import choosing
from crm.uploads.photos.claiming import LEASE
from crm.uploads.photos.flaws import Flaw, Refusal
from crm.uploads.photos.payloads import PhotosLookedAt, RefusedPhoto
from crm.uploads.photos.receiving import SentPhoto, receive
from delivery.bell import Bell
from delivery.telegram.api import BotApi
from delivery.telegram.files import Files
from delivery.telegram.request import AiohttpRequest
from models import Outbox, Upload, UploadPhoto
from models.uploads import PhotoState, UploadState, UploadStep
from scheduler.uploading.developing import ATTEMPTS
from scheduler.uploading.lab import PhotoLab
from scheduler.uploading.looking import Looker
from scheduler.uploading.tools import Tools
from simulator import Fault, Message, Person, Simulator
from tests.support.builders import NOW, a_seller
from tests.support.pictures.damages import exposed, jpeg
from tests.support.pictures.photographs import photo
from tests.support.rows import all_of

TOKEN = "123456:LAB"
GOOD = jpeg(photo("coffee", longest=800))
OTHER = jpeg(photo("chelsea", longest=800))
DARK = jpeg(exposed(photo("coffee", "left", longest=800), -4))
HEIC = b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + b"\0" * 64


@dataclass
class Seller:
    """Somebody with a draft who sends photos, and what becomes of them."""

    simulator: Simulator
    database: Database
    clock: MovableClock
    storage: Storage
    services: Services
    files: Files
    person: Person
    upload_id: int
    seller_id: int
    fails: list[Exception] = field(default_factory=list[Exception])

    async def sends(self, *messages: Message) -> None:
        """Let photos and files come in, as the wizard takes them."""
        async with self.database.transaction() as session:
            upload = await session.get_one(Upload, self.upload_id)
            for message in messages:
                await receive(session, upload=upload, photo=_sent(message), now=self.clock.now())

    async def sends_album(self, *pictures: bytes) -> None:
        await self.sends(*self.person.sends_album(pictures))

    def tools(self) -> Tools:
        """Return what another replica works with."""

        async def fetch(file_id: str, limit: int) -> bytes:
            if self.fails:
                raise self.fails.pop()
            return await self.files.fetch(file_id, limit)

        return Tools(self.services, self.storage, fetch, Bell(), lambda: None)

    async def photos(self) -> list[UploadPhoto]:
        return await all_of(self.database, select(UploadPhoto).order_by(col(UploadPhoto.id)))

    async def told(self) -> list[PhotosLookedAt]:
        rows = await all_of(self.database, select(Outbox).order_by(col(Outbox.id)))
        assert {row.template for row in rows} <= {PhotosLookedAt.template}
        return [PhotosLookedAt.load(row.params) for row in rows]

    async def hears(self) -> PhotosLookedAt:
        """Return what is told first."""
        await until(self.told)
        (told,) = await self.told()
        return told


def _sent(message: Message) -> SentPhoto:
    content = message.raw.get("document") or message.raw["photo"][-1]
    return SentPhoto(
        chat_id=message.chat_id,
        message_id=message.id,
        file_id=content["file_id"],
        unique_id=content["file_unique_id"],
        size=0,  # as where a client does not say it
    )


async def until(done: Callable[[], Awaitable[object]]) -> None:
    async with asyncio.timeout(20):
        while not await done():  # noqa: ASYNC110 - nobody tells us
            await asyncio.sleep(0.05)


@asynccontextmanager
async def running(*labs: PhotoLab | Looker) -> AsyncGenerator[None]:
    tasks = [asyncio.create_task(lab.run()) for lab in labs]
    try:
        yield
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.wait(tasks, timeout=10)
        assert all(task.cancelled() for task in tasks)


@pytest.fixture
async def seller(database: Database, clock: MovableClock, tmp_path: Path) -> AsyncIterator[Seller]:
    simulator = Simulator(clock, token=TOKEN, limits=None)
    await simulator.start()
    request = AiohttpRequest()
    await request.initialize()
    async with database.transaction() as session:
        store = await a_seller(session)
        upload = Upload(
            seller_id=store.id or 0, step=UploadStep.PHOTOS, created_at=NOW, updated_at=NOW
        )
        session.add(upload)
    person = simulator.add_user("Sri", id=store.chat_id)
    person.start()
    yield Seller(
        simulator,
        database,
        clock,
        Storage(str(tmp_path / "pictures")),
        Services(settings=Settings.load(None), clock=clock, database=database),
        Files(
            BotApi(request, f"{simulator.url}/bot{TOKEN}"),
            request,
            f"{simulator.url}/file/bot{TOKEN}",
        ),
        person,
        upload.id or 0,
        store.id or 0,
    )
    await request.shutdown()
    await simulator.stop()


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


async def test_what_gives_no_photo_is_refused_with_its_reason(seller: Seller) -> None:
    person = seller.person
    await seller.sends(
        person.sends_document("rusak.jpg", GOOD[:3000]),
        person.sends_document("IMG_1.HEIC", HEIC),
        person.sends_document("besar.png", GOOD, size=21 * 1024 * 1024),
        person.sends_document("nota.pdf", b"%PDF-1.7"),
    )
    seller.simulator.world.files.by_id.pop(
        (gone := person.sends_photo(OTHER)).raw["photo"][-1]["file_id"]
    )
    await seller.sends(gone)
    async with running(PhotoLab(seller.tools())):
        told = await seller.hears()
    assert told.refused == (
        RefusedPhoto(1, Refusal.BROKEN),
        RefusedPhoto(2, Refusal.HEIC),
        RefusedPhoto(3, Refusal.TOO_BIG),
        RefusedPhoto(4, Refusal.NOT_A_PICTURE),
        RefusedPhoto(5, Refusal.NOT_FETCHED),
    )
    assert (told.total, told.attachment_id) == (0, None)


@pytest.mark.parametrize("failure", [Fault("getFile", "429", retry_after=3), OSError(), None])
async def test_what_fails_for_a_while_is_tried_again(
    seller: Seller, failure: Fault | OSError | None
) -> None:
    await seller.sends(seller.person.sends_photo(GOOD))
    if isinstance(failure, Fault):
        seller.simulator.fault(failure)
    else:
        seller.fails.append(failure or KeyError("of our own"))

    async def is_put_off() -> bool:
        (one,) = await seller.photos()
        return one.lease_until is not None and one.lease_until < seller.clock.now() + LEASE / 2

    async with running(PhotoLab(seller.tools())):
        await until(is_put_off)
        assert await seller.told() == []
        seller.clock.advance(timedelta(seconds=4))
        assert len((await seller.hears()).photos) == 1


async def test_another_photo_is_not_waited_for_without_end(seller: Seller) -> None:
    seller.simulator.fault(Fault("getFile", "429", retry_after=600))
    await seller.sends_album(GOOD, OTHER)
    async with running(PhotoLab(seller.tools())):
        await asyncio.sleep(0.7)
        assert await seller.told() == []
        seller.clock.advance(timedelta(seconds=8))
        assert len((await seller.hears()).photos) == 1


async def test_what_kills_the_process_each_time_is_given_up(seller: Seller) -> None:
    await seller.sends(seller.person.sends_photo(GOOD))
    await _set(seller, attempts=ATTEMPTS)
    async with running(PhotoLab(seller.tools())):
        told = await seller.hears()
    assert told.refused == (RefusedPhoto(1, Refusal.NOT_FETCHED),)


async def test_what_is_in_hand_is_given_back_when_it_is_stopped(seller: Seller) -> None:
    await seller.sends(seller.person.sends_photo(GOOD))
    reached = asyncio.Event()

    async def hangs(_file_id: str, _limit: int) -> bytes:
        reached.set()
        await asyncio.sleep(60)
        return b""

    tools = Tools(seller.services, seller.storage, hangs, Bell(), lambda: None)
    async with running(PhotoLab(tools)):
        await asyncio.wait_for(reached.wait(), 10)
    (one,) = await seller.photos()
    assert (one.state, one.attempts, one.lease_until) == (PhotoState.RECEIVED, 0, None)


async def test_a_photo_whose_lease_ran_out_is_told_of_once(seller: Seller) -> None:
    await seller.sends(seller.person.sends_photo(GOOD))
    begun: list[str] = []
    go_on = asyncio.Event()

    async def slow(file_id: str, limit: int) -> bytes:
        begun.append(file_id)
        await go_on.wait()
        return await seller.files.fetch(file_id, limit)

    async def is_begun_twice() -> bool:
        seller.clock.advance(LEASE)
        return len(begun) > 1

    tools = Tools(seller.services, seller.storage, slow, Bell(), lambda: None)
    async with running(PhotoLab(tools)):
        await until(is_begun_twice)
        go_on.set()
        await seller.hears()
        await asyncio.sleep(0.3)
    assert len(await seller.told()) == 1


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


async def test_a_picture_that_the_storage_lost_stays_as_it_was_sent(seller: Seller) -> None:
    await seller.sends(seller.person.sends_photo(GOOD))
    lost = f"ab/{'ab' * 32}.jpg"
    await _set(
        seller, state=PhotoState.CHECKED, key=lost, told_at=NOW, improvable=True, improved=True
    )

    async def is_own() -> bool:
        return not (await seller.photos())[0].improved

    async with running(PhotoLab(seller.tools())):
        await until(is_own)


async def test_nobody_hears_of_a_listing_that_was_thrown_away(seller: Seller) -> None:
    await seller.sends(seller.person.sends_photo(GOOD))
    async with seller.database.transaction() as session:
        await session.execute(update(Upload).values(state=UploadState.DISCARDED))

    async def is_done_with() -> bool:
        return (await seller.photos())[0].told_at is not None

    async with running(PhotoLab(seller.tools())):
        await until(is_done_with)
    assert await seller.told() == []


async def _set(seller: Seller, **values: object) -> None:
    async with seller.database.transaction() as session:
        await session.execute(update(UploadPhoto).values(**values))
