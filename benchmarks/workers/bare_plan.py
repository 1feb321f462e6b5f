"""Follow-ups by one INSERT … SELECT: `python -m benchmarks.workers.bare_plan URL`.

It writes the rows that Sapa does for the benchmark's one cadence and asks for nothing else: no
other cadence, no limits, no rest; every writer waits until it is through.
"""

import sqlite3
import sys
import time

import psycopg

from benchmarks.market import NOW
from benchmarks.workers.reading import report

STATEMENT = """
INSERT INTO followup (
    seller_id, cadence, edition, control, entered_at, step, zone, day, minute, products,
    transactions
)
SELECT
    seller.id, 'quiet', 1, {control}, {now}, 'first', seller.zone, {day},
    480 + seller.id * 379 % 690, seller.products, seller.transactions
FROM seller
JOIN seller_snapshot AS snapshot ON snapshot.seller_id = seller.id AND snapshot.week = '2026-W47'
WHERE snapshot.lifecycle IN {segments} AND seller.proactive
"""
SEGMENTS = "('invited', 'new', 'no_product', 'active', 'slowing', 'dormant', 'lost')"
CONTROL = "seller.id * 7919 % 1000 < 100"


def main() -> None:
    """Plan, and report."""
    url = sys.argv[1]
    is_sqlite = url.startswith("sqlite")
    statement = STATEMENT.format(
        control=CONTROL,
        segments=SEGMENTS,
        now=f"'{NOW:%Y-%m-%d %H:%M:%S}.000000'" if is_sqlite else f"timestamptz '{NOW}'",
        day=f"'{NOW:%Y-%m-%d}'" if is_sqlite else f"date '{NOW:%Y-%m-%d}'",
    )
    if is_sqlite:
        with sqlite3.connect(url.removeprefix("sqlite:///")) as database:
            database.execute("PRAGMA synchronous = NORMAL")
            start = time.perf_counter()
            database.execute(statement)
            database.commit()
            seconds = time.perf_counter() - start
        database.close()
    else:
        with psycopg.connect(url) as connection:
            start = time.perf_counter()
            connection.execute(statement.encode())
            connection.commit()
            seconds = time.perf_counter() - start
    report(seconds)


main()
