"""A whole pull, from a file to the sellers."""

import asyncio
from contextlib import ExitStack
from datetime import datetime
from pathlib import Path

from core.db import Database
from crm.imports.files.tables import read_table
from crm.imports.operations import ImportReport, already_taken, import_sellers
from crm.imports.prepared import Progress, prepare, unheard
from crm.imports.queries import batch_with


async def pull_sellers(
    database: Database,
    path: Path,
    *,
    now: datetime,
    dry_run: bool = False,
    progress: Progress = unheard,
) -> ImportReport:
    """Take in the file at `path`.

    The file is read and checked in a thread and outside of any transaction, so that the
    database is held only while rows are merged. `progress` may be called from that thread.

    Raises:
        CrmError: where the file is no pull; its text is a sentence, and nothing was changed.
    """
    table = await asyncio.to_thread(read_table, path)
    async with database.reading() as session:
        if known := await batch_with(session, digest=table.digest):
            return already_taken(known)
    with ExitStack() as until_merged:
        pull = prepare(table, now=now, progress=progress)
        prepared = await asyncio.to_thread(until_merged.enter_context, pull)
        async with database.transaction() as session:
            return await import_sellers(
                session,
                prepared,
                file_name=path.name,
                now=now,
                dry_run=dry_run,
                progress=progress,
            )
