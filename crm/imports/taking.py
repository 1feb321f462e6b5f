"""Take a file in: wholly or not at all, and only once."""

# pyright: reportUnknownMemberType=false
# polars names numpy in its signatures, which Sapa does not install

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import AbstractContextManager, ExitStack
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

import orjson
import polars as pl
import structlog
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from core.db import Database, Workbench
from crm.errors import CrmError
from crm.imports import aftermath, bulk, merging, passing, queries, staging
from crm.imports.files.kinds import read_any
from crm.imports.files.tables import Table
from crm.imports.passing import Passed
from crm.imports.prepared import Prepared, prepare
from crm.imports.profiles import load_profile
from crm.imports.progress import Progress, Stage, unheard
from crm.imports.reports import ImportReport, Rejected
from crm.imports.rules import too_many_rejects
from crm.imports.staging import Comparison, Staged
from crm.imports.subject import Subject
from crm.imports.subjects import SUBJECTS
from models import ImportBatch, ImportReject
from models.imports import ImportKind, ImportSource

log = structlog.get_logger()

_SHOWN_REJECTS = 20
_LOCK = 7_271_701
"""The key of the PostgreSQL advisory lock under which imports take turns."""

_REJECT = ImportReject.metadata.tables["import_reject"]


class TooManyRejects(CrmError):
    """So many rows are refused that the file as a whole is not to be trusted; `report` counts."""

    code = "too_many_rejects"

    def __init__(self, report: ImportReport) -> None:
        """Say how many."""
        super().__init__(
            f"{report.rejected:,} of {report.rows:,} rows cannot be taken, so nothing was: "
            "mend the file, or force it in without them."
        )
        self.report = report


@dataclass(frozen=True, slots=True)
class Wish:
    """How a file is to be taken in, and who asked for it."""

    profile: str | None = None
    profiles: Path | None = None
    """A folder of profiles besides those that ship."""
    dry_run: bool = False
    forced: bool = False
    """Take it in though it was before, and however many rows are refused."""
    max_rejected: float = 0.2
    """The share of rows that may be refused before the whole file is."""
    source: ImportSource = ImportSource.CLI
    staff_id: int | None = None
    order_id: int | None = None
    """The order that is carried out: one order makes one batch, however often it is tried."""


async def take_in(
    database: Database,
    path: Path,
    *,
    kind: ImportKind | None = None,
    wish: Wish = Wish(),
    now: datetime,
    file_name: str | None = None,
    progress: Progress = unheard,
) -> ImportReport:
    """Take in the file at `path`; its headings tell the kind where it is None.

    The file is read and checked in a thread and compared outside of any writing transaction, so
    that writers wait only while what differs is written. `progress` may be called from that
    thread.

    Raises:
        CrmError: where the file cannot be taken; its text is a sentence, and nothing was changed.
    """
    started = time.monotonic()
    subject, table = await asyncio.to_thread(_open, path, kind, wish)
    name = (file_name or path.name)[-255:]
    while True:
        async with database.reading() as session:
            known = await queries.batch_with(session, kind=subject.kind, digest=table.digest)
        if known is not None and not wish.forced:
            return _already(known, name)
        try:
            async with database.workbench() as bench:
                report = await _Import(subject, table, name, wish, now, progress).run(bench)
        except _Overtaken:
            log.info("import_overtaken", kind=subject.kind)
            continue
        return replace(report, seconds=time.monotonic() - started)


class _Overtaken(Exception):
    """Another file was taken in since this one was compared, so it must be compared anew."""


@dataclass(frozen=True, slots=True)
class _Import:
    """One file on its way into the database."""

    subject: Subject
    table: Table
    file_name: str
    wish: Wish
    now: datetime
    progress: Progress

    async def run(self, bench: Workbench) -> ImportReport:
        async with bench.preparing() as session:
            seen = await queries.last_batch_id(session)
            passed = await self._see(session)
        with ExitStack() as until_merged:
            prepared = await asyncio.to_thread(until_merged.enter_context, self._check(passed))
            found = self._found(prepared, passed)
            if too_many_rejects(found, self.wish.max_rejected) and not (
                self.wish.forced or self.wish.dry_run
            ):
                raise TooManyRejects(found)
            async with bench.preparing() as session:
                staged = await staging.stage(
                    session, self.subject, prepared.columns, prepared.batches()
                )
                report, compared = await self._compare(session, staged, found, passed)
            if self.wish.dry_run:
                return report
            async with bench.transaction() as session:
                await _take_turns(session)
                if await queries.last_batch_id(session) != seen:
                    raise _Overtaken
                return await self._write(session, staged, report, compared, prepared)

    async def _see(self, session: AsyncSession) -> Passed | None:
        """Tell which rows are as they were; None where there is nothing to compare with."""
        if not self.subject.hashed or not await queries.has_rows(session, self.subject.table):
            return None
        passed = await passing.see(session, self.subject, self.table)
        await passing.index(session)
        return passed

    def _check(self, passed: Passed | None) -> AbstractContextManager[Prepared]:
        lines = passed.lines if passed else None
        return prepare(self.subject, self.table, now=self.now, lines=lines, progress=self.progress)

    def _found(self, prepared: Prepared, passed: Passed | None) -> ImportReport:
        same = passed.same if passed else 0
        rejects = prepared.first_rejects(_SHOWN_REJECTS).iter_rows(named=True)
        return ImportReport(
            kind=self.subject.kind,
            file_name=self.file_name,
            rows=prepared.rows + same,
            unchanged=same,
            repeated=prepared.repeated,
            rejected=prepared.rejected,
            dry_run=self.wish.dry_run,
            sample=prepared.sample,
            first_rejects=tuple(
                Rejected(one["line"], one["column"], one["reason"], orjson.loads(one["row"]))
                for one in rejects
            ),
        )

    async def _compare(
        self, session: AsyncSession, staged: Staged, found: ImportReport, passed: Passed | None
    ) -> tuple[ImportReport, Comparison]:
        compared = Comparison()
        async for first, last in self._ranges(Stage.COMPARE, staged):
            compared += await staging.compare(session, staged, first, last)
        good = found.rows - found.repeated - found.rejected
        report = replace(
            found,
            added=compared.added,
            changed=compared.changed,
            unchanged=good - compared.added - compared.changed,
            changes=await staging.changes(session, staged) if compared.changed else {},
        )
        return await aftermath.foresee(session, staged, report, passed), compared

    async def _write(
        self,
        session: AsyncSession,
        staged: Staged,
        report: ImportReport,
        compared: Comparison,
        prepared: Prepared,
    ) -> ImportReport:
        batch = _batch(prepared, report, self.wish, self.now)
        session.add(batch)
        await session.flush()
        assert batch.id is not None  # noqa: S101 - it was flushed
        conflicts = await merging.note_conflicts(session, staged, batch_id=batch.id)
        if compared != Comparison():
            await staging.know_sizes(session, staged.touched)
            async for first, last in self._ranges(Stage.MERGE, staged):
                await merging.write(session, staged, first, last, batch_id=batch.id, now=self.now)
        for rejects in prepared.rejects():
            rows = rejects.with_columns(pl.lit(batch.id).alias("batch_id"))
            await bulk.load(session, _REJECT, rows)
        report = replace(report, batch_id=batch.id, conflicts=conflicts)
        if compared.added or compared.changed:
            await staging.know_sizes(session, self.subject.table)
        report = await aftermath.follow(session, report, now=self.now)
        batch.gone, batch.conflicts = report.gone, report.conflicts
        return report

    async def _ranges(self, stage: Stage, staged: Staged) -> AsyncIterator[tuple[int, int]]:
        """Yield the first and last line of each step, and tell how far it is."""
        step = staged.step or staged.lines + 1
        for first in range(0, staged.lines + 1, step):
            yield first, first + step - 1
            self.progress(stage, min(first + step, staged.lines), staged.lines)


async def _take_turns(session: AsyncSession) -> None:
    if not bulk.is_sqlite(session):
        await session.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})


def _open(path: Path, kind: ImportKind | None, wish: Wish) -> tuple[Subject, Table]:
    profile = load_profile(wish.profile, wish.profiles) if wish.profile else None
    known = {name: subject.vocabulary for name, subject in SUBJECTS.items()}
    if profile is not None:
        known[profile.kind] = profile.vocabulary
    kind, table = read_any(path, {kind: known[kind]} if kind else known)
    return SUBJECTS[kind], table


def _batch(prepared: Prepared, report: ImportReport, wish: Wish, now: datetime) -> ImportBatch:
    return ImportBatch(
        kind=report.kind,
        source=wish.source,
        staff_id=wish.staff_id,
        order_id=wish.order_id,
        file_name=report.file_name,
        digest=prepared.digest,
        at=now,
        rows=report.rows,
        added=report.added,
        changed=report.changed,
        unchanged=report.unchanged,
        repeated=report.repeated,
        rejected=report.rejected,
        changes=report.changes,
    )


def _already(batch: ImportBatch, file_name: str) -> ImportReport:
    """Report a file that an earlier import took in."""
    return ImportReport(
        kind=batch.kind,
        file_name=file_name,
        rows=batch.rows,
        unchanged=batch.rows - batch.rejected - batch.repeated,
        repeated=batch.repeated,
        rejected=batch.rejected,
        already=batch.at,
        batch_id=batch.id,
    )
