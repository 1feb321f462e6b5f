"""Rows wait in a temporary table, where they are compared with what is stored already.

Comparing writes temporary tables only. On SQLite, where writers take turns, that keeps nobody
waiting; what must be written afterwards is no more than what differs.
"""

import asyncio
from collections.abc import Sequence
from contextlib import aclosing
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ColumnElement,
    CursorResult,
    Integer,
    MetaData,
    Table,
    and_,
    case,
    delete,
    func,
    insert,
    or_,
    select,
    text,
)
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.schema import CreateTable

from crm.imports import bulk
from crm.imports.ahead import ahead
from crm.imports.differences import differs
from crm.imports.files.tables import LINE
from crm.imports.hashes import HASH
from crm.imports.prepared import Prepared
from crm.imports.subject import Subject

STEP = 50_000
"""Rows that are compared or written before the next progress is told."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """What the file would change."""

    added: int = 0
    changed: int = 0
    rewritten: int = 0
    """Rows that say the same in another way: only their hash changes."""

    def __add__(self, other: "Comparison") -> "Comparison":
        return Comparison(
            self.added + other.added,
            self.changed + other.changed,
            self.rewritten + other.rewritten,
        )


@dataclass(frozen=True, slots=True)
class Staged:
    """The temporary tables of one import."""

    subject: Subject
    stage: Table
    """The file's rows by `line`."""
    touched: Table
    """The lines that differ, each with the id of the row it changes (none where it is new), and
    whether a fact changes."""
    lines: int
    """The highest line."""
    repeated: int
    """Rows that were dropped, as their key comes again further down."""
    fresh: bool
    """There is nothing to compare with: every row is new."""
    step: int | None
    """How many lines to take at a time; None for all, which PostgreSQL then joins once."""

    @property
    def facts(self) -> Sequence[str]:
        """The staged columns that can change."""
        aside = {LINE, HASH, *self.subject.key}
        return [column.name for column in self.stage.c if column.name not in aside]

    def same_key(self) -> ColumnElement[bool]:
        """Match a stored row with a staged one."""
        table = self.subject.table
        return and_(*(table.c[name] == self.stage.c[name] for name in self.subject.key))


async def stage(session: AsyncSession, prepared: Prepared, *, fresh: bool) -> Staged:
    """Put the good rows into a temporary table of the session's connection, each key once.

    Of several rows with one key the last is taken: a file is read from top to bottom.
    """
    subject, highest = prepared.subject, 0
    tables: tuple[Table, Table] | None = None
    async with aclosing(ahead(prepared.batches())) as batches:
        async for rows in batches:
            tables = tables or await _create(session, subject, rows.drop(LINE).columns)
            await bulk.load(session, tables[0], rows)
            if rows.height:
                highest = int(rows[LINE].item(-1))
    staged, touched = tables or await _create(session, subject, subject.key)
    repeats = await asyncio.to_thread(prepared.maybe_repeated)
    repeated = await _drop_repeated(session, staged, subject) if repeats else 0
    await know_sizes(session, staged)
    step = STEP if bulk.is_sqlite(session) else None
    return Staged(subject, staged, touched, highest, repeated, fresh, step)


async def _create(
    session: AsyncSession, subject: Subject, columns: Sequence[str]
) -> tuple[Table, Table]:
    metadata = MetaData()
    staged = Table(
        "import_stage",
        metadata,
        Column(LINE, Integer, primary_key=True, autoincrement=False),
        *(Column(name, subject.table.c[name].type) for name in columns),
        prefixes=["TEMPORARY"],
    )
    touched = Table(
        "import_touched",
        metadata,
        Column(LINE, Integer, primary_key=True, autoincrement=False),
        Column("target_id", BigInteger),
        Column("differs", Boolean),
        prefixes=["TEMPORARY"],
    )
    for table in (staged, touched):
        await session.execute(CreateTable(table))
    return staged, touched


async def _drop_repeated(session: AsyncSession, staged: Table, subject: Subject) -> int:
    key = [staged.c[name] for name in subject.key]
    last = func.max(staged.c[LINE]).over(partition_by=key).label("last")
    rows = select(staged.c[LINE], last).subquery("rows")
    connection = await session.connection()
    dropped: CursorResult[Any] = await connection.execute(
        delete(staged).where(
            staged.c[LINE].in_(select(rows.c[LINE]).where(rows.c[LINE] < rows.c.last))
        ),
        execution_options={"preserve_rowcount": True},
    )
    return dropped.rowcount


async def know_sizes(session: AsyncSession, table: Table) -> None:
    """Let PostgreSQL's planner know what has just been written; SQLite plans without."""
    if not bulk.is_sqlite(session):
        await session.execute(text(f"ANALYZE {table.name}"))


async def compare(session: AsyncSession, staged: Staged, first: int, last: int) -> Comparison:
    """Note which of the lines from `first` to `last` differ, and count them."""
    table, here = staged.subject.table, staged.stage
    joined = here.outerjoin(table, staged.same_key())
    row_id = table.c.id
    touches = or_(
        row_id.is_(None), *(differs(table, here, fact) for fact in staged.facts), *_returns(table)
    )
    await session.execute(
        insert(staged.touched).from_select(
            [LINE, "target_id", "differs"],
            select(here.c[LINE], row_id, touches)
            .select_from(joined)
            .where(here.c[LINE].between(first, last), or_(touches, *_rewritten(table, here))),
        )
    )
    new, changes = staged.touched.c.target_id.is_(None), staged.touched.c.differs
    found = await session.execute(
        select(func.count(), _times(new), _times(changes)).where(
            staged.touched.c[LINE].between(first, last)
        )
    )
    count, added, differing = found.one()
    return Comparison(added=added, changed=differing - added, rewritten=count - differing)


async def changes(session: AsyncSession, staged: Staged) -> dict[str, int]:
    """Return how many rows change in each column; columns that none changes in are left out."""
    table, here, touched = staged.subject.table, staged.stage, staged.touched
    facts = {fact: differs(table, here, fact) for fact in staged.facts}
    if not facts:
        return {}
    found = await session.execute(
        select(*(func.sum(case((test, 1), else_=0)).label(fact) for fact, test in facts.items()))
        .select_from(touched)
        .join(here, here.c[LINE] == touched.c[LINE])
        .join(table, table.c.id == touched.c.target_id)
    )
    counts: dict[str, Any] = dict(found.mappings().one())
    return {fact: int(count) for fact, count in counts.items() if count}


def _times(test: ColumnElement[bool]) -> ColumnElement[int]:
    return func.coalesce(func.sum(case((test, 1), else_=0)), 0)


def _rewritten(table: Table, here: Table) -> list[ColumnElement[bool]]:
    return [table.c[HASH].is_distinct_from(here.c[HASH])] if HASH in here.c else []


def _returns(table: Table) -> list[ColumnElement[bool]]:
    """Tell that a row was missing from the last pull and is there again."""
    return [table.c.gone_at.is_not(None)] if "gone_at" in table.c else []
