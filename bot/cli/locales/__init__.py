"""`sapa locales`: what sellers read, in their languages."""

import typer

from bot.cli.locales import review

app = typer.Typer(no_args_is_help=True, add_completion=False)
app.command("review")(review.review)


@app.callback()
def locales() -> None:
    """Let native readers look over the words of a language, and take in what they correct."""
