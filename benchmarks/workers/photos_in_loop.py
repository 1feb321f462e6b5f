"""Sapa as it were if it looked at photos on its event loop: the baseline of the photo rush."""

from collections.abc import Callable
from typing import TypeVar

from bot.cli.app import main
from scheduler.uploading.developing import Developer

T = TypeVar("T")


async def _at_once(self: Developer, work: Callable[[], T]) -> T:
    del self
    return work()


Developer._in_thread = _at_once  # noqa: SLF001 # pyright: ignore[reportPrivateUsage] - the one difference
main()
