"""Which rows of a file are still what the last pull said, so that they can be passed over.

Only the id and the hash of each row go to the database; what comes back is the lines that must be
read in full.
"""

from collections.abc import Iterator
from contextlib import aclosing
from dataclasses import dataclass

import polars as pl
from sqlalchemy import (
    BigInteger,
    Column,
    Index,
    Integer,
    MetaData,
    Select,
    String,
    and_,
    case,
    func,
    or_,
    select,
)
from sqlalchemy import Table as SqlTable
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.schema import CreateIndex, CreateTable

from crm.imports import bulk
from crm.imports.ahead import ahead
from crm.imports.differences import may_contradict
from crm.imports.files.tables import LINE, Table, column
from crm.imports.hashes import HASH, row_hash
from crm.imports.repeats import KEY_HASH, maybe_repeated
from crm.imports.rows import filled
from crm.imports.subject import Subject
from crm.imports.values import columns

SEEN = SqlTable(
    "import_seen",
    MetaData(),
    Column(LINE, Integer, autoincrement=False),
    Column("id", String),
    Column(HASH, BigInteger),
    prefixes=["TEMPORARY"],
)
"""Every row of the file that names an id, the ones that cannot be taken too."""

_WORTH_IT = 0.5
"""The share of rows that must be as they were, for a second look at the file to be worth it."""


@dataclass(frozen=True, slots=True)
class Passed:
    """What was told apart."""

    rows: int
    """All rows of the file that are not blank."""
    same: int
    """Rows that need not be read."""
    known: int
    """Stored rows that were in the last pull and are in the file, as good rows or as bad ones."""
    lines: pl.Series | None
    """The lines that must be read; None for all."""


async def see(session: AsyncSession, subject: Subject, table: Table) -> Passed:
    """Keep the file's ids, and tell which rows the store has as they stand.

    A row whose id comes twice is always read: the file itself must tell which one counts. So is
    the row of a seller who confirmed a fact since: it may contradict them now.
    """
    await session.execute(CreateTable(SEEN))
    hashes: list[pl.DataFrame] = []
    nameless: list[pl.Series] = []
    rows = 0
    async with aclosing(ahead(_hashes(subject, table))) as batches:
        async for batch in batches:
            rows += batch.height
            named = batch.filter(pl.col("id").is_not_null())
            hashes.append(named.select(LINE, pl.col("id").hash().alias(KEY_HASH)))
            nameless.append(batch.filter(pl.col("id").is_null())[LINE])
            await bulk.load(session, SEEN, named)
    read_anyway = pl.concat([maybe_repeated(hashes), *nameless])
    known, same = await _counts(session, subject, distinct=len(read_anyway) > 0)
    if same < _WORTH_IT * rows:
        return Passed(rows, 0, known, None)
    differing = await session.execute(_differing(subject))
    lines = pl.Series(LINE, differing.scalars().all(), dtype=pl.Int64)
    lines = pl.concat([lines, read_anyway]).unique()
    return Passed(rows, rows - len(lines), known, lines)


def _hashes(subject: Subject, table: Table) -> Iterator[pl.DataFrame]:
    (key,) = subject.key
    cell = columns.clean(pl.col(column(table.facts[key]))).str.strip_prefix("'")
    whole = row_hash(table, subject.way_of_reading)
    for batch in table.batches():
        yield batch.filter(filled(table)).select(LINE, cell.alias("id"), whole)


async def _counts(session: AsyncSession, subject: Subject, *, distinct: bool) -> tuple[int, int]:
    """Return how many stored rows the file has, and how many of its rows are the same."""
    stored = subject.table
    is_same = and_(stored.c[HASH] == SEEN.c[HASH], ~may_contradict(stored))
    same = case((is_same, 1), else_=0)
    known = func.count(stored.c.id.distinct()) if distinct else func.count()
    found = await session.execute(
        select(known, func.coalesce(func.sum(same), 0))
        .select_from(SEEN)
        .join(stored, stored.c[subject.key[0]] == SEEN.c.id)
        .where(stored.c.gone_at.is_(None))
    )
    known_rows, same_rows = found.one()
    return known_rows, same_rows


def _differing(subject: Subject) -> Select[int]:
    stored = subject.table
    return (
        select(SEEN.c[LINE])
        .outerjoin(stored, stored.c[subject.key[0]] == SEEN.c.id)
        .where(
            or_(
                stored.c.id.is_(None),
                stored.c.gone_at.is_not(None),
                stored.c[HASH].is_distinct_from(SEEN.c[HASH]),
                may_contradict(stored),
            )
        )
    )


async def index(session: AsyncSession) -> None:
    """Let the file's ids be searched."""
    await session.execute(CreateIndex(Index("ix_import_seen_id", SEEN.c.id)))
