"""A week's segments by SQL alone: `python -m benchmarks.workers.bare_snapshot URL WEEK`.

The definition written down: a rank for each measure, a CASE for the part of life. Sales are summed
into a temporary table first, since SQLite would otherwise look each store's sum up by a scan. One
transaction holds it all, and every writer waits. Nothing is compared and nothing is summed up.
"""

import sqlite3
import sys
import time
from datetime import timedelta

import psycopg

from benchmarks.market import NOW
from benchmarks.workers.reading import report


def moment(days: int) -> str:
    """Return a moment some days ago as both databases read it, in UTC."""
    return f"'{NOW - timedelta(days=days):%Y-%m-%d %H:%M:%S.%f}'"


def score(measure: str) -> str:
    """Return the quintile of a measure, of equal values the same."""
    return f"1 + 5 * (rank() OVER (ORDER BY {measure}) - 1) / count(*) OVER ()"


def statements(week: str) -> list[str]:
    """Return the statements in their order."""
    seen = "s.last_login >= {0} OR t.last_sale >= {0}"
    return [
        "CREATE TEMPORARY TABLE trade (seller_id BIGINT PRIMARY KEY, last_sale TIMESTAMP{zone},"
        " frequency BIGINT, monetary BIGINT)",
        "INSERT INTO trade SELECT seller_id, max(at), "
        f"count(DISTINCT CASE WHEN at > {moment(365)} THEN order_id END), "
        f"sum(CASE WHEN at > {moment(365)} THEN amount ELSE 0 END) FROM sale "
        f"WHERE seller_id IS NOT NULL AND status <> 'cancelled' AND at <= {moment(0)} "
        "GROUP BY seller_id",
        "CREATE TEMPORARY TABLE scored (seller_id BIGINT PRIMARY KEY, last_sale TIMESTAMP{zone},"
        " frequency BIGINT, monetary BIGINT, r INT, f INT, m INT)",
        f"INSERT INTO scored SELECT t.*, {score('last_sale')}, {score('frequency')}, "
        f"{score('monetary')} FROM trade t WHERE frequency > 0",
        f"DELETE FROM seller_snapshot WHERE week = '{week}'",
        "INSERT INTO seller_snapshot (week, seller_id, at, lifecycle, last_sale, frequency, "
        "monetary, r, f, m, products, transactions, revenue, last_login) "
        f"SELECT '{week}', s.id, {moment(0)}, CASE "
        f"WHEN s.gone_at IS NOT NULL OR coalesce(s.last_login, t.last_sale) IS NOT NULL "
        f"AND NOT coalesce(s.last_login >= {moment(180)}, {{no}}) "
        f"AND NOT coalesce(t.last_sale >= {moment(180)}, {{no}}) THEN 'lost' "
        "WHEN s.last_login IS NULL AND t.last_sale IS NULL THEN 'invited' "
        f"WHEN s.joined >= '{NOW - timedelta(days=30):%Y-%m-%d}' THEN 'new' "
        "WHEN s.products = 0 THEN 'no_product' "
        f"WHEN {seen.format(moment(14))} THEN 'active' "
        f"WHEN {seen.format(moment(60))} THEN 'slowing' ELSE 'dormant' END, "
        "t.last_sale, coalesce(c.frequency, 0), coalesce(c.monetary, 0), c.r, c.f, c.m, "
        "s.products, s.transactions, s.revenue, s.last_login "
        "FROM seller s LEFT JOIN trade t ON t.seller_id = s.id "
        "LEFT JOIN scored c ON c.seller_id = s.id "
        "WHERE s.portal_id IS NOT NULL AND s.merged_into IS NULL",
    ]


def sqlite(url: str, week: str) -> None:
    """Run them with the settings that Sapa has."""
    connection = sqlite3.connect(url.removeprefix("sqlite:///"), isolation_level=None)
    for pragma in ("synchronous = FULL", "temp_store = FILE", "cache_size = -32000"):
        connection.execute(f"PRAGMA {pragma}")
    connection.execute("BEGIN IMMEDIATE")
    for statement in statements(week):
        text = statement.replace("BIGINT PRIMARY KEY", "INTEGER PRIMARY KEY")
        connection.execute(text.format(zone="", no="0"))
    connection.execute("COMMIT")
    connection.close()


def postgresql(url: str, week: str) -> None:
    """Run them on a connection in UTC."""
    with psycopg.connect(url, options="-c timezone=UTC") as connection:
        for statement in statements(week):
            connection.execute(statement.format(zone=" WITH TIME ZONE", no="false").encode())


if __name__ == "__main__":
    start = time.perf_counter()
    (sqlite if sys.argv[1].startswith("sqlite") else postgresql)(sys.argv[1], sys.argv[2])
    report(time.perf_counter() - start)
