"""Take a file in: wholly or not at all, and only once."""

import asyncio
import time
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import structlog

from core.db import Database
from crm.imports import queries
from crm.imports.course import Course, Overtaken
from crm.imports.files.kinds import read_any
from crm.imports.files.tables import Table
from crm.imports.profiles import load_profile
from crm.imports.progress import Progress, unheard
from crm.imports.reports import ImportReport
from crm.imports.subject import Subject
from crm.imports.subjects import SUBJECTS
from crm.imports.wishes import ORDINARY, Wish
from models import ImportBatch
from models.imports import ImportKind

log = structlog.get_logger()


async def take_in(
    database: Database,
    path: Path,
    *,
    kind: ImportKind | None = None,
    wish: Wish = ORDINARY,
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
                report = await Course(subject, table, name, wish, now, progress).run(bench)
        except Overtaken:
            log.info("import_overtaken", kind=subject.kind)
            continue
        return replace(report, seconds=time.monotonic() - started)


def _open(path: Path, kind: ImportKind | None, wish: Wish) -> tuple[Subject, Table]:
    profile = load_profile(wish.profile, wish.profiles) if wish.profile else None
    known = {name: subject.vocabulary for name, subject in SUBJECTS.items()}
    if profile is not None:
        known[profile.kind] = profile.vocabulary
    kind, table = read_any(path, {kind: known[kind]} if kind else known)
    return SUBJECTS[kind], table


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
