"""Whoever watches the folder: orders what was put there, and tidies up what was dealt with."""

import asyncio
from collections.abc import Mapping
from pathlib import Path

import structlog
from sqlalchemy.exc import InterfaceError, OperationalError

from core.services import Services
from crm.imports.sources import operations, queries
from models import ImportOrder
from models.imports import ImportState
from scheduler.importing import folder
from scheduler.importing.folder import Lying

log = structlog.get_logger()

SLOWEST, FASTEST = 5.0, 0.1
"""Seconds between two looks."""
AT_ONCE = 50
"""Files that are ordered at one look: a folder may be filled with thousands."""
_ENDED = {ImportState.DONE, ImportState.REFUSED, ImportState.FAILED, ImportState.CANCELLED}

Orders = Mapping[tuple[str, str | None], ImportOrder]


class Watch:
    """Looks at the folder for as long as `run` is not cancelled; every replica has one.

    It holds no transaction while it waits for the disk. Whatever an order's process did not live
    to do is done at the next look, for that only compares what lies there with the orders.
    """

    def __init__(self, services: Services) -> None:
        """Watch the folder that the settings name, if any."""
        settings = services.settings
        self._services = services
        self._folder = settings.import_folder
        self._quiet = settings.import_folder_quiet.total_seconds()
        self._since: dict[Lying, float] = {}
        """Since when each file is as it is."""
        self._stuck: set[Lying] = set()
        """What could not be moved: it stays, and is not looked at again."""
        self._away = False

    async def run(self) -> None:
        """Look regularly, until cancelled; at once done where no folder is set."""
        pause = min(SLOWEST, max(FASTEST, self._quiet / 2))
        while self._folder is not None:
            await self._look_safely(self._folder)
            await asyncio.sleep(pause)

    async def _look_safely(self, watched: Path) -> None:
        try:
            await self.look(watched)
        except OSError as error:
            if not self._away:
                log.warning("import_folder_unavailable", error=type(error).__name__)
            self._away = True
        except (OperationalError, InterfaceError) as error:
            log.warning("database_unavailable", error=type(error.orig).__name__)
        except Exception:
            log.exception("watch_failed")
        else:
            self._away = False

    async def look(self, watched: Path) -> None:
        """Order what is complete and new, and put away what was dealt with.

        Raises:
            OSError: the folder cannot be read.
            OperationalError, InterfaceError: the database is away.
        """
        lying = await asyncio.to_thread(folder.look, watched)
        present = asyncio.get_running_loop().time()
        self._since = {one: self._since.get(one, present) for one in lying}
        self._stuck.intersection_update(lying)
        complete = [
            one
            for one, since in self._since.items()
            if present - since >= self._quiet and one not in self._stuck
        ]
        if complete:
            await self._deal_with(watched, complete[:AT_ONCE])

    async def _deal_with(self, watched: Path, files: list[Lying]) -> None:
        database = self._services.database
        async with database.reading() as session:
            orders = await queries.orders_of(session, names=[one.name for one in files])
        new = [(one.name, one.mark) for one in files if (one.name, one.mark) not in orders]
        if new:
            async with database.transaction() as session:
                await operations.order_files(
                    session,
                    files=new,
                    profile=self._services.settings.import_profile,
                    now=self._services.clock.now(),
                )
            log.info("pulls_found", count=len(new))
        await self._tidy(watched, files, orders)

    async def _tidy(self, watched: Path, files: list[Lying], orders: Orders) -> None:
        for lying in files:
            order = orders.get((lying.name, lying.mark))
            if order is not None and order.state in _ENDED:
                await self._put_away(watched, lying, order)

    async def _put_away(self, watched: Path, lying: Lying, order: ImportOrder) -> None:
        number, why = order.id or 0, _why(order)
        try:
            await asyncio.to_thread(folder.put_away, watched, lying, order_id=number, why=why)
        except OSError as error:
            log.warning("pull_not_moved", order_id=order.id, error=type(error).__name__)
            self._stuck.add(lying)


def _why(order: ImportOrder) -> str | None:
    """Return why the file was not taken in, for whoever finds it; None where it was."""
    if order.state is ImportState.DONE:
        return None
    if order.state is ImportState.FAILED:
        return f"Sapa failed ({order.error}). Move the file back for another try."
    return order.error or order.state.value
