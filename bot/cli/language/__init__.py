"""`sapa language`: what is made of sellers' texts."""

import typer

from bot.cli.language import detect

app = typer.Typer(no_args_is_help=True, add_completion=False)
app.command("detect")(detect.detect)


@app.callback()
def language() -> None:
    """Recognise the language of what sellers write, and what they want."""
