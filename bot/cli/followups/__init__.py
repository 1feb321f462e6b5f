"""`sapa followups`: what sellers are told unasked, and what became of it."""

import typer

from bot.cli.followups import (
    bounced,
    broadcasts,
    calls,
    deciding,
    fix,
    planning,
    previewing,
    showing,
)

app = typer.Typer(no_args_is_help=True, add_completion=False)
app.command("plan")(planning.plan)
app.command("show")(showing.show)
app.command("preview")(previewing.preview)
app.command("approve")(deciding.approve)
app.command("pause")(deciding.pause)
app.command("resume")(deciding.resume)
app.command("broadcasts")(broadcasts.show)
app.command("bounced")(bounced.take)
app.command("calls")(calls.show)
app.command("fix")(fix.show)


@app.callback()
def followups() -> None:
    """Tell sellers what they did not ask for, and no more than they want."""
