"""Ten sellers send an album each in the same moment: how soon do they know what was found?

Time runs from the album's last photo to the message about it at the simulator, through polling,
download, look, storage and the outbox, at Telegram's own limits. Meanwhile an eleventh seller asks
for help: nobody's reply may wait for a picture. The baseline looks at photos on the event loop.
"""

import asyncio
import statistics
import sys
import tempfile
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import cycle, islice, product
from pathlib import Path

from sqlalchemy import select

from benchmarks.apart import scratch
from benchmarks.stand import FIRST_CHAT, SAPA, Stand, process, stand
from core.db import Database
from models import Dialog, Seller, Upload
from models.uploads import UploadStep
from simulator import Limits, Message, Person
from tests.support.pictures.damages import exposed, jpeg
from tests.support.pictures.photographs import CHOSEN, TESTED, photo

TOGETHER = 10
ALBUM = 3
ROUNDS = 6
GOAL = 1.5
"""Seconds within which 95 of 100 sellers know."""
PATIENCE = 60.0
IN_LOOP = (sys.executable, "-m", "benchmarks.workers.photos_in_loop", "run")


@dataclass(slots=True)
class Rush:
    """What was measured, in seconds."""

    first: float = 0.0
    """The first album of the process, which loads what reads pictures."""
    told: list[float] = field(default_factory=list[float])
    replies: list[float] = field(default_factory=list[float])

    def line(self, name: str) -> str:
        """Return the figures as one line."""
        return (
            f"{name:26} told p50 {statistics.median(self.told):.2f} s, "
            f"p95 {self.p95:.2f} s, first {self.first:.2f} s; meanwhile a reply "
            f"p50 {statistics.median(self.replies) * 1000:.0f} ms, "
            f"worst {max(self.replies) * 1000:.0f} ms"
        )

    @property
    def p95(self) -> float:
        """Return within how many seconds 95 of 100 were told."""
        return statistics.quantiles(self.told, n=20, method="inclusive")[-1]


async def main() -> dict[str, float]:
    """Measure both databases and the baseline, and print them."""
    pictures = await asyncio.to_thread(_pictures)
    found: dict[str, float] = {}
    for backend, command, name in (
        ("sqlite", SAPA, "SQLite"),
        ("postgresql", SAPA, "PostgreSQL"),
        ("sqlite", IN_LOOP, "SQLite, on the event loop"),
    ):
        async with scratch(backend) as url:
            rush = await _run(url, command, pictures)
        print(rush.line(name), flush=True)
        found[name] = rush.p95
    print(f"({TOGETHER} sellers, {ALBUM} photos each; goal: p95 at most {GOAL} s)")
    return found


def _pictures() -> list[bytes]:
    """Return photos as Telegram hands them over, all different, every third one dark."""
    shots = product((*CHOSEN, *TESTED), ("whole", "left", "right"))
    good = [photo(name, crop) for name, crop in shots]
    return [
        jpeg(exposed(one, -2) if number % 3 == 0 else one, quality=80 + number % 10)
        for number, one in enumerate(islice(cycle(good), 3 * len(good)))
    ]


async def _run(url: str, command: tuple[str, ...], pictures: list[bytes]) -> Rush:
    rush, store = Rush(), iter(cycle(pictures))
    with tempfile.TemporaryDirectory() as folder:
        async with stand(Path(folder), limits=Limits()) as bench:
            bench.url = url
            await bench.seed(TOGETHER * ROUNDS + 2)
            await _at_the_photos(bench)
            for person in bench.people:
                person.account.started = True
            environment = bench.environment(storage=Path(folder) / "pictures")
            *senders, first, chatter = bench.people
            async with process(command, environment):
                await _reply(chatter)
                rush.first = await _told(first, _album(first, store))
                for at in range(0, len(senders), TOGETHER):
                    await _round(senders[at : at + TOGETHER], chatter, store, rush)
    return rush


async def _round(
    senders: list[Person], chatter: Person, store: "cycle[bytes]", rush: Rush
) -> None:
    await asyncio.sleep(1)
    sent = [(person, _album(person, store)) for person in senders]
    async with asyncio.TaskGroup() as group:
        waiting = [group.create_task(_told(person, start)) for person, start in sent]
        rush.replies.append(await _reply(chatter))
    rush.told += [task.result() for task in waiting]


def _album(person: Person, store: "cycle[bytes]") -> float:
    """Send an album and return when it was complete."""
    person.sends_album(list(islice(store, ALBUM)))
    return time.monotonic()


async def _told(person: Person, start: float) -> float:
    def is_told(message: Message) -> bool:
        return bool(message.buttons)

    await person.hears(is_told, timeout=PATIENCE)
    return time.monotonic() - start


async def _reply(person: Person) -> float:
    start = time.monotonic()
    person.says("/bantuan")
    await person.hears(".", timeout=PATIENCE)
    return time.monotonic() - start


async def _at_the_photos(bench: Stand) -> None:
    """Let every seller be at the photos of a listing."""
    now = datetime.now(UTC)
    database = Database(bench.database_url)
    async with database.transaction() as session:
        for seller in await session.scalars(select(Seller)):
            upload = Upload(
                seller_id=seller.id or 0,
                step=UploadStep.PHOTOS,
                category="craft",
                created_at=now,
                updated_at=now,
            )
            session.add(upload)
            await session.flush()
            session.add(
                Dialog(
                    chat_id=seller.chat_id or FIRST_CHAT,
                    name="upload",
                    step=UploadStep.PHOTOS,
                    answers={"upload": upload.id},
                    started_at=now,
                    expires_at=now.replace(year=now.year + 1),
                )
            )
    await database.close()


if __name__ == "__main__":
    asyncio.run(main())
