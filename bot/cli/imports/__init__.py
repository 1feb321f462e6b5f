"""`sapa import`: the portal's files, and what became of them."""

import typer

from bot.cli.imports import (
    duplicates,
    history,
    partners,
    products,
    profile,
    rejects,
    sales,
    sellers,
)

app = typer.Typer(no_args_is_help=True, add_completion=False)
app.command("sellers")(sellers.take)
app.command("sales")(sales.take)
app.command("partners")(partners.take)
app.command("products")(products.take)
app.command("profile")(profile.propose)
app.command("rejects")(rejects.save)
app.command("history")(history.show)
app.command("duplicates")(duplicates.show)


@app.callback()
def files() -> None:
    """Take in the partner portal's files."""
