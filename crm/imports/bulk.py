"""The fastest way into either database: COPY on PostgreSQL, the bare driver on SQLite."""

from collections.abc import Iterator
from typing import Any

import polars as pl
import polars.selectors as cs
from sqlalchemy import Table
from sqlalchemy.ext.asyncio import AsyncSession

_SLICE = 2_000
"""Rows that are turned into what the driver takes at a time; more are slower, as memory is."""
_NULL = r"\N"


def is_sqlite(session: AsyncSession) -> bool:
    """Say which of the two databases the session speaks to."""
    return session.get_bind().dialect.name == "sqlite"


async def load(session: AsyncSession, table: Table, rows: pl.DataFrame) -> None:
    """Append `rows` to `table`, in the session's transaction; the frame names the columns."""
    connection = await session.connection()
    driver = (await connection.get_raw_connection()).driver_connection
    quote = connection.dialect.identifier_preparer.quote
    target = f"{quote(table.name)} ({', '.join(map(quote, rows.columns))})"
    if is_sqlite(session):
        await _insert(driver, target, rows)
    else:
        await _copy(driver, target, rows)


async def _insert(driver: Any, target: str, rows: pl.DataFrame) -> None:  # noqa: ANN401 - a driver's connection
    marks = ", ".join("?" * rows.width)
    stored = rows.with_columns(
        cs.datetime().dt.strftime("%Y-%m-%d %H:%M:%S%.6f"), cs.date().dt.strftime("%Y-%m-%d")
    )  # as SQLAlchemy writes them
    await driver.executemany(f"INSERT INTO {target} VALUES ({marks})", _tuples(stored))  # noqa: S608 - names of our own


def _tuples(rows: pl.DataFrame) -> Iterator[tuple[Any, ...]]:
    """Yield each row, quicker than polars does; the driver's thread asks for them."""
    for part in rows.iter_slices(_SLICE):
        yield from zip(*(column.to_list() for column in part.iter_columns()), strict=True)


async def _copy(driver: Any, target: str, rows: pl.DataFrame) -> None:  # noqa: ANN401 - a driver's connection
    statement = f"COPY {target} FROM STDIN (FORMAT csv, NULL '{_NULL}')"
    async with driver.cursor() as cursor, cursor.copy(statement) as copy:
        for part in rows.iter_slices(_SLICE):
            await copy.write(
                part.write_csv(include_header=False, quote_style="non_numeric", null_value=_NULL)
            )
