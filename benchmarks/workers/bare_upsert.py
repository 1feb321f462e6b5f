"""The least an import can be: `python -m benchmarks.workers.bare_upsert URL FILE`."""

import csv
import sqlite3
import sys
import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import psycopg

from benchmarks.workers.reading import report

COLUMNS = (
    "portal_id", "store_name", "owner_name", "email", "phone", "address", "regency", "province",
    "category", "partner", "joined", "products", "transactions", "revenue", "last_login",
)  # fmt: skip
REST = {
    "store_key": "''", "phone_verified": "false", "zone": "'Asia/Jakarta'",
    "telegram": "'unknown'", "consent": "'unasked'", "proactive": "true", "tags": "'[]'",
    "created_at": "'2026-11-24'",
    "updated_at": "'2026-11-24'",
}  # fmt: skip
"""Columns that may not be null and are not in the file."""
BATCH = 10_000


def rows(path: Path) -> Iterator[tuple[Any, ...]]:
    """Yield the file's rows as they stand; the only change is that dates are ISO."""
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.reader(file):
            if row[0] == "ID Toko":
                continue
            day = row[10]
            joined = f"{day[6:]}-{day[3:5]}-{day[:2]}"
            data = '{"NIB": "' + row[17] + '"}'
            yield (*row[:10], joined, row[11], row[12], row[13].replace(".", ""), row[14], data)


def upsert(source: str, marks: str) -> str:
    """Return the statement that adds or changes rows."""
    names = ", ".join((*COLUMNS, "data", *REST))
    values = marks + ", " + ", ".join(REST.values())
    changes = ", ".join(f"{name} = excluded.{name}" for name in (*COLUMNS[1:], "data"))
    return (
        f"INSERT INTO seller ({names}) {source.format(values)} "
        f"ON CONFLICT (portal_id) DO UPDATE SET {changes}"
    )


def sqlite(url: str, path: Path) -> None:
    """Upsert by executemany, in one transaction."""
    connection = sqlite3.connect(url.removeprefix("sqlite:///"), isolation_level=None)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    statement = upsert("VALUES ({})", ", ".join("?" * (len(COLUMNS) + 1)))
    connection.execute("BEGIN IMMEDIATE")
    found = rows(path)
    while batch := list(islice(found, BATCH)):
        connection.executemany(statement, batch)
    connection.execute("COMMIT")


def postgresql(url: str, path: Path) -> None:
    """COPY into a temporary table, then one merge."""
    names = (*COLUMNS, "data")
    with psycopg.connect(url) as connection, connection.cursor() as cursor:
        listed = ", ".join(names)
        create = f"CREATE TEMP TABLE bare AS SELECT {listed} FROM seller LIMIT 0"  # noqa: S608 - our own names
        cursor.execute(create.encode())
        with cursor.copy(f"COPY bare ({', '.join(names)}) FROM STDIN") as copy:
            for row in rows(path):
                copy.write_row(row)
        cursor.execute(upsert("SELECT {} FROM bare WHERE true", ", ".join(names)).encode())


def main() -> None:
    """Upsert, and report."""
    url, path = sys.argv[1], Path(sys.argv[2])
    start = time.perf_counter()
    (sqlite if url.startswith("sqlite") else postgresql)(url, path)
    report(time.perf_counter() - start)


main()
