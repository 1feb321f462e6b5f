"""One photo that is in hand: fetched, looked at and kept; or made better, put off, refused."""

from datetime import timedelta

import structlog
from sqlalchemy.exc import InterfaceError, OperationalError
from telegram.error import RetryAfter, TelegramError

from core.storage import PictureGone
from crm.imports.orders.operations import FileTooBig
from crm.uploads.photos import claiming, settling
from crm.uploads.photos.flaws import Refusal
from crm.uploads.photos.receiving import LARGEST
from crm.uploads.photos.settling import Found
from delivery.dispatch.verdicts import backoff, wait_of
from delivery.telegram.files import FileNotHanded
from models import UploadPhoto
from models.uploads import PhotoState
from scheduler.uploading import pictures
from scheduler.uploading.tools import Tools

log = structlog.get_logger()

ATTEMPTS = 10
"""Tries, in about ten minutes, before the seller is asked to send it again."""
SUFFIX = ".jpg"
"""Whatever was sent, what is kept is a JPEG."""


class Developer:
    """Works on photos that are in hand; each is settled, put off, or somebody else's by now."""

    def __init__(self, tools: Tools) -> None:
        """Work with `tools`."""
        self._tools = tools
        self._services = tools.services

    async def develop(self, photo: UploadPhoto) -> None:
        """Bring `photo` as far as it goes.

        Raises:
            OperationalError, InterfaceError: the database is away; the lease ends by itself.
        """
        try:
            await self._develop(photo)
        except (OperationalError, InterfaceError):
            raise
        except FileTooBig:
            await self._give_up(photo, Refusal.TOO_BIG)
        except FileNotHanded:
            await self._give_up(photo, Refusal.NOT_FETCHED)
        except RetryAfter as error:
            await self._stumble(photo, error, wait_of(error))
        except (TelegramError, OSError) as error:
            await self._stumble(photo, error, backoff(photo.attempts))
        except Exception as error:
            log.exception("photo_failed", photo_id=photo.id)
            await self._stumble(photo, error, backoff(photo.attempts))

    async def _develop(self, photo: UploadPhoto) -> None:
        if photo.attempts > ATTEMPTS:  # whoever had it did not live to say what happened
            await self._give_up(photo, Refusal.NOT_FETCHED)
        elif photo.state is PhotoState.RECEIVED:
            await self._look(photo)
        else:
            await self._improve(photo)

    async def _look(self, photo: UploadPhoto) -> None:
        content = await self._tools.fetch(photo.file_id, LARGEST)
        minimum = self._services.settings.photo_minimum
        seen = await self._tools.workers.run(pictures.look, content, minimum)
        if isinstance(seen, Refusal):
            await self._give_up(photo, seen)
            return
        key = await self._tools.storage.put(seen.clean, SUFFIX)
        found = Found(
            key=key,
            width=seen.width,
            height=seen.height,
            flaws=tuple(flaw.value for flaw in seen.flaws),
            measures=seen.measures,
            fingerprint=seen.fingerprint,
            improvable=seen.improvable,
            pair=seen.pair,
        )
        async with self._services.database.transaction() as session:
            await settling.checked(session, photo, found=found, now=self._services.clock.now())

    async def _improve(self, photo: UploadPhoto) -> None:
        try:
            clean = await self._tools.storage.get(photo.key)
        except PictureGone:
            log.warning("photo_gone", photo_id=photo.id)
            await self._give_up(photo, Refusal.NOT_FETCHED)
            return
        better = await self._tools.workers.run(pictures.improve, clean)
        key = await self._tools.storage.put(better, SUFFIX)
        async with self._services.database.transaction() as session:
            await settling.improved(session, photo, key=key)

    async def _stumble(self, photo: UploadPhoto, error: Exception, pause: timedelta) -> None:
        """Try again later, or no more."""
        log.info("photo_put_off", photo_id=photo.id, error=type(error).__name__)
        if photo.attempts >= ATTEMPTS:
            await self._give_up(photo, Refusal.NOT_FETCHED)
            return
        async with self._services.database.transaction() as session:
            until = self._services.clock.now() + pause
            await claiming.put_off(session, photo, until=until)

    async def _give_up(self, photo: UploadPhoto, why: Refusal) -> None:
        """Refuse a photo; one that was only to be made better stays as it was sent."""
        log.info("photo_given_up", photo_id=photo.id, why=why)
        async with self._services.database.transaction() as session:
            if photo.state is PhotoState.RECEIVED:
                now = self._services.clock.now()
                await settling.refused(session, photo, why=why, now=now)
            else:
                await settling.not_improved(session, photo)
