"""The command tree, and how a refusal is told: one sentence, exit 1."""

import sys

import typer
from rich.console import Console

from bot.cli import database, demo, doctor, imports, running, staff
from bot.lifecycle import CannotStart
from core.schema import SchemaError
from core.settings import SettingsError
from crm.errors import CrmError
from views.words import CatalogError

app = typer.Typer(
    name="sapa",
    help="Greet, help and follow up a marketplace's sellers on Telegram.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)
app.command("run")(running.run)
app.command("demo")(demo.demo)
app.command("doctor")(doctor.doctor)
app.add_typer(database.app, name="db", help="The database's tables.")
app.add_typer(imports.app, name="import", help="Take in the partner portal's files.")
app.add_typer(staff.app, name="staff", help="Who works with sellers.")

REFUSALS = (SettingsError, SchemaError, CannotStart, CatalogError, CrmError)


def main() -> None:
    """Run the command; exit 0 done, 1 refused with a reason, 2 wrong usage."""
    try:
        app()
    except REFUSALS as refusal:
        Console(stderr=True, highlight=False).print(
            f"sapa: {refusal}", markup=False, soft_wrap=True
        )
        sys.exit(1)
