"""Imports of 10 k, 100 k and 1 M sellers, beside bare SQL over the same file; with their memory.

The baseline does the least that could be called an import: it reads the file and upserts each row
as it stands, by the driver's `executemany` on SQLite, by COPY into a temporary table and one merge
on PostgreSQL. It checks nothing, parses no value and keeps no rejects.
"""

import asyncio
import statistics
import tempfile
from pathlib import Path

from benchmarks.apart import Run, run, scratch
from benchmarks.pulls import write_pull

ROUNDS = {10_000: 3, 100_000: 3, 1_000_000: 1}
GOALS = {"first": 1.5, "again": 0.6, "memory": 500}
OURS = "benchmarks.workers.take_in"
BARE = "benchmarks.workers.bare_upsert"


async def main() -> dict[str, float]:
    """Measure both databases and print medians, ratios and how the cost grows."""
    found: dict[str, float] = {}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for sellers in ROUNDS:
            write_pull(folder / f"{sellers}.csv", sellers=sellers)
            write_pull(folder / f"{sellers}-week.csv", sellers=sellers, changed_every=10)
        for backend in ("sqlite", "postgresql"):
            for sellers in ROUNDS:
                found |= await _measure(folder, backend, sellers)
    return found


async def _measure(folder: Path, backend: str, sellers: int) -> dict[str, float]:
    runs: dict[str, list[Run]] = {"bare": [], "first": [], "again": [], "week": []}
    file = folder / f"{sellers}.csv"
    for _ in range(ROUNDS[sellers]):
        async with scratch(backend) as url:
            runs["bare"].append(await run(BARE, url, str(file)))
        async with scratch(backend) as url:
            runs["first"].append(await run(OURS, url, str(file)))
            runs["again"].append(await run(OURS, url, str(_same_in_other_bytes(file))))
            runs["week"].append(await run(OURS, url, str(folder / f"{sellers}-week.csv")))
    seconds = {name: statistics.median(r.seconds for r in found) for name, found in runs.items()}
    most = max(run.megabytes for name, found in runs.items() for run in found if name != "bare")
    ratio, repeat = seconds["first"] / seconds["bare"], seconds["again"] / seconds["first"]
    print(
        f"{backend:10} {sellers:>9,}  bare {seconds['bare']:6.2f} s  "
        f"first {seconds['first']:6.2f} s = {ratio:.2f} × bare (goal {GOALS['first']})  "
        f"nothing changed {seconds['again']:6.2f} s = {repeat:.2f} × first (goal {GOALS['again']})"
        f"  a tenth changed {seconds['week']:6.2f} s  at most {most:.0f} MB "
        f"(goal {GOALS['memory']})",
        flush=True,
    )
    key = f"{backend}-{sellers}"
    return {f"{key}-ratio": ratio, f"{key}-again": repeat, f"{key}-memory": most}


def _same_in_other_bytes(file: Path) -> Path:
    """Return a file that says the same and is not recognised by its content."""
    other = file.with_suffix(".again.csv")
    with file.open("rb") as whole, other.open("wb") as copy:
        while block := whole.read(1 << 20):
            copy.write(block)
        copy.write(b"\n")
    return other


if __name__ == "__main__":
    asyncio.run(main())
