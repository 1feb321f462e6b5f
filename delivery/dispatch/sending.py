"""Send one job: word it, open its topic where it needs one, call Telegram, read the answer."""

import asyncio
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

import structlog
from sqlalchemy.ext.asyncio import AsyncSession
from telegram.error import TelegramError

from core.services import Services
from core.storage import PictureGone, Storage
from crm.attachments.queries import AttachmentGone, attachment
from crm.staff import rights
from crm.staff.rules import Lack
from crm.tickets import operations as tickets
from delivery.dispatch.jobs import Job, Topic
from delivery.dispatch.leases import extend
from delivery.dispatch.outcomes import Refused, Sent
from delivery.dispatch.verdicts import Fate, Verdict, judge, unexpected
from delivery.telegram.api import File
from delivery.telegram.gateway import UPLOAD_PATIENCE, Gateway, Place, Receipt
from views.message import (
    Album,
    Attached,
    CommandList,
    Drawn,
    Outgoing,
    React,
    Shown,
    TopicLock,
)

log = structlog.get_logger()

UPLOAD_LEASE = timedelta(seconds=UPLOAD_PATIENCE + 60)
"""Longer than the slowest upload."""


class Sender:
    """Sends jobs; never raises for what one message does wrong."""

    def __init__(self, services: Services, gateway: Gateway, storage: Storage) -> None:
        """Send through `gateway`; the pictures of albums are in `storage`."""
        self._services = services
        self._gateway = gateway
        self._storage = storage

    async def send(self, job: Job) -> Sent | Refused:
        """Send `job` once and say how it went.

        Raises:
            InvalidToken: Telegram does not know the token.
        """
        try:
            message = job.render()
        except Exception as error:
            log.exception("message_unworded", outbox_id=job.outbox_id)
            return Refused(job, Verdict(Fate.DEAD), f"view: {type(error).__name__}")
        try:
            receipt = await self._deliver(job, message)
        except TelegramError as error:
            return Refused(job, _judged(job, error), f"{type(error).__name__}: {error.message}")
        except (AttachmentGone, PictureGone) as error:
            return Refused(job, Verdict(Fate.DEAD), str(error))
        except Exception as error:
            log.exception("sending_failed", outbox_id=job.outbox_id)
            return Refused(job, unexpected(job.attempts), type(error).__name__)
        return Sent(job, message, receipt, self._services.clock.now())

    async def _deliver(self, job: Job, message: Outgoing) -> Receipt:
        if isinstance(message, TopicLock):
            return await self._lock(job, message)
        if isinstance(message, CommandList):
            await self._gateway.set_commands(job.chat_id, message.commands)
            return Receipt(None)
        if job.topic is None or isinstance(message, React):
            return await self._put(job, message, job.place(None))
        thread = job.topic.thread_id or await self._open(job, job.topic)
        try:
            return await self._put(job, message, job.place(thread))
        except TelegramError as error:
            fate = _judged(job, error).fate
            if fate not in {Fate.TOPIC_GONE, Fate.TOPIC_CLOSED}:
                raise
        if thread is not None and fate is Fate.TOPIC_CLOSED:
            return await self._put_behind_a_door(job, message, thread)
        log.info("topic_recreated", ticket_id=job.topic.ticket_id)
        return await self._put(job, message, job.place(await self._open(job, job.topic)))

    async def _put_behind_a_door(self, job: Job, message: Shown, thread: int) -> Receipt:
        """Open a topic that is closed even to us, or write where everybody may."""
        await self._gateway.lock_topic(job.chat_id, thread, closed=False)
        try:
            return await self._put(job, message, job.place(thread))
        except TelegramError as error:
            if _judged(job, error).fate is not Fate.TOPIC_CLOSED:
                raise
        return await self._put(job, message, job.place(None))

    async def _lock(self, job: Job, lock: TopicLock) -> Receipt:
        """Close or open the topic of a ticket, which nobody opens anew for that."""
        if job.topic is not None and job.topic.thread_id is not None:
            thread = job.topic.thread_id
            await self._gateway.lock_topic(job.chat_id, thread, closed=lock.closed)
        return Receipt(None)

    async def _put(self, job: Job, message: Shown, place: Place) -> Receipt:
        if isinstance(message, Album):
            files = await self._pictures(job, message.keys)
            return await self._gateway.upload_album(message, files, place)
        if not isinstance(message, Attached | Drawn):
            return await self._gateway.send(message, place)
        file = await self._made(job, message)
        return await self._gateway.upload(message, file, place)

    async def _made(self, job: Job, message: Attached | Drawn) -> File:
        """Fetch or draw a file's content, and take the time to upload it."""
        async with self._services.database.transaction() as session:
            await self._hold_on(session, job)
            if isinstance(message, Attached):
                found = await attachment(session, message.attachment_id)
                return File(found.name, found.media_type, found.content)
        return File("picture.jpg", "image/jpeg", await asyncio.to_thread(message.draw))

    async def _pictures(self, job: Job, keys: Sequence[str]) -> list[File]:
        """Fetch pictures, and the time to upload them."""
        async with self._services.database.transaction() as session:
            await self._hold_on(session, job)
        return [
            File(f"{number}{Path(key).suffix}", _media_type(key), await self._storage.get(key))
            for number, key in enumerate(keys, start=1)
        ]

    async def _hold_on(self, session: AsyncSession, job: Job) -> None:
        until = self._services.clock.now() + UPLOAD_LEASE
        await extend(session, job.outbox_id, until=until)

    async def _open(self, job: Job, topic: Topic) -> int | None:
        """Open the ticket's topic and note it; None where the group does not let us."""
        try:
            thread = await self._gateway.open_topic(job.chat_id, topic.name)
        except TelegramError as error:
            fate = _judged(job, error).fate
            if fate not in {Fate.NO_TOPICS, Fate.NO_RIGHTS}:
                raise
            log.warning("topics_refused", error=error.message)
            if fate is Fate.NO_RIGHTS:
                await self._tell_of_missing_right(job)
            return None
        async with self._services.database.transaction() as session:
            await tickets.topic_opened(
                session,
                ticket_id=topic.ticket_id,
                topic_id=thread,
                now=self._services.clock.now(),
            )
        return thread

    async def _tell_of_missing_right(self, job: Job) -> None:
        async with self._services.database.transaction() as session:
            await rights.missed(
                session,
                chat_id=job.chat_id,
                lack=Lack.TOPIC_RIGHT,
                now=self._services.clock.now(),
            )


def _judged(job: Job, error: TelegramError) -> Verdict:
    return judge(error, attempts=job.attempts, delivery=job.payload.delivery, chat_id=job.chat_id)


def _media_type(key: str) -> str:
    return "image/png" if key.endswith(".png") else "image/jpeg"
