"""The photo lab: what looks at photos and what tells of them, side by side."""

import asyncio

from delivery.bell import Bell
from scheduler.uploading.looking import Looker
from scheduler.uploading.reporting import Reporter
from scheduler.uploading.tools import Tools


class PhotoLab:
    """Works on sellers' photos for as long as `run` is not cancelled; every replica has one."""

    def __init__(self, tools: Tools) -> None:
        """Work with `tools`."""
        self._workers = tools.workers
        looked = Bell()
        self._looker = Looker(tools, looked)
        self._reporter = Reporter(tools, looked)

    async def run(self) -> None:
        """Look and tell until cancelled; photos in hand are then given back."""
        try:
            async with asyncio.TaskGroup() as group:
                group.create_task(self._looker.run())
                group.create_task(self._reporter.run())
        finally:
            self._workers.close()
