"""The loop that carries out orders to import, one at a time in each replica."""

import asyncio
from typing import TYPE_CHECKING

import structlog
from sqlalchemy.exc import InterfaceError, OperationalError

from crm.imports.orders import operations, queries
from crm.imports.orders.operations import OrderLost
from crm.imports.orders.rules import LEASE
from models import ImportOrder
from scheduler.importing.tools import Tools

if TYPE_CHECKING:
    from scheduler.importing.carrying import Carrier

log = structlog.get_logger()

IDLE = 0.5
"""Seconds between looks for an order; a look reads one row of an index that is mostly empty."""
RENEW_EVERY = LEASE.total_seconds() / 4
LAST_WORD = 5.0
"""Seconds for giving back the order in hand once `run` is cancelled."""


class Importer:
    """Carries out orders for as long as `run` is not cancelled; every replica has one."""

    def __init__(self, tools: Tools) -> None:
        """Work with `tools`."""
        self._tools = tools
        self._services = tools.services
        self._carrier: Carrier | None = None

    async def run(self) -> None:
        """Carry out orders until cancelled; the one in hand is then undone and given back."""
        if self._services.database.is_sqlite:
            await self._free_all()
        while True:
            if not await self._guarded_step():
                await asyncio.sleep(IDLE)

    async def step(self) -> bool:
        """Carry out the next order; False where none waits."""
        now = self._services.clock.now()
        async with self._services.database.reading() as session:
            if not await queries.is_any_open(session, now=now):
                return False
        async with self._services.database.transaction() as session:
            order = await operations.claim(session, now=now)
        if order is None:
            return False
        log.info("import_begun", order_id=order.id, state=order.state, attempt=order.attempts)
        try:
            await self._carry_out(order)
        except asyncio.CancelledError:
            await self._give_back(order)
            raise
        return True

    async def _guarded_step(self) -> bool:
        try:
            return await self.step()
        except (OperationalError, InterfaceError) as error:
            log.warning("database_unavailable", error=type(error.orig).__name__)
        except Exception:
            log.exception("import_step_failed")
        return False

    async def _carry_out(self, order: ImportOrder) -> None:
        try:
            async with asyncio.TaskGroup() as group:
                keeping = group.create_task(self._keep(order))
                await self._ready().carry_out(order)
                keeping.cancel()
        except* OrderLost:
            log.warning("import_order_lost", order_id=order.id)
        except* (OperationalError, InterfaceError) as errors:
            log.warning("database_unavailable", order_id=order.id, error=str(errors.exceptions[0]))
        self._tools.posted()

    async def _keep(self, order: ImportOrder) -> None:
        """Keep the order in hand; OrderLost ends whatever is done with it."""
        while True:
            await asyncio.sleep(RENEW_EVERY)
            try:
                async with self._services.database.transaction() as session:
                    await operations.renew(session, order, now=self._services.clock.now())
            except (OperationalError, InterfaceError) as error:
                log.warning("database_unavailable", error=type(error.orig).__name__)

    async def _give_back(self, order: ImportOrder) -> None:
        try:
            async with (
                asyncio.timeout(LAST_WORD),
                self._services.database.transaction() as session,
            ):
                await operations.give_back(session, order)
        except (OperationalError, InterfaceError, TimeoutError) as error:
            # Its lease ends by itself, only later.
            log.warning("import_not_given_back", order_id=order.id, error=type(error).__name__)

    async def _free_all(self) -> None:
        """Free what the last process had in hand: on SQLite there is no other one."""
        async with self._services.database.transaction() as session:
            await operations.free_all(session)

    def _ready(self) -> "Carrier":
        """Return who carries orders out; reading files needs libraries that a start can spare."""
        if self._carrier is None:
            from scheduler.importing.carrying import Carrier  # noqa: PLC0415 - 40 MB, 0.2 s

            self._carrier = Carrier(self._tools)
        return self._carrier
