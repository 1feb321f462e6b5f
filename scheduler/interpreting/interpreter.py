"""The loop that asks the services: a few orders at a time in each replica."""

import asyncio

import structlog
from sqlalchemy.exc import InterfaceError, OperationalError

from crm.interpreting import orders
from models import InterpretingOrder
from models.interpreting import Task
from scheduler.interpreting.answering import transcribe, translate
from scheduler.interpreting.tools import Tools

log = structlog.get_logger()

HANDS = 4
"""Orders in hand at once."""
IDLE = 1.0
"""Seconds between looks for work."""
_WORK = {Task.TRANSLATE: translate, Task.TRANSCRIBE: transcribe}


class Interpreter:
    """Has texts translated and voices written down for as long as `run` is not cancelled."""

    def __init__(self, tools: Tools) -> None:
        """Work with `tools`."""
        self._tools = tools
        self._services = tools.services

    async def run(self) -> None:
        """Work until cancelled; what is in hand then is taken up again when its lease ends."""
        while True:
            try:
                worked = await self.step()
            except (OperationalError, InterfaceError) as error:
                log.warning("database_unavailable", error=type(error.orig).__name__)
                worked = False
            except Exception:
                log.exception("interpreting_failed")
                worked = False
            if not worked:
                await asyncio.sleep(IDLE)

    async def step(self) -> bool:
        """Work on what is due; say whether there was anything."""
        now = self._services.clock.now()
        async with self._services.database.reading() as session:
            if not await orders.is_any_due(session, now=now):
                return False
        async with self._services.database.transaction() as session:
            found = await orders.claim(session, limit=HANDS, now=now)
        async with asyncio.TaskGroup() as group:
            for order in found:
                group.create_task(self._guarded(order))
        self._tools.posted()
        return bool(found)

    async def _guarded(self, order: InterpretingOrder) -> None:
        """Work on one order; what is wrong with it keeps no other one waiting."""
        try:
            await _WORK[order.task](self._tools, order)
        except (OperationalError, InterfaceError) as error:
            log.warning("database_unavailable", error=type(error.orig).__name__)
        except Exception:
            log.exception("order_failed", order_id=order.id)
