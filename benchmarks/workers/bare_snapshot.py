"""A week's segments by SQL alone: `python -m benchmarks.workers.bare_snapshot URL WEEK`.

The definition written down: a rank for each measure, a CASE for the part of life. Sales are summed
into temporary tables first, since SQLite would otherwise look up each store's by a scan. All of it
is one transaction, for which every writer waits. Nothing is compared and nothing is summed up.
"""

import sqlite3
import sys
import time
from datetime import timedelta

import psycopg

from benchmarks.market import NOW
from benchmarks.workers.reading import report

SCRIPT = """
CREATE TEMPORARY TABLE trade (
    seller_id {id} PRIMARY KEY, last_sale {moment}, frequency BIGINT, monetary BIGINT
);
INSERT INTO trade
SELECT
    seller_id, max(at), count(DISTINCT CASE WHEN at > {d365} THEN order_id END),
    sum(CASE WHEN at > {d365} THEN amount ELSE 0 END)
FROM sale
WHERE seller_id IS NOT NULL AND status <> 'cancelled' AND at <= {d0}
GROUP BY seller_id;

CREATE TEMPORARY TABLE scored (seller_id {id} PRIMARY KEY, r INT, f INT, m INT);
INSERT INTO scored
SELECT
    seller_id,
    1 + 5 * (rank() OVER (ORDER BY last_sale) - 1) / count(*) OVER (),
    1 + 5 * (rank() OVER (ORDER BY frequency) - 1) / count(*) OVER (),
    1 + 5 * (rank() OVER (ORDER BY monetary) - 1) / count(*) OVER ()
FROM trade
WHERE frequency > 0;

DELETE FROM seller_snapshot WHERE week = {week};
INSERT INTO seller_snapshot (
    week, seller_id, at, lifecycle, last_sale, frequency, monetary, r, f, m, products,
    transactions, revenue, last_login
)
SELECT
    {week}, s.id, {d0},
    CASE
        WHEN s.gone_at IS NOT NULL THEN 'lost'
        WHEN s.last_login IS NULL AND t.last_sale IS NULL THEN 'invited'
        WHEN coalesce(s.last_login, {d9999}) < {d180} AND coalesce(t.last_sale, {d9999}) < {d180}
            THEN 'lost'
        WHEN s.joined >= {joined} THEN 'new'
        WHEN s.products = 0 THEN 'no_product'
        WHEN s.last_login >= {d14} OR t.last_sale >= {d14} THEN 'active'
        WHEN s.last_login >= {d60} OR t.last_sale >= {d60} THEN 'slowing'
        ELSE 'dormant'
    END,
    t.last_sale, coalesce(t.frequency, 0), coalesce(t.monetary, 0), c.r, c.f, c.m, s.products,
    s.transactions, s.revenue, s.last_login
FROM seller AS s
LEFT JOIN trade AS t ON t.seller_id = s.id
LEFT JOIN scored AS c ON c.seller_id = s.id
WHERE s.portal_id IS NOT NULL AND s.merged_into IS NULL
"""
DAYS = (0, 14, 60, 180, 365, 9999)


def statements(week: str, **types: str) -> list[str]:
    """Return the script's statements for a week; moments are written as both databases read."""
    ago = {days: NOW - timedelta(days=days) for days in DAYS}
    moments = {f"d{days}": f"'{moment:%Y-%m-%d %H:%M:%S.%f}'" for days, moment in ago.items()}
    joined = f"'{NOW - timedelta(days=30):%Y-%m-%d}'"
    script = SCRIPT.format(week=f"'{week}'", joined=joined, **moments, **types)
    return script.split(";")


def sqlite(url: str, week: str) -> None:
    """Run them with the settings that Sapa has."""
    connection = sqlite3.connect(url.removeprefix("sqlite:///"), isolation_level=None)
    for pragma in ("synchronous = FULL", "temp_store = FILE", "cache_size = -32000"):
        connection.execute(f"PRAGMA {pragma}")
    connection.execute("BEGIN IMMEDIATE")
    for statement in statements(week, id="INTEGER", moment="TEXT"):
        connection.execute(statement)
    connection.execute("COMMIT")
    connection.close()


def postgresql(url: str, week: str) -> None:
    """Run them on a connection in UTC."""
    with psycopg.connect(url, options="-c timezone=UTC") as connection:
        for statement in statements(week, id="BIGINT", moment="TIMESTAMP WITH TIME ZONE"):
            connection.execute(statement.encode())


if __name__ == "__main__":
    start = time.perf_counter()
    (sqlite if sys.argv[1].startswith("sqlite") else postgresql)(sys.argv[1], sys.argv[2])
    report(time.perf_counter() - start)
