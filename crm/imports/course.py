"""The course of one file: seen, checked, compared, written."""

from collections.abc import AsyncIterator
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from datetime import datetime

import orjson
import polars as pl
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from core.db import Workbench
from crm.errors import CrmError
from crm.imports import aftermath, bulk, merging, passing, queries, staging
from crm.imports.files.tables import Table
from crm.imports.passing import Passed
from crm.imports.prepared import Prepared, prepare
from crm.imports.progress import Progress, Stage
from crm.imports.reports import ImportReport, Rejected
from crm.imports.rules import too_many_rejects
from crm.imports.staging import Comparison, Staged
from crm.imports.subject import Subject
from crm.imports.wishes import Wish
from models import ImportBatch, ImportReject

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


class Overtaken(Exception):
    """Another file was taken in since this one was compared, so it must be compared anew."""


@dataclass(frozen=True, slots=True)
class Course:
    """One file on its way into the database."""

    subject: Subject
    table: Table
    file_name: str
    wish: Wish
    now: datetime
    progress: Progress

    async def run(self, bench: Workbench) -> ImportReport:
        """Bring the file to its end on `bench`.

        Raises:
            TooManyRejects: it is not to be trusted, and nothing was changed.
            Overtaken: it is to be run again on another bench.
        """
        async with bench.preparing() as session:
            seen = await queries.last_batch_id(session)
            fresh, passed = await self._see(session)
        with self._check(passed) as prepared:
            async with bench.preparing() as session:
                staged = await staging.stage(session, prepared, fresh=fresh)
                found = self._found(prepared, staged, passed)
                self._trust(found)
                report, compared = await self._compare(session, staged, found, passed)
            if self.wish.dry_run:
                return report
            async with bench.transaction() as session:
                await _take_turns(session)
                if await queries.last_batch_id(session) != seen:
                    raise Overtaken
                return await self._write(session, staged, report, compared, prepared)

    async def _see(self, session: AsyncSession) -> tuple[bool, Passed | None]:
        """Tell whether there is nothing to compare with, and else which rows are as they were.

        A dry run always compares: what it foresees is told from that.
        """
        key = self.subject.table.c[self.subject.key[0]]
        if not await queries.has_any(session, key):
            return not self.wish.dry_run, None
        if not self.subject.hashed:
            return False, None
        passed = await passing.see(session, self.subject, self.table)
        await passing.index(session)
        return False, passed

    def _check(self, passed: Passed | None) -> AbstractContextManager[Prepared]:
        lines = passed.lines if passed else None
        return prepare(self.subject, self.table, now=self.now, lines=lines, progress=self.progress)

    def _found(self, prepared: Prepared, staged: Staged, passed: Passed | None) -> ImportReport:
        same = passed.same if passed else 0
        rejects = prepared.first_rejects(_SHOWN_REJECTS).iter_rows(named=True)
        return ImportReport(
            kind=self.subject.kind,
            file_name=self.file_name,
            rows=prepared.rows + same,
            unchanged=same,
            repeated=staged.repeated,
            rejected=prepared.rejected,
            dry_run=self.wish.dry_run,
            sample=tuple(prepared.sample),
            first_rejects=tuple(
                Rejected(one["line"], one["column"], one["reason"], orjson.loads(one["row"]))
                for one in rejects
            ),
        )

    def _trust(self, found: ImportReport) -> None:
        if self.wish.forced or self.wish.dry_run:
            return
        if too_many_rejects(found, self.wish.max_rejected):
            raise TooManyRejects(found)

    async def _compare(
        self, session: AsyncSession, staged: Staged, found: ImportReport, passed: Passed | None
    ) -> tuple[ImportReport, Comparison]:
        good = found.rows - found.repeated - found.rejected
        compared = Comparison(added=good if staged.fresh else 0)
        if not staged.fresh:
            async for first, last in self._ranges(Stage.COMPARE, staged):
                compared += await staging.compare(session, staged, first, last)
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
        report = await aftermath.follow(session, self.subject, report, now=self.now)
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


def _batch(prepared: Prepared, report: ImportReport, wish: Wish, now: datetime) -> ImportBatch:
    return ImportBatch(
        kind=report.kind,
        source=wish.source,
        staff_id=wish.staff_id,
        order_id=wish.order_id,
        file_name=report.file_name,
        digest=prepared.table.digest,
        at=now,
        rows=report.rows,
        added=report.added,
        changed=report.changed,
        unchanged=report.unchanged,
        repeated=report.repeated,
        rejected=report.rejected,
        changes=report.changes,
    )
