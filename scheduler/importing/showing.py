"""How far an import is, shown now and then in the place of its preview."""

import asyncio
import time
from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass

import structlog
from sqlalchemy.exc import InterfaceError, OperationalError

from core.services import Services
from crm.imports.orders import outcomes
from crm.imports.orders.payloads import ImportProgress
from crm.imports.progress import Progress, Stage
from models import ImportOrder
from models.imports import ImportState

log = structlog.get_logger()

FIRST = 2.0
"""Seconds until the first edit: most files are through by then."""
IN_PRIVATE = 3.0
IN_GROUP = 10.0
"""Seconds between edits: a group takes 20 messages a minute, and tickets need them too."""
SURE_AFTER = 1.0
"""Seconds of a stage after which its rate says something."""


class Abandoned(Exception):
    """Nobody waits for the import any more: the thread that hears this stops reading."""


@dataclass(frozen=True, slots=True)
class Step:
    """How far a stage was at a moment of the process's own clock."""

    stage: Stage
    done: int
    total: int
    at: float


@asynccontextmanager
async def showing(
    services: Services, order: ImportOrder, posted: Callable[[], None]
) -> AsyncGenerator[Progress]:
    """Yield what hears how far `order` is; it is shown while the block runs, and not later."""
    shown = Showing(services, order, posted)
    try:
        async with asyncio.TaskGroup() as group:
            running = group.create_task(shown.run())
            yield shown.hear
            running.cancel()
    except BaseExceptionGroup as errors:
        raise errors.exceptions[0] from None  # what ended the block, as itself
    finally:
        shown.abandon()


class Showing:
    """Hears how far an import is, from any thread, and edits it into the order's message."""

    def __init__(self, services: Services, order: ImportOrder, posted: Callable[[], None]) -> None:
        """Show it where `order` was confirmed; ring `posted` for each edit."""
        self._services = services
        self._order = order
        self._posted = posted
        self._first: Step | None = None
        self._latest: Step | None = None
        self._abandoned = False

    def hear(self, stage: Stage, done: int, total: int) -> None:
        """Take note.

        Raises:
            Abandoned: to end a thread that nobody waits for any more.
        """
        if self._abandoned:
            raise Abandoned
        step = Step(stage, done, total, time.monotonic())
        if self._first is None or self._first.stage is not stage:
            self._first = step
        self._latest = step

    def abandon(self) -> None:
        """Let the thread that reads the file end at its next step."""
        self._abandoned = True

    async def run(self) -> None:
        """Show what is new, until cancelled; where nothing was confirmed there is no place."""
        message_id = self._order.message_id
        if message_id is None or self._order.state is not ImportState.CONFIRMED:
            return
        number, shown = 1, self._latest
        pause = FIRST
        while True:
            await asyncio.sleep(pause)
            pause = IN_GROUP if (self._order.chat_id or 0) < 0 else IN_PRIVATE
            step = self._latest
            if step is None or step == shown:
                continue
            if await self._show(step, message_id, number):
                number, shown = number + 1, step

    async def _show(self, step: Step, message_id: int, number: int) -> bool:
        rate = self._rate(step)
        progress = ImportProgress(
            message_id,
            file_name=self._order.file_name,
            stage=step.stage,
            done=step.done,
            total=step.total,
            rate=rate,
            seconds_left=round((step.total - step.done) / rate) if rate else None,
        )
        try:
            async with self._services.database.transaction() as session:
                shown = await outcomes.progressed(
                    session,
                    self._order,
                    progress=progress,
                    number=number,
                    now=self._services.clock.now(),
                )
        except (OperationalError, InterfaceError) as error:
            log.warning("database_unavailable", error=type(error.orig).__name__)
            return False
        self._posted()
        return shown

    def _rate(self, step: Step) -> int:
        """Return rows a second in this stage; 0 where it is too early to say."""
        first = self._first
        if first is None or first.stage is not step.stage or step.at - first.at < SURE_AFTER:
            return 0
        return round((step.done - first.done) / (step.at - first.at))
