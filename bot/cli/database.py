"""`sapa db`."""

import json
from typing import Annotated

import typer
from rich.console import Console

from core import schema
from core.settings import Settings

app = typer.Typer(no_args_is_help=True, add_completion=False)

AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON object.")]


@app.command("upgrade")
def upgrade(*, as_json: AsJson = False) -> None:
    """Bring the database's tables to this version."""
    _report(schema.upgrade(Settings.load().database_url), as_json=as_json)


@app.command("check")
def check(*, as_json: AsJson = False) -> None:
    """Say whether the database's tables are this version's; exit 1 where they are not."""
    state = schema.check(Settings.load().database_url)
    _report(state, as_json=as_json)
    if not state.is_current:
        raise typer.Exit(1)


def _report(state: schema.SchemaState, *, as_json: bool) -> None:
    if as_json:
        facts = {
            "state": state.kind,
            "revision": state.revision,
            "head": state.head,
            "sentence": state.sentence,
        }
        typer.echo(json.dumps(facts))
    else:
        Console(highlight=False).print(state.sentence, markup=False, soft_wrap=True)
