"""A paid broadcast at 1,000 a second from one process, beside a bare loop of an HTTP client."""

import asyncio
import tempfile
import time
from bisect import bisect_left
from contextlib import AsyncExitStack
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.apart import run
from benchmarks.bulk import most_in_a_second
from benchmarks.stand import FIRST_CHAT, SAPA, TOKEN, Stand, process, stand
from core.db import Database
from crm.broadcasts import filling
from models import Broadcast, Staff
from models.broadcasts import BroadcastState
from models.staff import Role
from simulator import Limits
from tests.support import postgres

SELLERS = 10_000
RATE = 1_000
GOAL = 900
TEXT = "Besok pasar libur nasional, buka lagi hari Senin. Selamat beristirahat!"
PATIENCE = 120.0
LOOK_EVERY = 0.01
WARM_AFTER = 1.0
"""Seconds in which statements are compiled and connections made, as once in a process's life."""


async def main() -> dict[str, float]:
    """Measure the bare loop, then Sapa on both databases; print messages a second."""
    found = {"bare": await _bare()}
    print(f"{'bare aiohttp loop':18} {found['bare']:6.0f}/s", flush=True)
    found["sqlite"] = await _sapa("SQLite", None)
    with postgres.running(durable=True) as server:
        found["postgresql"] = await _sapa("PostgreSQL", server.url(server.create()))
    print(f"(goal: at least {GOAL}/s from one process, no 429, none of them twice)")
    return found


async def _bare() -> float:
    with tempfile.TemporaryDirectory() as folder:
        async with stand(Path(folder)) as bench:
            for number in range(SELLERS):
                bench.simulator.add_user(f"Penjual {number}", id=FIRST_CHAT + number)
            for person in bench.simulator.world.accounts.values():
                person.started = True
            root = f"{bench.simulator.url}/bot{TOKEN}"
            words = (root, str(FIRST_CHAT), str(SELLERS), TEXT)
            one = await run("benchmarks.workers.bare_sending", *words)
    return SELLERS / one.seconds


async def _sapa(name: str, url: str | None) -> float:
    with tempfile.TemporaryDirectory() as folder:
        async with AsyncExitStack() as running:
            limits = Limits(paid_per_second=RATE)
            bench = await running.enter_async_context(stand(Path(folder), limits=limits))
            bench.url = url
            await bench.seed(SELLERS)
            for person in bench.people:
                person.account.started = True
            await _confirm(bench)
            environment = bench.environment(
                paid_broadcast_rate=RATE, followup_hours="00:00-23:59", friday_pause="none"
            )
            await running.enter_async_context(process(SAPA, environment))
            return await _watch(name, bench)


async def _confirm(bench: Stand) -> None:
    """Write a broadcast to everybody before Sapa begins."""
    now = datetime.now(UTC)
    database = Database(bench.database_url)
    async with database.transaction() as session:
        staff = Staff(telegram_id=1, name="Ratna", role=Role.SUPERVISOR, added_at=now)
        session.add(staff)
        await session.flush()
        broadcast = Broadcast(
            state=BroadcastState.SENDING,
            author_id=staff.id or 0,
            texts={"id": TEXT},
            chat_id=FIRST_CHAT,
            created_at=now,
            confirmed_at=now,
        )
        session.add(broadcast)
        await session.flush()
    more = True
    while more:
        async with database.transaction() as session:
            more = await filling.fill(session, broadcast_id=broadcast.id or 0, now=now)
    await database.close()


async def _watch(name: str, bench: Stand) -> float:
    """Count what arrives until all have it; the simulator keeps too few calls to look back on."""
    simulator, arrivals = bench.simulator, list[float]()
    async with asyncio.timeout(PATIENCE):
        while simulator.sent_count < SELLERS:
            await asyncio.sleep(LOOK_EVERY)
            new = simulator.sent_count - len(arrivals)
            arrivals.extend([time.monotonic()] * new)
    chats = [simulator.world.chats[person.id] for person in bench.people[1:]]
    told = [sum(post.by_bot for post in chat.posts.values()) for chat in chats]
    warm = bisect_left(arrivals, arrivals[0] + WARM_AFTER)
    rate = (len(arrivals) - warm - 1) / (arrivals[-1] - arrivals[warm])
    print(
        f"Sapa on {name:10} {rate:6.0f}/s, most in a second {most_in_a_second(arrivals)}, "
        f"429s {simulator.rejected_429}, twice {sum(count > 1 for count in told)}",
        flush=True,
    )
    return rate


if __name__ == "__main__":
    asyncio.run(main())
