"""How long from the command to the first poll, and how much memory an idle bot holds."""

import asyncio
import statistics
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.stand import SAPA, process, stand

ROUNDS = 5
SETTLE = 3.0
BARE = (sys.executable, "-c", "import telegram.ext, sqlalchemy, aiohttp, time; time.sleep(60)")
"""The baseline for memory: the libraries alone, imported and idle."""


async def main() -> dict[str, float]:
    """Measure and print the medians (seconds, megabytes)."""
    starts: list[float] = []
    memory: list[float] = []
    for _ in range(ROUNDS):
        started, held = await _start()
        starts.append(started)
        memory.append(held)
    async with process(BARE, {}) as bare:
        await asyncio.sleep(SETTLE)
        libraries = _resident(bare.pid)
        bare.kill()
    seconds, megabytes = statistics.median(starts), statistics.median(memory)
    print(f"start to first poll {seconds:.2f} s (goal 2.5)")
    print(f"memory idle {megabytes:.0f} MB (goal 150); its libraries alone {libraries:.0f} MB")
    return {"start": seconds, "memory": megabytes}


async def _start() -> tuple[float, float]:
    with tempfile.TemporaryDirectory() as folder:
        async with stand(Path(folder)) as bench:
            await bench.seed(1)
            bench.people[0].start()  # so that the first poll is answered at once
            start = time.monotonic()
            async with process(SAPA, bench.environment()) as bot:
                while not any(call.method == "getUpdates" for call in bench.simulator.calls):
                    await asyncio.sleep(0.005)
                    assert time.monotonic() - start < 30, "the bot never polled"  # noqa: PLR2004
                started = time.monotonic() - start
                await asyncio.sleep(SETTLE)
                return started, _resident(bot.pid)


def _resident(pid: int) -> float:
    status = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    line = next(line for line in status.splitlines() if line.startswith("VmRSS:"))
    return int(line.split()[1]) / 1024


if __name__ == "__main__":
    asyncio.run(main())
