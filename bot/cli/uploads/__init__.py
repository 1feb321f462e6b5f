"""`sapa uploads`: the listings that sellers make with help."""

import typer

from bot.cli.uploads import export, progress

app = typer.Typer(no_args_is_help=True, add_completion=False)
app.command("progress")(progress.show)
app.command("export")(export.export)


@app.callback()
def uploads() -> None:
    """See how the listings of sellers get on, and hand the approved ones over."""
