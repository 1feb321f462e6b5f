"""The command tree, and how a refusal is told: one sentence, exit 1."""

import gc
import sys
from importlib import import_module
from types import ModuleType
from typing import Any

import typer
from rich.console import Console
from sqlalchemy.exc import InterfaceError, OperationalError
from typer.core import TyperGroup
from typer.main import get_command

from bot.refusals import CannotStart
from core.schema import SchemaError
from core.settings import SettingsError
from crm.errors import CrmError
from crm.understanding.errors import ModelError
from locales.loading import CatalogError

COMMANDS = {
    "run": "bot.cli.running",
    "demo": "bot.cli.demo",
    "import": "bot.cli.imports",
    "segments": "bot.cli.segments",
    "followups": "bot.cli.followups",
    "seller": "bot.cli.seller",
    "search": "bot.cli.searching",
    "suggestions": "bot.cli.suggestions",
    "uploads": "bot.cli.uploads",
    "staff": "bot.cli.staff",
    "language": "bot.cli.language",
    "locales": "bot.cli.locales",
    "db": "bot.cli.database",
    "doctor": "bot.cli.doctor",
}
"""Each command's module, whose `app` it is. Loaded when called: the bot starts without polars."""

REFUSALS = (SettingsError, SchemaError, CannotStart, CatalogError, CrmError, ModelError)
AWAY = (OperationalError, InterfaceError)
"""The database is busy, full or out of reach: nothing was changed."""


class Commands(TyperGroup):
    """Loads a command's module when the command is called, or listed."""

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ANN401, ARG002 - typer keeps the type to itself
        """Name the commands in the order of `COMMANDS`."""
        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:  # noqa: ANN401, ARG002 - the same
        """Load a command; None where there is none of that name."""
        module = COMMANDS.get(cmd_name)
        return get_command(_loaded(module).app) if module else None


def _loaded(module: str) -> ModuleType:
    """Import with the collector asleep: nothing of what is loaded is garbage."""
    gc.disable()
    try:
        return import_module(module)
    finally:
        gc.enable()


app = typer.Typer(
    cls=Commands,
    name="sapa",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)


@app.callback()
def sapa() -> None:
    """Greet, help and follow up a marketplace's sellers on Telegram."""


def main() -> None:
    """Run the command; exit 0 done, 1 refused with a reason, 2 wrong usage."""
    try:
        app()
    except REFUSALS as refusal:
        Console(stderr=True, highlight=False).print(
            f"sapa: {refusal}", markup=False, soft_wrap=True
        )
        sys.exit(1)
    except AWAY as error:
        reason = str(error.orig).strip().partition("\n")[0]
        Console(stderr=True, highlight=False).print(
            f"sapa: the database did not take it ({reason}). Nothing was changed; try again.",
            markup=False,
            soft_wrap=True,
        )
        sys.exit(1)
