"""Take a file in from the command line: a progress bar, then what was done."""

import asyncio
import json
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    ProgressColumn,
    Task,
    TextColumn,
    TimeRemainingColumn,
)
from rich.table import Table
from rich.text import Text

from bot.cli.imports.words import FACTS, GAINED, REASONS
from bot.lifecycle import ready_database
from core.clock import SystemClock
from core.db import Database
from core.logs import configure
from core.settings import LogLevel, Settings
from crm.imports.course import TooManyRejects
from crm.imports.progress import Stage
from crm.imports.reasons import Reason
from crm.imports.reports import ImportReport, Rejected
from crm.imports.rules import moves_stores
from crm.imports.taking import take_in
from crm.imports.wishes import Wish
from crm.segments.operations import take_snapshot
from models.imports import ImportKind

File = Annotated[Path, typer.Argument(help="A CSV or XLSX file, perhaps gzipped.")]
ProfileName = Annotated[
    str | None, typer.Option("--profile", help="Read the headings by this saved mapping.")
]
DryRun = Annotated[
    bool, typer.Option("--dry-run", help="Say what would change, and change nothing.")
]
Force = Annotated[
    bool,
    typer.Option("--force", help="Take it in again, and however many rows are rejected."),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON object.")]

_DOING = {Stage.CHECK: "Checking", Stage.COMPARE: "Comparing", Stage.MERGE: "Merging"}


class _Rate(ProgressColumn):
    """Rows a second."""

    def render(self, task: Task) -> Text:
        return Text(f"{task.speed:,.0f} rows/s" if task.speed else "")


def take(
    kind: ImportKind,
    file: Path,
    *,
    profile: str | None,
    dry_run: bool,
    force: bool,
    as_json: bool,
) -> None:
    """Take `file` in and say what was done; exit 1 with a sentence where it cannot be."""
    settings = Settings.load()
    configure(settings.model_copy(update={"log_level": LogLevel.WARNING}))
    wish = Wish(
        profile=profile or settings.import_profile,
        profiles=settings.import_profiles,
        dry_run=dry_run,
        forced=force,
        max_rejected=settings.import_max_rejected,
    )
    console = Console(highlight=False)
    try:
        report = asyncio.run(_take(settings, kind, file, wish, quiet=as_json))
    except TooManyRejects as refusal:
        if not as_json:
            _show_rejects(console, refusal.report)
        raise
    if as_json:
        typer.echo(json.dumps(facts_of(report)))
    else:
        _tell(console, report)


async def _take(
    settings: Settings, kind: ImportKind, file: Path, wish: Wish, *, quiet: bool
) -> ImportReport:
    await ready_database(settings)
    database = Database(settings.database_url)
    try:
        with _bar(quiet=quiet) as bar:
            tasks = {
                stage: bar.add_task(doing, total=None, start=False, visible=False)
                for stage, doing in _DOING.items()
            }

            def show(stage: Stage, done: int, total: int) -> None:
                bar.start_task(tasks[stage])
                bar.update(tasks[stage], completed=done, total=total, visible=True)

            now = SystemClock().now()
            report = await take_in(database, file, kind=kind, wish=wish, now=now, progress=show)
        if moves_stores(report):
            await take_snapshot(database, now=now, settings=settings)
        return report
    finally:
        await database.close()


def _bar(*, quiet: bool) -> Progress:
    return Progress(
        TextColumn("{task.description:9}"),
        BarColumn(),
        MofNCompleteColumn(),
        _Rate(),
        TimeRemainingColumn(),
        console=Console(stderr=True),
        transient=True,
        disable=quiet,
    )


def facts_of(report: ImportReport) -> dict[str, Any]:
    """Return a report as JSON has it."""
    already = report.already.isoformat() if report.already else None
    return {**asdict(report), "already": already}


def _tell(console: Console, report: ImportReport) -> None:
    for sentence in _summary(report):
        console.print(sentence, markup=False, soft_wrap=True)
    _show_rejects(console, report)


def _summary(report: ImportReport) -> list[str]:
    if report.already:
        day = f"{report.already:%Y-%m-%d %H:%M} UTC"
        return [f"{report.file_name} was taken in on {day}; nothing changed."]
    would = "would be " if report.dry_run else ""
    counts = (
        f"{report.file_name}: {report.rows:,} rows, {report.added:,} {would}added, "
        f"{report.changed:,} {would}changed, {report.unchanged:,} unchanged, "
        f"{report.rejected:,} {would}rejected. ({report.seconds:.1f} s)"
    )
    sentences = [counts]
    if report.changes:
        columns = ", ".join(
            f"{FACTS.get(fact, fact)} {count:,}" for fact, count in report.changes.items()
        )
        sentences.append(f"Changed: {columns}.")
    sentences += [
        sentence.format(f"{count:,}", kind=report.kind)
        for name, sentence in GAINED.items()
        if (count := getattr(report, name))
    ]
    if report.partial:
        sentences.append(
            f"So many {report.kind} are missing that this is taken for a part of the pull: "
            "none is marked as gone."
        )
    if report.batch_id and report.rejected:
        sentences.append(f"All rejects as a sheet: sapa import rejects {report.batch_id}")
    return sentences


def _show_rejects(console: Console, report: ImportReport) -> None:
    if not report.first_rejects or report.already:
        return
    table = Table("Line", "Column", "Cell", "Why it was rejected", box=None, header_style="bold")
    for reject in report.first_rejects:
        why = REASONS[Reason(reject.reason)]
        table.add_row(str(reject.line), Text(reject.column), _cell(reject), why)
    console.print(table)
    more = report.rejected - len(report.first_rejects)
    if more:
        console.print(f"and {more:,} more")


def _cell(reject: Rejected) -> Text:
    """Return the refused cell; a text of rich's own type is never read as its markup."""
    return Text(str(reject.row.get(reject.column) or ""))
