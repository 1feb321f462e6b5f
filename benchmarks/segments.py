"""Segments of 10 k, 100 k and 1 M stores with ten lines of sales each, beside bare SQL.

Both count the same stores, and must come to the same parts of life and scores; Sapa moreover
compares them with the week before, sums the week up, and keeps writers waiting only for a copy.
"""

import asyncio
import statistics
from dataclasses import dataclass

from sqlalchemy import text

from benchmarks.apart import Run, run, scratch
from benchmarks.market import fill
from core.db import Database

ROUNDS = {10_000: 3, 100_000: 3, 1_000_000: 1}
GOALS = {"ratio": 1.3, "memory": 500}
OURS, BARE = "benchmarks.workers.snapshot", "benchmarks.workers.bare_snapshot"
WEEK, BARE_WEEK = "2026-W47", "2026-W40"
DIFFERENT = text(
    "SELECT count(*) FROM seller_snapshot AS ours "
    "LEFT JOIN seller_snapshot AS bare ON bare.week = :bare AND bare.seller_id = ours.seller_id "
    "AND bare.lifecycle = ours.lifecycle AND bare.frequency = ours.frequency "
    "AND bare.monetary = ours.monetary AND coalesce(bare.r, 0) = coalesce(ours.r, 0) "
    "AND coalesce(bare.f, 0) = coalesce(ours.f, 0) AND coalesce(bare.m, 0) = coalesce(ours.m, 0) "
    "WHERE ours.week = :ours AND bare.seller_id IS NULL"
)
COUNTED = text("SELECT count(*) FROM seller_snapshot WHERE week = :week")


@dataclass(frozen=True, slots=True)
class Rounds:
    """What was measured of one size."""

    bare: list[Run]
    ours: list[Run]


async def main() -> dict[str, float]:
    """Measure both databases and print medians, ratios and how the cost grows."""
    found: dict[str, float] = {}
    for backend in ("sqlite", "postgresql"):
        for sellers in ROUNDS:
            found |= await _measure(backend, sellers)
    return found


async def _measure(backend: str, sellers: int) -> dict[str, float]:
    async with scratch(backend) as url:
        await asyncio.to_thread(fill, url, sellers)
        await run(OURS, url, "7")  # the week before, to compare with
        rounds = Rounds([], [])
        for _ in range(ROUNDS[sellers]):
            rounds.bare.append(await run(BARE, url, BARE_WEEK))
            rounds.ours.append(await run(OURS, url, "0"))
        await _check(url, sellers)
    bare = statistics.median(one.seconds for one in rounds.bare)
    ours = statistics.median(one.seconds for one in rounds.ours)
    most = max(one.megabytes for one in rounds.ours)
    print(
        f"{backend:10} {sellers:>9,} stores  bare {bare:6.2f} s  Sapa {ours:6.2f} s = "
        f"{ours / bare:.2f} × bare (goal at a million {GOALS['ratio']})  at most {most:.0f} MB "
        f"(goal {GOALS['memory']})",
        flush=True,
    )
    key = f"{backend}-{sellers}"
    return {f"{key}-ratio": ours / bare, f"{key}-memory": most}


async def _check(url: str, sellers: int) -> None:
    database = Database(url)
    async with database.reading() as session:
        counted = await session.scalar(COUNTED, {"week": WEEK})
        different = await session.scalar(DIFFERENT, {"bare": BARE_WEEK, "ours": WEEK})
    await database.close()
    assert (counted, different) == (sellers, 0), "the two do not agree"


if __name__ == "__main__":
    asyncio.run(main())
