"""`sapa followups show`: every cadence, and how it stands."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from bot.cli.followups.effect import show_one
from bot.cli.working import work
from core.services import Services
from crm.followups.cadences.figures import figures
from crm.followups.cadences.payloads import Figures
from crm.followups.cadences.queries import Listed, all_cadences
from scheduler.publication import published

NUMBERS = ("Priority", "Edition", "In it", "Watched", "Said in 7 days", "Calls")


def show(
    name: Annotated[
        str | None, typer.Argument(help="Show what this cadence brought about.")
    ] = None,
    *,
    out: Annotated[
        Path | None,
        typer.Option(file_okay=False, help="With NAME: draw it as a picture into this folder."),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """List the cadences, the first to enter first; or show what one of them brought about."""
    if name is not None:
        show_one(name, as_json=as_json, out=out)
        return
    if out is not None:
        message = "a picture is of one cadence: name it"
        raise typer.BadParameter(message)
    cadences, known = work(_look)
    if as_json:
        facts = [_facts(one, known.get(one.plan.name, Figures())) for one in cadences]
        typer.echo(json.dumps(facts, ensure_ascii=False))
        return
    table = Table(box=None, header_style="bold", pad_edge=False)
    for heading in ("Cadence", "State"):
        table.add_column(heading, no_wrap=True)
    for heading in NUMBERS:
        table.add_column(heading, justify="right")
    for one in cadences:
        table.add_row(*map(Text, _cells(one, known.get(one.plan.name, Figures()))))
    Console(highlight=False).print(table)


async def _look(services: Services) -> tuple[Sequence[Listed], Mapping[str, Figures]]:
    await published(services)
    async with services.database.reading() as session:
        known = await figures(session, now=services.clock.now())
        return await all_cadences(session), known


def _facts(one: Listed, known: Figures) -> dict[str, Any]:
    return {
        "name": one.plan.name,
        "state": one.state,
        "edition": one.edition,
        "priority": one.plan.priority,
        "running": known.running,
        "watched": known.watched,
        "said_in_7_days": known.said,
        "calls_waiting": known.calls,
        "published_at": one.published_at.isoformat(),
        "decided_at": one.decided_at.isoformat() if one.decided_at else None,
        "decided_by": one.decided_by,
    }


def _cells(one: Listed, known: Figures) -> tuple[str, ...]:
    numbers = (one.plan.priority, one.edition, known.running, known.watched, known.said)
    return (one.plan.name, one.state, *(f"{n:,}" for n in (*numbers, known.calls)))
