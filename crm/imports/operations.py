"""Take a pull in: wholly or not at all, and only once."""

# pyright: reportUnknownMemberType=false
# polars names numpy in its signatures, which Sapa does not install

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import orjson
import polars as pl
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from crm.imports import bulk
from crm.imports.prepared import Prepared, Progress, Stage, unheard
from crm.imports.queries import batch_with
from crm.imports.sellers import merge
from models import ImportBatch, ImportReject
from models.imports import ImportKind

_SHOWN_REJECTS = 20
_LOCK = 7_271_701
"""The key of the PostgreSQL advisory lock under which imports take turns."""

_REJECT = ImportReject.metadata.tables["import_reject"]


@dataclass(frozen=True, slots=True)
class Rejected:
    """A refused row: its line, the column's heading (empty: the whole row), the reason's code."""

    line: int
    column: str
    reason: str
    row: dict[str, Any]


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import did, or with `dry_run` would do."""

    rows: int
    added: int
    changed: int
    unchanged: int
    rejected: int
    dry_run: bool = False
    already: datetime | None = None
    """When the same file was taken in before; then nothing was done."""
    first_rejects: tuple[Rejected, ...] = ()
    """Those that stand highest in the file."""


async def import_sellers(
    session: AsyncSession,
    prepared: Prepared,
    *,
    file_name: str,
    now: datetime,
    dry_run: bool = False,
    progress: Progress = unheard,
) -> ImportReport:
    """Merge a pull into the sellers, and keep its rejects, in the session's transaction.

    Two imports at once take turns. A file that was taken in before changes nothing.
    """
    if not bulk.is_sqlite(session):
        await session.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})
    if known := await batch_with(session, digest=prepared.digest):
        return already_taken(known)
    undo = await session.begin_nested()
    batch = ImportBatch(
        kind=ImportKind.SELLERS,
        file_name=file_name[-255:],
        digest=prepared.digest,
        at=now,
        rows=prepared.rows,
        rejected=prepared.rejected,
    )
    session.add(batch)
    await session.flush()
    await _merge(session, prepared, batch, now, progress)
    await _keep_rejects(session, prepared, batch)
    report = _report(batch, prepared, dry_run=dry_run)
    await (undo.rollback() if dry_run else undo.commit())
    return report


def already_taken(batch: ImportBatch) -> ImportReport:
    """Report a file that an earlier import took in."""
    return ImportReport(
        rows=batch.rows,
        added=0,
        changed=0,
        unchanged=batch.rows - batch.rejected,
        rejected=batch.rejected,
        already=batch.at,
    )


async def _merge(
    session: AsyncSession,
    prepared: Prepared,
    batch: ImportBatch,
    now: datetime,
    progress: Progress,
) -> None:
    """Stage and merge: batch by batch on SQLite, whose stage is memory; at once on PostgreSQL."""
    assert batch.id is not None  # noqa: S101 - it was flushed
    stage = merge.stage_of(prepared.columns)
    await merge.create(session, stage)
    counts, done = merge.Counts(), 0
    for rows in prepared.batches():
        await bulk.load(session, stage, rows)
        if bulk.is_sqlite(session):
            counts += await merge.merge(session, stage, batch_id=batch.id, now=now)
            await merge.clear(session, stage)
        done += rows.height
        progress(Stage.MERGE, done, prepared.good)
    if not bulk.is_sqlite(session):
        counts += await merge.merge(session, stage, batch_id=batch.id, now=now)
    await merge.drop(session, stage)
    batch.added, batch.changed = counts.added, counts.changed
    batch.unchanged = prepared.good - counts.added - counts.changed
    await session.flush()


async def _keep_rejects(session: AsyncSession, prepared: Prepared, batch: ImportBatch) -> None:
    for rejects in prepared.rejects():
        await bulk.load(session, _REJECT, rejects.with_columns(pl.lit(batch.id).alias("batch_id")))


def _report(batch: ImportBatch, prepared: Prepared, *, dry_run: bool) -> ImportReport:
    rejects = prepared.first_rejects(_SHOWN_REJECTS).iter_rows(named=True)
    return ImportReport(
        rows=batch.rows,
        added=batch.added,
        changed=batch.changed,
        unchanged=batch.unchanged,
        rejected=batch.rejected,
        dry_run=dry_run,
        first_rejects=tuple(
            Rejected(found["line"], found["column"], found["reason"], orjson.loads(found["row"]))
            for found in rejects
        ),
    )
