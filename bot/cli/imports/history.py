"""`sapa import history`."""

import json
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from bot.cli.imports.taking import AsJson
from bot.cli.reading import read
from crm.imports import queries


def show(
    *,
    limit: Annotated[int, typer.Option(min=1, help="How many imports are listed.")] = 20,
    as_json: AsJson = False,
) -> None:
    """List the files that were taken in, the last one first."""
    batches = read(lambda session: queries.batches(session, limit=limit))
    if as_json:
        typer.echo(json.dumps([batch.model_dump(mode="json") for batch in batches]))
        return
    table = Table(box=None, header_style="bold")
    for title in ("#", "Day (UTC)", "What"):
        table.add_column(title, no_wrap=True)
    table.add_column("File", overflow="fold", min_width=14)
    for title in ("Rows", "New", "Changed", "Gone", "Rejected"):
        table.add_column(title, justify="right", no_wrap=True)
    for batch in batches:
        counts = (batch.rows, batch.added, batch.changed, batch.gone, batch.rejected)
        table.add_row(
            str(batch.id),
            f"{batch.at:%Y-%m-%d}",
            batch.kind,
            Text(batch.file_name),
            *(f"{count:,}" for count in counts),
        )
    Console(highlight=False).print(table)
