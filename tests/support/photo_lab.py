"""A seller who sends photos, and the lab that looks at them, at a simulated Telegram."""

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from sqlalchemy import select, update
from sqlmodel import col

from core.clock import MovableClock
from core.db import Database
from core.services import Services
from core.storage import Storage
from crm.uploads.photos.payloads import PhotosLookedAt
from crm.uploads.photos.receiving import SentPhoto, receive
from delivery.bell import Bell
from delivery.telegram.files import Files
from models import Outbox, Upload, UploadPhoto
from scheduler.uploading.lab import PhotoLab
from scheduler.uploading.looking import Looker
from scheduler.uploading.tools import Fetch, Tools
from scheduler.uploading.workers import Workers
from simulator import Message, Person, Simulator
from tests.support.pictures.damages import exposed, jpeg
from tests.support.pictures.photographs import photo
from tests.support.rows import all_of

GOOD = jpeg(photo("coffee", longest=800))
OTHER = jpeg(photo("chelsea", longest=800))
DARK = jpeg(exposed(photo("coffee", "left", longest=800), -4))


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
        """Let photos come in together."""
        await self.sends(*self.person.sends_album(pictures))

    def tools(self) -> Tools:
        """Return what another replica works with."""

        async def fetch(file_id: str, limit: int) -> bytes:
            if self.fails:
                raise self.fails.pop()
            return await self.files.fetch(file_id, limit)

        return self.tools_with(fetch)

    def tools_with(self, fetch: Fetch, workers: Workers | None = None) -> Tools:
        """Return tools that get files by `fetch`; pictures are decoded in threads, as is quick."""
        threads = workers or Workers(lambda: ThreadPoolExecutor(2))
        return Tools(self.services, self.storage, fetch, threads, Bell(), lambda: None)

    async def sets(self, **values: object) -> None:
        """Let every photo be as a test needs it."""
        async with self.database.transaction() as session:
            await session.execute(update(UploadPhoto).values(**values))

    async def photos(self) -> list[UploadPhoto]:
        """Return what is known of the photos, in the order in which they came."""
        return await all_of(self.database, select(UploadPhoto).order_by(col(UploadPhoto.id)))

    async def told(self) -> list[PhotosLookedAt]:
        """Return what the seller was told, of which nothing is about anything else."""
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
    """Wait until something is so."""
    async with asyncio.timeout(20):
        while not await done():  # noqa: ASYNC110 - nobody tells us
            await asyncio.sleep(0.05)


@asynccontextmanager
async def running(*labs: PhotoLab | Looker) -> AsyncGenerator[None]:
    """Let labs work for as long as the block lasts; they must stop cleanly."""
    tasks = [asyncio.create_task(lab.run()) for lab in labs]
    try:
        yield
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.wait(tasks, timeout=10)
        assert all(task.cancelled() for task in tasks)
