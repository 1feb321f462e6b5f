"""`sapa followups`: what sellers are told unasked, and what became of it."""

import typer

from bot.cli.followups import bounced

app = typer.Typer(no_args_is_help=True, add_completion=False)
app.command("bounced")(bounced.take)


@app.callback()
def followups() -> None:
    """Tell sellers what they did not ask for, and no more than they want."""
