"""Bulk sending at Telegram's 30 a second, and how soon a reply overtakes it."""

import asyncio
import socket
import statistics
import tempfile
import time
from bisect import bisect_left
from collections.abc import Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import insert

from benchmarks.stand import FIRST_CHAT, SAPA, Stand, process, stand
from core.db import Database
from crm.outbox.payload import Priority
from crm.sellers.menu import Help
from models import Outbox
from models.mail import OutboxState
from simulator import Limits, Person
from tests.support import postgres

SECONDS = 20
RATE = 30
WAITING = 100_000
"""Broadcasts in the outbox, of which only some leave while we measure."""
CHATTERS = 50
"""Sellers who write meanwhile; no broadcast goes to them."""


@dataclass(frozen=True, slots=True)
class Result:
    """What was seen in the time measured."""

    mean: float
    most_in_a_second: int
    refused: int
    reply_p50: float
    reply_p99: float
    """Milliseconds from a seller's message to the bot's reply."""

    def line(self, name: str) -> str:
        """Return the figures as one line."""
        return (
            f"{name:28} {self.mean:5.1f}/s, most in a second {self.most_in_a_second}, "
            f"429s {self.refused}, reply p50 {self.reply_p50:.0f} ms, p99 {self.reply_p99:.0f} ms"
        )


async def main() -> dict[str, Result]:
    """Measure one process on SQLite, and three on PostgreSQL; print both."""
    results = {"SQLite, 1 process": await _run(None, replicas=1)}
    with postgres.running(durable=True) as server:
        url = server.url(server.create())
        results["PostgreSQL, 3 processes"] = await _run(url, replicas=3)
    for name, result in results.items():
        print(result.line(name))
    print(f"(goal: at least 29.5/s, at most {RATE + 1} in any second, no 429, p99 at most 150 ms)")
    return results


async def _run(url: str | None, *, replicas: int) -> Result:
    limits = Limits()
    with tempfile.TemporaryDirectory() as folder:
        async with AsyncExitStack() as running:
            bench = await running.enter_async_context(stand(Path(folder), limits=limits))
            bench.url = url
            await bench.seed(WAITING // 50)
            for person in bench.people:
                person.account.started = True
            await _fill(bench)
            for _ in range(replicas):
                feed = _webhook() if replicas > 1 else {}
                environment = bench.environment(send_rate=RATE, **feed)
                await running.enter_async_context(process(SAPA, environment))
            return await _watch(bench)


def _webhook() -> dict[str, object]:
    """Return a webhook's settings: only one process may poll, but any may be called."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    return {"webhook_url": f"http://127.0.0.1:{port}", "webhook_secret": "bench", "port": port}


async def _fill(bench: Stand) -> None:
    now = datetime.now(UTC)
    database = Database(bench.database_url)
    sellers = range(CHATTERS, len(bench.people))
    rows: list[dict[str, Any]] = [
        {
            "due": now,
            "priority": int(Priority.BROADCAST),
            "chat_id": FIRST_CHAT + sellers[number % len(sellers)],
            "template": Help.template,
            "params": {},
            "state": OutboxState.WAITING,
            "attempts": 0,
            "created_at": now,
        }
        for number in range(WAITING)
    ]
    async with database.transaction() as session:
        await session.execute(insert(Outbox), rows)
    await database.close()


async def _watch(bench: Stand) -> Result:
    simulator = bench.simulator
    while simulator.sent_count == 0:  # noqa: ASYNC110 - the simulator only counts
        await asyncio.sleep(0.01)
    await asyncio.sleep(1)
    before, start = simulator.sent_count, time.monotonic()
    replies: list[float] = []
    while time.monotonic() - start < SECONDS:
        person = bench.people[len(replies) % CHATTERS]
        replies.append(await _reply_time(person))
        await asyncio.sleep(0.3)
    took = time.monotonic() - start
    sent = [call.at for call in simulator.calls if call.method == "sendMessage"]
    return Result(
        mean=(simulator.sent_count - before) / took,
        most_in_a_second=most_in_a_second(sent),
        refused=simulator.rejected_429,
        reply_p50=statistics.median(replies) * 1000,
        reply_p99=sorted(replies)[int(len(replies) * 0.99)] * 1000,
    )


async def _reply_time(person: Person) -> float:
    person.says("/bantuan")
    start = time.monotonic()
    await person.hears(".", timeout=30)
    return time.monotonic() - start


def most_in_a_second(moments: Sequence[float]) -> int:
    """Return how many of the moments lie in the fullest second."""
    ordered = sorted(moments)
    return max(
        (bisect_left(ordered, moment + 1) - index for index, moment in enumerate(ordered)),
        default=0,
    )


if __name__ == "__main__":
    asyncio.run(main())
