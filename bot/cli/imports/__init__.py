"""`sapa import`: the portal's files, and what became of them."""

import typer

from bot.cli.imports import sellers

app = typer.Typer(no_args_is_help=True, add_completion=False)
app.command("sellers")(sellers.take)


@app.callback()
def files() -> None:
    """Take in the partner portal's files."""
