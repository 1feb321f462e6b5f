"""Sapa as it were if it looked at photos on its event loop: the baseline of the photo rush."""

from collections.abc import Callable
from typing import TypeVar

from bot.cli.app import main
from scheduler.uploading.workers import Workers

T = TypeVar("T")


async def _at_once(self: Workers, work: Callable[..., T], *values: object) -> T:
    del self
    return work(*values)


if __name__ == "__main__":
    Workers.run = _at_once
    main()
