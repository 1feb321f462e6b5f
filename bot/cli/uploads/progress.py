"""`sapa uploads progress`: how far listings come, and where sellers give up."""

import json
from dataclasses import asdict
from datetime import datetime
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.table import Table

from bot.cli.reading import read
from core.clock import SystemClock
from core.settings import Settings
from crm.uploads.progress import queries
from crm.uploads.progress.figures import GIVEN_UP, Progress, Reached, Took
from views.message import unmarked
from views.upload_progress import lasting
from views.upload_steps import step_label
from views.words import Catalogs, Words


def show(
    *,
    since: Annotated[
        str | None,
        typer.Option(
            metavar="DAY",
            help="Only listings begun from this day on, such as 2026-11-01, in the staff's zone.",
        ),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Count how far listings came, how long each step took, and where sellers gave up."""
    moment, now = _moment(since), SystemClock().now()
    counted = read(lambda session: queries.progress(session, since=moment, now=now))
    if as_json:
        typer.echo(json.dumps(_facts(counted)))
    else:
        _print(Console(highlight=False), counted, Catalogs.load()["en"])


def _moment(day: str | None) -> datetime | None:
    if day is None:
        return None
    try:
        moment = datetime.fromisoformat(day)
    except ValueError:
        message = f"'{day}' is no day such as 2026-11-01."
        raise typer.BadParameter(message, param_hint="--since") from None
    return moment if moment.tzinfo else moment.replace(tzinfo=Settings.load().timezone)


def _facts(counted: Progress) -> dict[str, Any]:
    """Return the figures; times are seconds."""
    return {**asdict(counted), "since": counted.since.isoformat() if counted.since else None}


def _print(console: Console, counted: Progress, words: Words) -> None:
    since = f" since {counted.since:%Y-%m-%d}" if counted.since else ""
    console.print(f"{counted.begun:,} listings begun{since}")
    goals = (
        ("sent to the team", counted.sent),
        ("approved", counted.approved),
        ("in the store", counted.uploaded),
    )
    for name, reached in goals:
        console.print(_goal(name, reached, counted, words))
    console.print(
        f"{counted.given_up:,} given up: thrown away, or untouched for {GIVEN_UP.days} days\n"
    )
    console.print(_table(counted, words))


def _goal(name: str, reached: Reached, counted: Progress, words: Words) -> str:
    share = reached.listings / counted.begun if counted.begun else 0
    after = f", half of them within {_long(reached.took, words)}" if reached.took else ""
    return f"{reached.listings:,} {name} ({share:.0%}){after}"


def _table(counted: Progress, words: Words) -> Table:
    table = Table(box=None, header_style="bold", pad_edge=False, padding=(0, 1, 0, 0))
    headings = ("Visits", "Answered", "Skipped", "Back", "Help", "Left", "Half", "90%")
    for heading in ("Step", *headings, "Here", "Given up"):
        table.add_column(heading, no_wrap=True)
    for one in counted.steps:
        times = (_long(one.took, words), _long(one.took, words, slow=True))
        ends = (one.visits, one.answered, one.skipped, one.back, one.helped, one.left)
        cells = (f"{n:,}" for n in ends)
        stand = (f"{one.standing:,}", f"{one.given_up:,}")
        table.add_row(step_label(one.step, words), *cells, *times, *stand)
    return table


def _long(took: Took | None, words: Words, *, slow: bool = False) -> str:
    if took is None:
        return ""
    return unmarked(lasting(took.slow if slow else took.median, words))
