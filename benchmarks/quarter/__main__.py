"""`python -m benchmarks.quarter`: play the quarter, audit it, and print the report."""

import argparse
import asyncio
import sys
import tempfile
import time
from contextlib import ExitStack
from datetime import datetime, timedelta
from itertools import product

from sqlalchemy import select
from sqlmodel import col

from benchmarks.quarter import lives
from benchmarks.quarter.audit import audit
from benchmarks.quarter.report import figures
from benchmarks.quarter.town import Town, a_town
from core import schema
from models import Inbox, Outbox
from models.mail import InboxState, OutboxState
from models.types import stated
from scheduler.runner import run_due
from tests.support import postgres

DAY = timedelta(days=1)
AWAKE = (timedelta(0), timedelta(hours=16))
"""From 05:00 until 21:00 in Jakarta: it is 08:00 to 20:00 in every zone meanwhile."""
PULL, CALLS = timedelta(minutes=30), timedelta(hours=6)
LOOK_EVERY = 0.02


async def play(town: Town, *, weeks: int, step: timedelta) -> dict[str, int]:
    """Let time pass."""
    counts = {"pressed": 0, "called": 0}
    begin = town.clock.now()
    for week, weekday in product(range(weeks), range(7)):
        morning = begin + (7 * week + weekday) * DAY
        await _wait_until(town, morning)
        if week and not weekday:
            _tell(town, week)
            await lives.a_week(town)
        at = morning + AWAKE[0]
        while at < morning + AWAKE[1]:
            before = town.clock.now()
            at += step
            await _wait_until(town, at)
            counts["pressed"] += await lives.react(town, before)
            if at - morning == CALLS:
                counts["called"] += await lives.make_calls(town)
    await _idle(town)
    return counts


async def _wait_until(town: Town, moment: datetime) -> None:
    """Move the clock, run what is due, and let everything be sent and handled."""
    late = moment - town.clock.now()
    if late > timedelta(0):
        await town.simulator.advance(late)
    await run_due(town.sapa.services)
    town.sapa.outgoing.ring()
    await _idle(town)


async def _idle(town: Town) -> None:
    while await _left(town):  # noqa: ASYNC110 - nobody tells us
        await asyncio.sleep(LOOK_EVERY)


async def _left(town: Town) -> bool:
    async with town.database.reading() as session:
        sending = stated(col(Outbox.state), OutboxState.SENDING)
        waiting = stated(col(Outbox.state), OutboxState.WAITING)
        due = waiting & (col(Outbox.due) <= town.clock.now())
        for query in (
            select(col(Outbox.id)).where(sending).limit(1),
            select(col(Outbox.id)).where(due).limit(1),
            select(col(Inbox.update_id)).where(stated(col(Inbox.state), InboxState.NEW)).limit(1),
        ):
            if await session.scalar(query) is not None:
                return True
    return False


def _tell(town: Town, week: int) -> None:
    print(
        f"week {week:2}: {town.simulator.sent_count:,} messages at Telegram, "
        f"{len(town.postbox.letters):,} letters",
        flush=True,
    )


async def main() -> int:
    """Return 1 where a promise was broken."""
    words = _arguments()
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as folder, ExitStack() as running:
        url = f"sqlite:///{folder}/sapa.db"
        if words.postgresql:
            server = running.enter_context(postgres.running())
            url = server.url(server.create())
        await asyncio.to_thread(schema.upgrade, url)
        async with a_town(url, stores=words.stores, seed=words.seed) as town:
            counts = await play(town, weeks=words.weeks, step=timedelta(minutes=words.step))
            print(await figures(town, counts))
            findings = await audit(town)
    broken = {promise: count for promise, count in findings.items() if count}
    print(f"broken: {broken or 'nothing'} · {(time.monotonic() - began) / 60:.1f} minutes")
    return 1 if broken else 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.quarter", description=__doc__)
    parser.add_argument("--stores", type=int, default=50_000)
    parser.add_argument("--weeks", type=int, default=13)
    parser.add_argument("--step", type=int, default=30, choices=(10, 15, 20, 30), help="minutes")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--postgresql", action="store_true")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(asyncio.run(main()))
