"""The loop that sends letters: claim a few, carry them at their slots, settle each."""

import asyncio
import math
from collections.abc import Callable, Sequence
from datetime import timedelta

import structlog
from sqlalchemy.exc import InterfaceError, OperationalError
from sqlalchemy.ext.asyncio import AsyncSession

from core.services import Services
from delivery.bell import Bell
from delivery.dispatch import pacing, screening
from delivery.dispatch.fates import lease
from delivery.dispatch.jobs import Desk
from delivery.dispatch.leases import Reaper
from delivery.mail.composing import Stationery
from delivery.mail.letters import Letter, address_letters, due_letters
from delivery.mail.line import SLOWEST, Line
from delivery.mail.postman import Postman
from delivery.mail.settling import Delivered, Returned, close, settle
from delivery.mail.verdicts import Patience
from models.interactions import Channel

log = structlog.get_logger()

MOST_LINES = 10
"""To the mail server; one for each letter a second, so that a letter may take its second."""
HORIZON = 1.0
"""Seconds of slots that one claim takes."""
IDLE = 0.5
"""Seconds between looks at the outbox when no bell rings: a letter is in no hurry."""
SLEEPS_AFTER = 10.0
"""Seconds without a letter after which a line is given up."""
LEASE = timedelta(seconds=SLOWEST + HORIZON + 60)
"""Longer than the slowest sending, so that nobody sends it a second time."""

Slot = tuple[Letter, float]
"""A letter, and when it may leave on the loop's clock."""


class Mailer:
    """Sends what waits to be sent by e-mail; replicas share it through the database."""

    def __init__(self, services: Services, *, desk: Desk, bot: Callable[[], str]) -> None:
        """Invite to the chat with `bot`, which tells its username once `run` is called."""
        self._services = services
        self._desk = desk
        self._bot = bot
        self._bell = Bell()
        self._in_flight: set[int] = set()
        self._lines = min(MOST_LINES, math.ceil(services.settings.mail_rate))
        self._reaper = Reaper(
            services, channel=Channel.EMAIL, in_hand=self._in_flight, freed=self._bell.ring
        )
        self._slots = asyncio.Queue[Slot]()
        self._stopping = False
        self._patience = Patience()

    async def run(self) -> None:
        """Send until `stop`; what is in hand then is still settled."""
        async with self._services.database.transaction() as session:
            await pacing.open_bucket(session, pacing.MAIL)
        await self._reaper.take_over()
        async with asyncio.TaskGroup() as group:
            tasks = [group.create_task(self._carry(postman)) for postman in self._postmen()]
            tasks.append(group.create_task(self._reaper.run()))
            while not self._stopping:
                if not await self._guarded_claim():
                    await self._bell.wait(at_most=IDLE)
            await self._slots.join()
            for task in tasks:
                task.cancel()

    def stop(self) -> None:
        """Claim no more; `run` returns once what is in hand is settled."""
        self._stopping = True
        self._bell.ring()

    def _postmen(self) -> list[Postman]:
        settings = self._services.settings
        stationery = Stationery.of(settings, bot=self._bot())
        return [
            Postman(self._services, stationery=stationery, line=Line(settings))
            for _ in range(self._lines)
        ]

    async def _guarded_claim(self) -> bool:
        """Claim what there is; tell whether anything was due."""
        try:
            slots = await self._claim(self._lines - len(self._in_flight))
        except (OperationalError, InterfaceError) as error:
            log.warning("database_unavailable", error=type(error.orig).__name__)
            return False
        except Exception:
            log.exception("claim_failed")
            return False
        for slot in slots or ():
            self._slots.put_nowait(slot)
        return slots is not None

    async def _claim(self, free: int) -> Sequence[Slot] | None:
        """Return the letters that leave next, perhaps none of those due; None where none is."""
        if free <= 0:
            return None
        now = self._services.clock.now()
        async with self._services.database.transaction() as session:
            bucket = await pacing.lock_bucket(session, pacing.MAIL, now=now)
            leave = pacing.grant(
                tat=bucket.tat,
                now=bucket.now,
                rate=self._services.settings.mail_rate,
                wanted=free,
                horizon=HORIZON,
            )
            rows = await due_letters(session, now=now, limit=leave.count)
            if not rows:
                return None
            rows = await screening.screen(session, rows, settings=self._services.settings, now=now)
            letters = await address_letters(session, self._desk, rows, now=now)
            if not letters:
                return ()
            ids = [letter.job.outbox_id for letter in letters]
            await lease(session, ids, until=now + LEASE)
            await pacing.advance(session, leave.start + len(letters) * leave.interval, pacing.MAIL)
        self._in_flight.update(ids)
        first = asyncio.get_running_loop().time() + leave.start - bucket.now
        return [(letter, first + i * leave.interval) for i, letter in enumerate(letters)]

    async def _carry(self, postman: Postman) -> None:
        """Carry one letter after the other."""
        try:
            while True:
                try:
                    async with asyncio.timeout(SLEEPS_AFTER):
                        letter, at = await self._slots.get()
                except TimeoutError:
                    await postman.rest()
                    continue
                await asyncio.sleep(max(0.0, at - asyncio.get_running_loop().time()))
                await self._settle(await postman.carry(letter))
                self._in_flight.discard(letter.job.outbox_id)
                self._slots.task_done()
                self._bell.ring()
        finally:
            await postman.rest()

    async def _settle(self, result: Delivered | Returned) -> None:
        """Write down how it went, however long the database is away: it is never sent again."""
        hold = self._patience.after(result.verdict if isinstance(result, Returned) else None)
        while True:
            try:
                async with self._services.database.transaction() as session:
                    await self._write_or_close(session, result, hold)
            except (OperationalError, InterfaceError) as error:
                log.warning("database_unavailable", error=type(error.orig).__name__)
                await asyncio.sleep(IDLE)
            else:
                return

    async def _write_or_close(
        self, session: AsyncSession, result: Delivered | Returned, hold: timedelta
    ) -> None:
        try:
            async with session.begin_nested():
                await settle(session, result, hold=hold, now=self._services.clock.now())
        except (OperationalError, InterfaceError):
            raise
        except Exception:
            log.exception("letter_not_logged", outbox_id=result.letter.job.outbox_id)
            await close(session, result)
