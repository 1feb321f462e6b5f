"""`sapa segments`: count where every store stands, and show it."""

import asyncio
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from bot.lifecycle import ready_database
from core.clock import SystemClock
from core.db import Database
from core.settings import Settings
from crm.errors import CrmError
from crm.segments import files, queries
from crm.segments.files import Material
from crm.segments.operations import take_snapshot
from crm.segments.payloads import Picked, SegmentsShown
from models.segments import Lifecycle
from views import charts, sheets
from views.words import Catalogs, Words

app = typer.Typer(add_completion=False)


class WeekNotCounted(CrmError):
    """No snapshot of this week was taken."""

    code = "week_not_counted"


@dataclass(frozen=True, slots=True)
class Counted:
    """A week, as it is shown and as its files are made."""

    shown: SegmentsShown
    material: Material


def _week(name: str | None) -> str | None:
    if name is not None and not re.fullmatch(r"\d{4}-W\d{2}", name):
        message = "a week is written as 2026-W47"
        raise typer.BadParameter(message)
    return name


@app.command("segments")
def segments(
    *,
    week: Annotated[
        str | None,
        typer.Option(callback=_week, help="Show this week as it was counted, such as 2026-W47."),
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option(file_okay=False, help="Write a picture and a workbook into this folder."),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Count where every store stands this week, who moved, who sells most, and who is at risk."""
    settings = Settings.load()
    with Console(stderr=True).status("Counting every store"):
        counted = asyncio.run(_counted(settings, week))
        written = _write(counted.material, out, settings) if out else []
    if as_json:
        typer.echo(json.dumps(_facts(counted, written), ensure_ascii=False))
        return
    _print(Console(highlight=False), counted)
    for file in written:
        typer.echo(f"Written: {file}")


async def _counted(settings: Settings, week: str | None) -> Counted:
    await ready_database(settings)
    database = Database(settings.database_url)
    try:
        if week is None:
            now = SystemClock().now()
            week = (await take_snapshot(database, now=now, settings=settings)).week
        async with database.reading() as session:
            material = await files.material(session, week=week)
            if material is None:
                raise WeekNotCounted(_missing(week, await queries.weeks(session)))
            return Counted(await files.shown(session, material.summary), material)
    finally:
        await database.close()


def _missing(week: str, others: list[str]) -> str:
    counted = f"counted are {', '.join(others)}" if others else "no week was counted yet"
    return f"Week {week} was not counted; {counted}."


def _write(material: Material, folder: Path, settings: Settings) -> list[Path]:
    words = Catalogs.load()[settings.staff_language]
    folder.mkdir(parents=True, exist_ok=True)
    name = f"segmen-{material.summary.week}"
    png, xlsx = folder / f"{name}.png", folder / f"{name}.xlsx"
    png.write_bytes(charts.segments(material.summary, words))
    xlsx.write_bytes(sheets.segments(material, words, zone=settings.timezone))
    return [png, xlsx]


def _facts(counted: Counted, written: list[Path]) -> dict[str, Any]:
    shown = counted.shown.params()
    del shown["files_follow"]
    moves = counted.material.summary.to_json()["moves"]
    return {**shown, "moves": moves, "files": [str(file) for file in written]}


def _print(console: Console, counted: Counted) -> None:
    shown, words = counted.shown, Catalogs.load()["en"]
    since = f", compared with {shown.since}" if shown.since else ""
    console.print(f"{shown.stores:,} stores in {shown.week}{since}", style="bold")
    tables = [_counts(shown, words)]
    if shown.since:
        tables.append(_moves(counted.material, words))
    picks = {
        "Slipped": shown.slipped,
        "Came back": shown.come_back,
        "Good sellers at risk": shown.at_risk,
        "Who sold most": shown.top,
    }
    tables += [_stores(title, picked, words) for title, picked in picks.items() if picked.lines]
    for table in tables:
        console.print()
        console.print(table)


def _counts(shown: SegmentsShown, words: Words) -> Table:
    table = _table("Segment", "Stores", "Change")
    for count in shown.counts:
        change = count.stores - (count.stores if count.before is None else count.before)
        shown_change = f"{change:+,}" if change else ""
        table.add_row(charts.part_name(count.lifecycle, words), f"{count.stores:,}", shown_change)
    return table


def _moves(material: Material, words: Words) -> Table:
    moves = {(move.before, move.now): move.stores for move in material.summary.moves}
    parts: Iterable[Lifecycle | None] = (*charts.COLOURS, None)
    table = _table(
        "From ↓ to →", *(charts.part_name(part, words) for part in charts.COLOURS), "Gone"
    )
    for before in (*charts.COLOURS, None):
        row = (moves.get((before, now)) for now in parts)
        table.add_row(charts.part_name(before, words), *(f"{n:,}" if n else "" for n in row))
    return table


def _stores(title: str, picked: Picked, words: Words) -> Table:
    table = _table(f"{title} ({picked.total:,})", "Before", "Now", "Sales (Rp)", "Regency")
    for line in picked.lines:
        before = charts.part_name(line.before, words) if line.before else ""
        now = charts.part_name(line.lifecycle, words)
        table.add_row(Text(line.store), before, now, f"{line.monetary:,}", Text(line.regency))
    return table


def _table(first: str, *others: str) -> Table:
    table = Table(box=None, header_style="bold", title_justify="left", pad_edge=False)
    table.add_column(first)
    for heading in others:
        table.add_column(heading, justify="right")
    return table
