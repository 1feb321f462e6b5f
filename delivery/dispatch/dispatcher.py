"""The loop that sends: claim a few, send them side by side at their slots, settle together."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import structlog
from sqlalchemy.exc import InterfaceError, OperationalError
from sqlalchemy.ext.asyncio import AsyncSession

from core.services import Services
from crm.followups.hours import Hours
from delivery.bell import Bell
from delivery.dispatch import crowding, pacing, screening
from delivery.dispatch.claims import Due, Pace, candidates
from delivery.dispatch.fates import lease
from delivery.dispatch.jobs import Desk, Job
from delivery.dispatch.leases import LEASE, Reaper
from delivery.dispatch.outcomes import Refused, Sent
from delivery.dispatch.sending import Sender
from delivery.dispatch.settling import close, settle_refused, settle_sent
from delivery.dispatch.streams import Slot, Stream, streams
from models.interactions import Channel

log = structlog.get_logger()

IDLE = 0.25
"""Seconds between looks at the outbox when no bell rings."""


@dataclass(frozen=True, slots=True)
class Claimed:
    """Jobs, and when each may leave."""

    slots: Sequence[Slot] = ()
    looked_at: int = 0
    """Messages that were due; those without a job were moved or dropped, so more may follow."""


class Dispatcher:
    """Sends what waits in the outbox; replicas share it through the database."""

    def __init__(self, services: Services, *, desk: Desk, sender: Sender, bell: Bell) -> None:
        """Wait on `bell` for work."""
        self._services = services
        self._desk = desk
        self._sender = sender
        self._streams = streams(services.settings, bell=bell)
        self._in_flight: set[int] = set()
        self._reaper = Reaper(
            services, channel=Channel.TELEGRAM, in_hand=self._in_flight, freed=bell.ring
        )
        self._done: list[Sent | Refused] = []
        self._finished = Bell()
        self._stopping = False
        self._settled_all = asyncio.Event()
        self._settled_all.set()
        settings = services.settings
        self._hours = Hours.of(settings)
        self._pace = Pace(
            chat_interval=settings.chat_interval, group_per_minute=settings.group_rate
        )

    async def run(self) -> None:
        """Send until `stop`; what is in flight then is still settled.

        Raises:
            InvalidToken: Telegram does not know the token (in an ExceptionGroup).
        """
        async with self._services.database.transaction() as session:
            for stream in self._streams:
                await pacing.open_bucket(session, stream.bucket)
        await self._reaper.take_over()
        async with asyncio.TaskGroup() as group:
            settling = group.create_task(self._settle_forever())
            reaping = group.create_task(self._reaper.run())
            releasing = [
                group.create_task(self._release(group, stream)) for stream in self._streams
            ]
            await asyncio.wait(
                [group.create_task(self._claim_until_stopped(stream)) for stream in self._streams]
            )
            await self._settled_all.wait()
            for task in (settling, reaping, *releasing):
                task.cancel()

    def stop(self) -> None:
        """Claim no more; `run` returns once what is in flight is settled."""
        self._stopping = True
        self._ring()

    async def _claim_until_stopped(self, stream: Stream) -> None:
        while not self._stopping:
            claimed = await self._guarded_claim(stream)
            if not claimed.looked_at:
                await stream.bell.wait(at_most=IDLE)
            for slot in claimed.slots:
                stream.slots.put_nowait(slot)
            if claimed.slots:
                _, last = claimed.slots[-1]
                pause = last - stream.horizon / 2 - asyncio.get_running_loop().time()
                await asyncio.sleep(max(0.0, pause))

    async def _release(self, group: asyncio.TaskGroup, stream: Stream) -> None:
        while True:
            group.create_task(self._send(await stream.leaving()))

    async def _guarded_claim(self, stream: Stream) -> Claimed:
        free = stream.most - len(stream.in_flight)
        if free < stream.most / 2:
            return Claimed()
        try:
            return await self._claim(stream, free)
        except (OperationalError, InterfaceError) as error:
            log.warning("database_unavailable", error=type(error.orig).__name__)
        except Exception:
            log.exception("claim_failed")
            await asyncio.sleep(IDLE)
        return Claimed()

    async def _claim(self, stream: Stream, free: int) -> Claimed:
        now = self._services.clock.now()
        async with self._services.database.transaction() as session:
            bucket = await stream.lock(session, now=now)
            locked_at = asyncio.get_running_loop().time()
            leave = pacing.grant(
                tat=bucket.tat,
                now=bucket.now,
                rate=stream.rate,
                wanted=free,
                horizon=stream.horizon,
            )
            if leave.count == 0:
                return Claimed()
            rows = await self._due(session, stream, limit=leave.count, now=now)
            jobs = await self._jobs(session, rows, now=now)
            if not jobs:
                return Claimed(looked_at=len(rows))
            ids = [row_id for job in jobs for row_id in job.ids]
            await lease(session, ids, until=now + LEASE)
            tat = leave.start + len(jobs) * leave.interval
            await pacing.advance(session, tat, stream.bucket)
        for in_flight in (self._in_flight, stream.in_flight):
            in_flight.update(ids)
        self._settled_all.clear()
        first = locked_at + leave.start - bucket.now
        slots = [(job, first + number * leave.interval) for number, job in enumerate(jobs)]
        return Claimed(slots, looked_at=len(rows))

    async def _due(
        self, session: AsyncSession, stream: Stream, *, limit: int, now: datetime
    ) -> list[Due]:
        return await candidates(
            session,
            now=now,
            limit=limit,
            pace=self._pace,
            hours=self._hours,
            priorities=stream.priorities,
        )

    async def _jobs(self, session: AsyncSession, rows: list[Due], *, now: datetime) -> list[Job]:
        """Return the jobs of those rows that are still wanted, and may leave at this hour.

        Into a group that is nearly full some leave together.
        """
        rows = await screening.screen(session, rows, settings=self._services.settings, now=now)
        rows = await crowding.ease(session, rows, pace=self._pace, now=now)
        return await self._desk.jobs(session, rows, now=now) if rows else []

    async def _send(self, job: Job) -> None:
        result = await self._sender.send(job)
        self._done.append(result)  # only now: settling puts a new list in its place meanwhile
        self._finished.ring()

    async def _settle_forever(self) -> None:
        while True:
            await self._finished.wait(at_most=IDLE)
            while self._done:
                await self._settle()

    async def _settle(self) -> None:
        results, self._done = self._done, []
        try:
            async with self._services.database.transaction() as session:
                await self._write(session, results)
        except (OperationalError, InterfaceError) as error:
            log.warning("database_unavailable", error=type(error.orig).__name__)
            self._done[:0] = results
            await asyncio.sleep(IDLE)
            return
        except Exception:
            log.exception("settling_failed", messages=len(results))
            results = await self._settle_apart(results)
        for in_flight in (self._in_flight, *(stream.in_flight for stream in self._streams)):
            in_flight.difference_update(row for result in results for row in result.job.ids)
        if not self._in_flight:
            self._settled_all.set()
        self._ring()

    def _ring(self) -> None:
        for stream in self._streams:
            stream.bell.ring()

    async def _settle_apart(self, results: Sequence[Sent | Refused]) -> list[Sent | Refused]:
        """Settle one by one what could not be settled together, and return what now is.

        A message that was sent must never be sent again because its log could not be written.
        """
        settled: list[Sent | Refused] = []
        for result in results:
            try:
                async with self._services.database.transaction() as session:
                    await self._write_or_close(session, result)
            except (OperationalError, InterfaceError):
                self._done.append(result)
            else:
                settled.append(result)
        return settled

    async def _write_or_close(self, session: AsyncSession, result: Sent | Refused) -> None:
        try:
            async with session.begin_nested():
                await self._write(session, [result])
        except (OperationalError, InterfaceError):
            raise
        except Exception:
            log.exception("message_not_logged", outbox_id=result.job.outbox_id)
            await close(session, result)

    async def _write(self, session: AsyncSession, results: Sequence[Sent | Refused]) -> None:
        await settle_sent(session, [r for r in results if isinstance(r, Sent)])
        for refused in results:
            if isinstance(refused, Refused):
                await settle_refused(session, refused, now=self._services.clock.now())
