"""Processes in which pictures are decoded.

Threads would share one interpreter with the event loop: ten sellers' albums then take twice as
long, and everybody's reply waits. And what a hostile picture does to its decoder it does not do to
the bot.
"""

import asyncio
import multiprocessing
import os
import signal
import threading
from collections.abc import Callable
from concurrent.futures import Executor, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import Final, TypeVar

COUNT: Final = 2
"""Pictures that are decoded at once: the largest take 200 MB each while they are."""
REST_AFTER: Final = 600.0
"""Seconds without a picture after which the processes end: each holds some 60 MB."""
_NICER: Final = 5
"""By how much a reply goes before a picture, in the kernel's terms."""

T = TypeVar("T")


def processes() -> Executor:
    """Return a pool whose processes begin when there is work, and end with this one."""
    return ProcessPoolExecutor(
        COUNT, mp_context=multiprocessing.get_context("spawn"), initializer=_begin
    )


class Workers:
    """Carries out calls elsewhere; whoever dies at one is replaced for the next."""

    def __init__(self, pool: Callable[[], Executor] = processes) -> None:
        """Work in what `pool` returns."""
        self._make = pool
        self._pool: Executor | None = None
        self._rest: asyncio.TimerHandle | None = None
        self._busy = 0

    async def run(self, work: Callable[..., T], *values: object) -> T:
        """Return what `work` returns or raises; its values and that go from process to process.

        Raises:
            BrokenProcessPool: a process died, at this call or at another one.
        """
        loop = asyncio.get_running_loop()
        pool = self._pool = self._pool or self._make()
        if self._rest is not None:
            self._rest.cancel()
        self._busy += 1
        try:
            return await loop.run_in_executor(pool, work, *values)
        except BrokenProcessPool:
            if self._pool is pool:
                self.close()
            raise
        finally:
            self._busy -= 1
            if not self._busy:
                self._rest = loop.call_later(REST_AFTER, self.close)

    def close(self) -> None:
        """Begin nothing more; what is in work ends by itself."""
        if self._rest is not None:
            self._rest.cancel()
        if self._pool is not None:
            self._pool.shutdown(wait=False, cancel_futures=True)
            self._pool = None


def _begin() -> None:
    """Leave the keyboard's interrupt to the bot, let it go first, and end when it does."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    os.nice(_NICER)
    threading.Thread(target=_follow, daemon=True).start()


def _follow() -> None:
    """End with the bot, even where it was killed: nobody else would end this process."""
    bot = multiprocessing.parent_process()
    if bot is not None:
        bot.join()
        os._exit(1)
