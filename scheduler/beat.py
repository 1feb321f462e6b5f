"""The pulse: APScheduler in memory, which only asks the timetable what is due.

It keeps no job of ours: what ran and what did not is in the `tick` table, by the clock that a demo
may move.
"""

import asyncio
import contextlib
import logging
from collections.abc import Callable, Sequence
from datetime import UTC, timedelta
from typing import Any

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from sqlalchemy.exc import InterfaceError, OperationalError

from core.services import Services
from scheduler.runner import Run, run_due
from scheduler.timetable import TIMETABLE, Entry, LongEntry

log = structlog.get_logger()

FIRST_REST = 30.0
LONGEST_REST = 1800.0
"""Seconds that a failing job rests before it is tried again; they double in between."""
LAST_BEAT = 5.0
"""Seconds that the beat in hand may take once `run` is cancelled."""


class Beat:
    """Beats for as long as `run` is not cancelled; every replica has one."""

    def __init__(
        self,
        services: Services,
        *,
        every: timedelta = timedelta(seconds=5),
        entries: Sequence[Entry | LongEntry] = TIMETABLE,
        ran: Callable[[], None] | None = None,
    ) -> None:
        """Look at `entries` once `every` so often; call `ran` after a beat that ran a job."""
        self._services = services
        self._every = every
        self._entries = entries
        self._ran = ran
        self._rests: dict[str, float] = {}
        self._until: dict[str, float] = {}
        self._beating = asyncio.Lock()

    async def run(self) -> None:
        """Beat at once and then regularly, until cancelled; a long job is cut short and undone."""
        logging.getLogger("apscheduler").setLevel(logging.ERROR)  # it speaks at every beat
        scheduler: Any = AsyncIOScheduler(timezone=UTC)
        scheduler.add_job(
            self.beat,
            "interval",
            seconds=self._every.total_seconds(),
            id="beat",
            coalesce=True,
            misfire_grace_time=None,
            max_instances=1,
        )
        await self.beat()
        scheduler.start()
        try:
            await asyncio.Event().wait()
        finally:
            scheduler.pause()
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(LAST_BEAT), self._beating:
                    pass  # the scheduler would cut it short and not wait for its end
            scheduler.shutdown(wait=False)

    async def beat(self) -> None:
        """Run what is due, but for jobs that failed a moment ago."""
        async with self._beating:
            await self._beat()

    async def _beat(self) -> None:
        present = asyncio.get_running_loop().time()
        resting = {name for name, until in self._until.items() if until > present}
        try:
            runs = await run_due(self._services, entries=self._entries, resting=resting)
        except (OperationalError, InterfaceError) as error:
            log.warning("database_unavailable", error=type(error.orig).__name__)
            return
        for run in runs:
            self._note(run, present)
        if runs and self._ran is not None:
            self._ran()

    def _note(self, run: Run, present: float) -> None:
        if run.error is None:
            self._rests.pop(run.name, None)
            return
        rest = min(LONGEST_REST, self._rests.get(run.name, FIRST_REST / 2) * 2)
        self._rests[run.name] = rest
        self._until[run.name] = present + rest
