"""Updates handled durably, each answered, beside aiogram's bare echo on the same simulator."""

import asyncio
import statistics
import tempfile
import time
from pathlib import Path

from benchmarks.stand import AIOGRAM, SAPA, Stand, process, stand

SELLERS = 2_000
EACH = 3
ROUNDS = 3
PATIENCE = 120.0
FAST = {"send_rate": 10_000, "chat_interval": 0}


async def main() -> dict[str, float]:
    """Measure both, turn about, and print the medians (updates a second)."""
    sapa: list[float] = []
    bare: list[float] = []
    for _ in range(ROUNDS):
        sapa.append(await _measure(SAPA, "/bantuan"))
        bare.append(await _measure(AIOGRAM, "/bantuan"))
    ours, theirs = statistics.median(sapa), statistics.median(bare)
    print(f"updates/s, durable   Sapa {ours:8,.0f}   {[round(rate) for rate in sapa]}")
    print(f"updates/s, no store  aiogram echo {theirs:8,.0f}   {[round(rate) for rate in bare]}")
    print(f"ratio {ours / theirs:.2f} (goal 1.5)")
    return {"sapa": ours, "aiogram": theirs, "ratio": ours / theirs}


async def _measure(command: tuple[str, ...], text: str) -> float:
    with tempfile.TemporaryDirectory() as folder:
        async with stand(Path(folder)) as bench:
            await bench.seed(SELLERS)
            for person in bench.people:
                person.start()
            for _ in range(EACH - 1):
                for person in bench.people:
                    person.says(text)
            async with process(command, bench.environment(**FAST)):
                return await _rate(bench)


async def _rate(bench: Stand) -> float:
    """Return the answers a second from the first one to the last."""
    wanted = len(bench.people) * EACH
    simulator = bench.simulator
    deadline = time.monotonic() + PATIENCE
    while simulator.sent_count == 0 and time.monotonic() < deadline:  # noqa: ASYNC110 - the simulator only counts
        await asyncio.sleep(0.002)
    start, first = time.monotonic(), simulator.sent_count
    while simulator.sent_count < wanted:
        assert time.monotonic() < deadline, f"{simulator.sent_count} of {wanted} answered"
        await asyncio.sleep(0.005)
    return (wanted - first) / (time.monotonic() - start)


if __name__ == "__main__":
    asyncio.run(main())
