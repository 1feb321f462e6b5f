"""`sapa suggestions`: what sellers wish of the app."""

import json
from pathlib import Path
from typing import Annotated

import typer

from bot.cli.reading import read
from core.settings import Settings
from crm.suggestions import orders, queries
from views.suggestion_sheets import suggestion_workbook
from views.words import Catalogs

app = typer.Typer(no_args_is_help=True, add_completion=False)


@app.callback()
def suggestions() -> None:
    """See what sellers wish of the app, and how many wish it."""


@app.command("export")
def export(
    *,
    out: Annotated[Path, typer.Option(dir_okay=False, help="Where the workbook goes.")] = Path(
        "saran.xlsx"
    ),
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Write all suggestions into a workbook, those of most sellers first."""
    settings = Settings.load()
    total, listed = read(lambda session: queries.listed(session, limit=orders.LISTED))
    words = Catalogs.load()[settings.staff_language]
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_bytes(suggestion_workbook(listed, words, zone=settings.timezone))
    if as_json:
        typer.echo(json.dumps({"file": str(out), "listed": len(listed), "total": total}))
    else:
        typer.echo(f"Written: {out} ({len(listed)} of {total})")
