"""`sapa import sellers`."""

import asyncio
import json
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

from bot.lifecycle import ready_database
from core.clock import SystemClock
from core.db import Database
from core.settings import Settings
from crm.imports.operations import ImportReport, Rejected
from crm.imports.prepared import Stage
from crm.imports.sellers.facts import Reason
from crm.imports.sellers.pull import pull_sellers

_DOING = {Stage.CHECK: "Checking", Stage.MERGE: "Merging"}
_WHY = {
    Reason.PORTAL_ID_MISSING: "the store's id is missing",
    Reason.STORE_NAME_MISSING: "the store's name is missing",
    Reason.TOO_MANY_CELLS: "more cells than headings",
    Reason.TOO_LONG: "too long",
    Reason.PHONE_INVALID: "not a phone number",
    Reason.EMAIL_MALFORMED: "not an e-mail address",
    Reason.PROVINCE_UNKNOWN: "no province of Indonesia",
    Reason.DATE_INVALID: "not a date",
    Reason.DATE_IN_FUTURE: "a date in the future",
    Reason.NUMBER_INVALID: "not a number",
    Reason.NUMBER_NEGATIVE: "a negative number",
    Reason.DUPLICATE_IN_FILE: "the same id comes again further down, and that row was taken",
}


def take(
    file: Annotated[Path, typer.Argument(help="A CSV or XLSX file with the portal's headings.")],
    *,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what would change, and change nothing.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Take in the sellers of a pull; the same file again changes nothing."""
    report = asyncio.run(_pull(file, dry_run=dry_run, quiet=as_json))
    if as_json:
        typer.echo(json.dumps(_facts(file, report)))
    else:
        _tell(Console(highlight=False), file, report)


async def _pull(file: Path, *, dry_run: bool, quiet: bool) -> ImportReport:
    settings = Settings.load()
    await ready_database(settings)
    database = Database(settings.database_url)
    try:
        with _bar(quiet=quiet) as bar:
            tasks = {
                stage: bar.add_task(doing, total=None, start=False)
                for stage, doing in _DOING.items()
            }

            def show(stage: Stage, done: int, total: int) -> None:
                bar.start_task(tasks[stage])
                bar.update(tasks[stage], completed=done, total=total)

            now = SystemClock().now()
            return await pull_sellers(database, file, now=now, dry_run=dry_run, progress=show)
    finally:
        await database.close()


def _bar(*, quiet: bool) -> Progress:
    return Progress(
        TextColumn("{task.description:9}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        console=Console(stderr=True),
        transient=True,
        disable=quiet,
    )


def _facts(file: Path, report: ImportReport) -> dict[str, Any]:
    already = report.already.isoformat() if report.already else None
    return {"file": file.name, **asdict(report), "already": already}


def _tell(console: Console, file: Path, report: ImportReport) -> None:
    console.print(_summary(file, report), markup=False, soft_wrap=True)
    if report.first_rejects:
        console.print(_rejects(report))
    more = report.rejected - len(report.first_rejects)
    if report.first_rejects and more:
        console.print(f"and {more:,} more")


def _summary(file: Path, report: ImportReport) -> str:
    if report.already:
        day = f"{report.already:%Y-%m-%d %H:%M} UTC"
        return f"{file.name} was taken in on {day}; nothing changed."
    would = "would be " if report.dry_run else ""
    return (
        f"{file.name}: {report.rows:,} rows, {report.added:,} {would}added, "
        f"{report.changed:,} {would}changed, {report.unchanged:,} unchanged, "
        f"{report.rejected:,} {would}rejected."
    )


def _rejects(report: ImportReport) -> Table:
    table = Table("Line", "Column", "Cell", "Why it was rejected", box=None, header_style="bold")
    for reject in report.first_rejects:
        table.add_row(
            str(reject.line), _plain(reject.column), _cell(reject), _WHY[Reason(reject.reason)]
        )
    return table


def _cell(reject: Rejected) -> str:
    return _plain(str(reject.row.get(reject.column) or ""))


def _plain(text: str) -> str:
    """Keep the file's own words from being read as rich's markup."""
    return text.replace("[", r"\[")
