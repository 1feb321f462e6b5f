"""Pictures are decoded in processes that may die, and never outlive the bot."""

import asyncio
import os
import subprocess
import sys
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from pathlib import Path

import pytest

from crm.uploads.photos.flaws import Refusal
from scheduler.uploading import pictures
from scheduler.uploading.workers import Workers
from tests.support.photo_lab import GOOD

BOT = """
import asyncio, os
from scheduler.uploading.workers import Workers

async def main():
    print(await Workers().run(os.getpid), flush=True)
    await asyncio.sleep(60)

if __name__ == "__main__":
    asyncio.run(main())
"""


async def test_a_process_that_dies_at_a_picture_is_replaced_for_the_next() -> None:
    workers = Workers()
    try:
        with pytest.raises(BrokenProcessPool):
            await workers.run(os._exit, 1)
        seen = await workers.run(pictures.look, GOOD, 500)
        assert not isinstance(seen, Refusal)
        assert seen.width == 800
        assert await workers.run(pictures.look, b"GIF89a", 500) is Refusal.BROKEN
        assert await workers.run(os.getpid) != os.getpid()
    finally:
        workers.close()


def test_none_outlives_a_bot_that_was_killed(tmp_path: Path) -> None:
    script = tmp_path / "bot.py"
    script.write_text(BOT)
    environment = os.environ | {"PYTHONPATH": str(Path(pictures.__file__).parents[2])}
    with subprocess.Popen(
        [sys.executable, script], stdout=subprocess.PIPE, text=True, env=environment
    ) as bot:
        assert bot.stdout is not None
        worker = int(bot.stdout.readline())
        bot.kill()
    asyncio.run(_gone(worker))


async def _gone(process: int) -> None:
    with suppress(ProcessLookupError):
        async with asyncio.timeout(10):
            while True:
                os.kill(process, 0)  # asks only whether there is one
                await asyncio.sleep(0.05)
