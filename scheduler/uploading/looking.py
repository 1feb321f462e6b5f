"""The loop that takes photos in hand: what came first, a few at a time in each replica."""

import asyncio

import structlog
from sqlalchemy.exc import InterfaceError, OperationalError

from crm.uploads.photos import claiming
from delivery.bell import Bell
from models import UploadPhoto
from scheduler.uploading.developing import Developer
from scheduler.uploading.tools import Tools

log = structlog.get_logger()

HANDS = 8
"""Photos in hand at once: while some are fetched, others are looked at. Each has up to 20 MB."""
IDLE = 0.5
"""Seconds between looks for work that nobody rang for: another replica's, or put off."""
PAUSE = 0.05
"""Seconds between looks at least: the bell rings for every message that is handled."""
RENEW_EVERY = claiming.LEASE.total_seconds() / 4
LAST_WORD = 5.0
"""Seconds for giving back what is in hand once `run` is cancelled."""


class Looker:
    """Looks at photos for as long as `run` is not cancelled; every replica has one."""

    def __init__(self, tools: Tools, looked: Bell) -> None:
        """Work with `tools`; ring `looked` when a photo is done with."""
        self._tools = tools
        self._services = tools.services
        self._looked = looked
        self._in_hand: dict[int, UploadPhoto] = {}

    async def run(self) -> None:
        """Look at photos until cancelled; those in hand are then given back."""
        developer = Developer(self._tools)
        try:
            async with asyncio.TaskGroup() as group:
                await self._free_all()
                group.create_task(self._keep())
                while True:
                    for photo in await self._claimed():
                        group.create_task(self._work(developer, photo))
                    await asyncio.sleep(PAUSE)
                    await self._tools.arrived.wait(at_most=IDLE)
        finally:
            await self._give_back()

    async def _claimed(self) -> list[UploadPhoto]:
        try:
            return await self._claim()
        except (OperationalError, InterfaceError) as error:
            log.warning("database_unavailable", error=type(error.orig).__name__)
        except Exception:
            log.exception("photos_not_claimed")
        return []

    async def _claim(self) -> list[UploadPhoto]:
        free = HANDS - len(self._in_hand)
        now = self._services.clock.now()
        if not free:
            return []
        async with self._services.database.reading() as session:
            if not await claiming.is_any_open(session, now=now):
                return []
        async with self._services.database.transaction() as session:
            photos = await claiming.claim(session, limit=free, now=now)
        self._in_hand |= {photo.id or 0: photo for photo in photos}
        return photos

    async def _work(self, developer: Developer, photo: UploadPhoto) -> None:
        """Work on a photo in hand; where that is broken off, it stays in hand to be given back."""
        try:
            await developer.develop(photo)
        except (OperationalError, InterfaceError) as error:
            log.warning("database_unavailable", photo_id=photo.id, error=type(error.orig).__name__)
        except Exception:
            log.exception("photo_not_settled", photo_id=photo.id)
        if self._in_hand.get(photo.id or 0) is photo:  # else its lease ran out, and it came again
            del self._in_hand[photo.id or 0]
        self._tools.arrived.ring()
        self._looked.ring()

    async def _keep(self) -> None:
        """Keep what is in hand from others for as long as it takes."""
        while True:
            await asyncio.sleep(RENEW_EVERY)
            try:
                async with self._services.database.transaction() as session:
                    now = self._services.clock.now()
                    await claiming.renew(session, list(self._in_hand), now=now)
            except (OperationalError, InterfaceError) as error:
                log.warning("database_unavailable", error=type(error.orig).__name__)

    async def _give_back(self) -> None:
        if not self._in_hand:
            return
        try:
            async with (
                asyncio.timeout(LAST_WORD),
                self._services.database.transaction() as session,
            ):
                await claiming.give_back(session, list(self._in_hand.values()))
        except (OperationalError, InterfaceError, TimeoutError) as error:
            # Their leases end by themselves, only later.
            log.warning("photos_not_given_back", error=type(error).__name__)

    async def _free_all(self) -> None:
        """Free what the last process had in hand: on SQLite there is no other one."""
        if not self._services.database.is_sqlite:
            return
        try:
            async with self._services.database.transaction() as session:
                await claiming.free_all(session)
        except (OperationalError, InterfaceError) as error:
            log.warning("database_unavailable", error=type(error.orig).__name__)
