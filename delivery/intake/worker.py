"""Handle what is spooled: many updates a commit under load, one at once when it is quiet."""

import asyncio
import traceback
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Protocol

import orjson
import structlog
from sqlalchemy.exc import InterfaceError, OperationalError
from sqlalchemy.ext.asyncio import AsyncSession

from core.services import Services
from delivery.bell import Bell
from delivery.intake import claims
from models import Inbox

log = structlog.get_logger()

BATCH = 100
IDLE = 0.5
"""Seconds between looks at the spool when no bell rings (a retry's pause, another replica)."""
PATIENCE = 30.0
"""Seconds that one batch may take."""
SOON = timedelta(milliseconds=100)
"""How long an update that came too early waits."""


class TooEarly(Exception):
    """An update answers a message that has left and is not in the log yet: it waits a moment."""


@dataclass(frozen=True, slots=True)
class CallbackAnswer:
    """The answer to a pressed button, given after its effects are committed."""

    query_id: str
    text: str = ""
    alert: bool = False


class Handling(Protocol):
    """What the intake asks of the layer above it."""

    async def handle(
        self, session: AsyncSession, updates: Sequence[dict[str, Any]]
    ) -> list[CallbackAnswer]:
        """Let `updates` take effect in `session`; any error undoes them all."""
        ...

    async def give_up(self, session: AsyncSession, update: dict[str, Any]) -> None:
        """Log an update that failed for good and apologise to its sender."""
        ...


class Worker:
    """Works the spool; several may, in one process (PostgreSQL) or many."""

    def __init__(
        self,
        services: Services,
        *,
        handling: Handling,
        arrived: Bell,
        committed: Callable[[Sequence[CallbackAnswer]], None],
    ) -> None:
        """Wait on `arrived`; call `committed` after each commit with the presses to answer."""
        self._services = services
        self._handling = handling
        self._arrived = arrived
        self._committed = committed
        self._stopping = False

    def stop(self) -> None:
        """Take up no more; `run` returns once the batch in hand is committed."""
        self._stopping = True
        self._arrived.ring()

    async def run(self) -> None:
        """Work until `stop`; a database that fails is tried again."""
        while not self._stopping:
            try:
                if not await self.work():
                    await self._arrived.wait(at_most=IDLE)
            except (OperationalError, InterfaceError) as error:
                log.warning("database_unavailable", error=type(error.orig).__name__)
                await asyncio.sleep(IDLE)

    async def work(self) -> int:
        """Handle one batch and return how many updates it took up."""
        rows: list[int] = []
        try:
            async with asyncio.timeout(PATIENCE), self._services.database.transaction() as session:
                batch = await claims.claim(session, now=self._services.clock.now(), limit=BATCH)
                rows.extend(row.update_id for row in batch)
                if not rows:
                    return 0
                updates = [orjson.loads(row.payload) for row in batch]
                answers = await self._handling.handle(session, updates)
                await claims.settle(session, rows)
        except (OperationalError, InterfaceError):
            raise
        except Exception as error:  # noqa: BLE001 - whatever a handler raises, the batch is tried apart
            log.info("batch_undone", updates=len(rows), error=type(error).__name__)
            for update_id in rows:
                await self._work_alone(update_id)
            return len(rows)
        self._committed(answers)
        return len(rows)

    async def _work_alone(self, update_id: int) -> None:
        try:
            async with asyncio.timeout(PATIENCE), self._services.database.transaction() as session:
                row = await claims.claim_one(session, update_id)
                if row is None:
                    return
                answers = await self._handling.handle(session, [orjson.loads(row.payload)])
                await claims.settle(session, [update_id])
        except (OperationalError, InterfaceError):
            raise
        except TooEarly:
            await self._put_off(update_id)
        except Exception:
            log.exception("update_failed", update_id=update_id)
            await self._count_failure(update_id, traceback.format_exc())
        else:
            self._committed(answers)

    async def _put_off(self, update_id: int) -> None:
        async with self._services.database.transaction() as session:
            row = await claims.claim_one(session, update_id)
            if row is not None:
                row.due = self._services.clock.now() + SOON

    async def _count_failure(self, update_id: int, error: str) -> None:
        async with self._services.database.transaction() as session:
            row = await claims.claim_one(session, update_id)
            if row is None:
                return
            now = self._services.clock.now()
            if claims.fail(row, now=now, error=error):
                await self._apologise(session, row)
        self._committed([])

    async def _apologise(self, session: AsyncSession, row: Inbox) -> None:
        try:
            async with session.begin_nested():
                await self._handling.give_up(session, orjson.loads(row.payload))
        except (OperationalError, InterfaceError):
            raise
        except Exception:
            log.exception("apology_failed", update_id=row.update_id)
