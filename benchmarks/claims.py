"""What a claim costs while many messages wait, beside the same claim while few do.

By default as many wait as `make bench` can afford; `python -m benchmarks.claims 10000000` is the
goal's own size, and takes some minutes and gigabytes.
"""

import asyncio
import sqlite3
import statistics
import sys
import time
from datetime import UTC, datetime, timedelta

import psycopg
from sqlalchemy import update
from sqlmodel import col

from benchmarks.apart import scratch
from core.db import Database
from crm.followups.hours import Hours
from crm.outbox.payload import Priority
from delivery.dispatch import pacing
from delivery.dispatch.claims import Pace, candidates
from delivery.dispatch.fates import lease
from models import Outbox
from models.mail import OutboxState

FEW, MANY = 10_000, 1_000_000
CLAIMS = 60
EACH = 50
"""Messages a claim takes: as many as leave in its horizon at 1,000 a second."""
GOAL = 1.3
PACE = Pace(chat_interval=timedelta(seconds=1), group_per_minute=20)
ALWAYS = Hours(opens=0, closes=24 * 60, friday=None)

_STAFF = """
INSERT INTO staff (id, telegram_id, name, role, language, speaks, region, active, added_at)
VALUES (1, 1, 'Ratna', 'admin', 'id', '[]', '', {yes}, {now})
"""
_BROADCASTS = """
INSERT INTO broadcast (id, state, author_id, filters, texts, recipients, filled_to, chat_id,
    edits, created_at, confirmed_at)
VALUES (1, 'paused', 1, '{{}}', '{{}}', 0, 0, 1, 0, {now}, {now}),
    (2, 'sending', 1, '{{}}', '{{}}', 0, 0, 1, 0, {now}, {now})
"""
_OUTBOX = """
INSERT INTO outbox (due, priority, channel, chat_id, lane, template, params, dedupe_key, state,
    attempts, created_at)
SELECT
    CASE WHEN n % 10 < 7 THEN {now} ELSE {tomorrow} END,
    CASE WHEN n % 10 = 9 THEN {follow_up} ELSE {broadcast} END, 'telegram', 1000000 + n,
    CASE WHEN n % 10 = 9 THEN NULL WHEN n % 10 < 2 THEN '1:Asia/Jakarta' ELSE '2:Asia/Jakarta' END,
    'broadcast', '{{"touch_id": 1, "broadcast_id": 2}}', 'touch:' || n, 'waiting', 0, {now}
FROM {numbers}
"""
"""A fifth is held by a paused broadcast, half may leave, the rest waits for tomorrow."""


_COUNTED = """(
    WITH RECURSIVE counted(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM counted WHERE n < {last})
    SELECT n FROM counted
)"""


async def main(many: int = MANY) -> dict[str, float]:
    """Measure both databases and print medians and their ratio."""
    found: dict[str, float] = {}
    for backend in ("sqlite", "postgresql"):
        few, lots = await _measure(backend, many)
        found[backend] = lots / few
        print(
            f"{backend:10} a claim of {EACH}: {few * 1000:.2f} ms with {FEW:,} waiting, "
            f"{lots * 1000:.2f} ms with {many:,} = {lots / few:.2f} × "
            f"(goal at ten million {GOAL})",
            flush=True,
        )
    return found


async def _measure(backend: str, many: int) -> tuple[float, float]:
    """Return the median seconds of a claim from few and from many, taken in turns."""
    async with scratch(backend) as few, scratch(backend) as lots:
        for url, waiting in ((few, FEW), (lots, many)):
            await asyncio.to_thread(fill, url, waiting)
        databases = (Database(few), Database(lots))
        try:
            rounds = [[await _claim(database) for database in databases] for _ in range(CLAIMS)]
        finally:
            for database in databases:
                await database.close()
    of_few, of_many = (statistics.median(column) for column in zip(*rounds, strict=True))
    return of_few, of_many


async def _claim(database: Database) -> float:
    now, began = datetime.now(UTC), time.perf_counter()
    async with database.transaction() as session:
        await pacing.lock_bucket(session, now=now)
        rows = await candidates(session, now=now, limit=EACH, pace=PACE, hours=ALWAYS)
        assert len(rows) == EACH, f"{len(rows)} were found"
        await lease(session, [row.id for row in rows], until=now + timedelta(minutes=1))
        await pacing.advance(session, now.timestamp())
    took = time.perf_counter() - began
    async with database.transaction() as session:
        sent = update(Outbox).where(col(Outbox.id).in_([row.id for row in rows]))
        await session.execute(sent.values(state=OutboxState.SENT, sent_at=now, lease_until=None))
    return took


def fill(url: str, waiting: int) -> None:
    """Let so many messages wait in a migrated, empty database."""
    now = datetime.now(UTC) - timedelta(minutes=1)
    if url.startswith("sqlite"):
        with sqlite3.connect(url.removeprefix("sqlite:///")) as connection:
            for statement in _statements(now, waiting, sqlite=True):
                connection.execute(statement)
        connection.close()
        return
    with psycopg.connect(url, autocommit=True) as connection:
        for statement in (*_statements(now, waiting, sqlite=False), "VACUUM ANALYZE"):
            connection.execute(statement.encode())


def _statements(now: datetime, waiting: int, *, sqlite: bool) -> list[str]:
    def moment(value: datetime) -> str:
        if sqlite:
            return f"'{value:%Y-%m-%d %H:%M:%S.%f}'"
        return f"timestamptz '{value.isoformat()}'"

    numbers = _COUNTED.format(last=waiting) if sqlite else f"generate_series(1, {waiting}) AS n"
    values = {
        "now": moment(now),
        "tomorrow": moment(now + timedelta(days=1)),
        "yes": "1" if sqlite else "true",
        "follow_up": int(Priority.FOLLOW_UP),
        "broadcast": int(Priority.BROADCAST),
        "numbers": numbers,
    }
    bucket = "INSERT INTO bucket (name, tat) VALUES ('bot', 0)"
    return [bucket, *(one.format(**values) for one in (_STAFF, _BROADCASTS, _OUTBOX))]


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]) if len(sys.argv) > 1 else MANY))
