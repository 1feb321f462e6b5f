"""The loop that tells sellers what was found, once for all photos that came together."""

import asyncio

import structlog
from sqlalchemy.exc import InterfaceError, OperationalError

from crm.uploads.photos import telling
from crm.uploads.photos.telling import Overtaken
from delivery.bell import Bell
from scheduler.uploading import pictures
from scheduler.uploading.tools import Tools

log = structlog.get_logger()

IDLE = 1.0
"""Seconds between looks for what another replica found, or a process that was killed."""
SOON = 0.1
"""The same while photos are known that are to be told of."""
TOGETHER = 8
"""Sellers who are told side by side: a sheet waits for pictures of others that are looked at."""


class Reporter:
    """Tells of photos for as long as `run` is not cancelled; of several replicas one tells."""

    def __init__(self, tools: Tools, looked: Bell) -> None:
        """Work with `tools`; `looked` rings when a photo is done with."""
        self._tools = tools
        self._services = tools.services
        self._looked = looked

    async def run(self) -> None:
        """Tell what is known, until cancelled."""
        while True:
            soon = await self._guarded_step()
            await self._looked.wait(at_most=SOON if soon else IDLE)

    async def step(self) -> bool:
        """Tell what can be told; say whether more will be soon."""
        async with self._services.database.reading() as session:
            found = await telling.ripeness(session, now=self._services.clock.now())
        for at in range(0, len(found.ripe), TOGETHER):
            async with asyncio.TaskGroup() as group:
                for upload_id in found.ripe[at : at + TOGETHER]:
                    group.create_task(self._guarded_tell(upload_id))
        if found.ripe:
            self._tools.posted()
        return found.soon

    async def _guarded_tell(self, upload_id: int) -> None:
        """Tell of one listing's photos; what is wrong with them keeps no other one waiting."""
        try:
            await self._tell(upload_id)
        except Overtaken:
            log.info("photos_told_meanwhile", upload_id=upload_id)
        except (OperationalError, InterfaceError) as error:
            log.warning("database_unavailable", error=type(error.orig).__name__)
        except Exception:
            log.exception("photos_not_told", upload_id=upload_id)

    async def _tell(self, upload_id: int) -> None:
        async with self._services.database.reading() as session:
            photos = await telling.untold(session, upload_id)
        pairs = [(one.number, one.pair) for one in photos if one.improvable and one.pair]
        sheet = await self._tools.workers.run(pictures.sheet, pairs) if pairs else None
        async with self._services.database.transaction() as session:
            await telling.tell(
                session,
                upload_id=upload_id,
                photos=photos,
                sheet=sheet,
                now=self._services.clock.now(),
            )

    async def _guarded_step(self) -> bool:
        try:
            return await self.step()
        except (OperationalError, InterfaceError) as error:
            log.warning("database_unavailable", error=type(error.orig).__name__)
        except Exception:
            log.exception("reporting_failed")
        return False
