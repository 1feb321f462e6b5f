"""The command tree, and how a refusal is told: one sentence, exit 1."""

import gc
import sys
from importlib import import_module
from types import ModuleType
from typing import Any

import typer
from sqlalchemy.exc import InterfaceError, OperationalError
from typer.core import TyperCommand, TyperGroup
from typer.main import get_command

from bot.refusals import CannotStart
from core.schema import SchemaError
from core.settings import SettingsError
from crm.errors import CrmError
from crm.understanding.errors import InvalidWordList, ModelError
from locales.loading import CatalogError

COMMANDS = {
    "run": ("bot.cli.running", "Run the bot."),
    "demo": ("bot.cli.demo", "Show the main job on a simulated Telegram."),
    "import": ("bot.cli.imports", "Take in the partner portal's files."),
    "segments": ("bot.cli.segments", "Count where every store stands this week."),
    "followups": ("bot.cli.followups", "Tell sellers what they did not ask for."),
    "seller": ("bot.cli.seller", "Look at one seller; say which stores are one."),
    "search": ("bot.cli.searching", "Find reports, stores and messages by their words."),
    "suggestions": ("bot.cli.suggestions", "See what sellers wish of the app."),
    "uploads": ("bot.cli.uploads", "See how listings get on; hand the approved ones over."),
    "staff": ("bot.cli.staff", "Say who works with sellers, and in which languages."),
    "language": ("bot.cli.language", "Recognise the language of a text, and what it wants."),
    "locales": ("bot.cli.locales", "Let native readers look over the words of a language."),
    "db": ("bot.cli.database", "Check the database's tables, and bring them up to date."),
    "doctor": ("bot.cli.doctor", "Look at all that Sapa needs; exit 1 if something is wrong."),
}
"""Each command's module, whose `app` it is, and what it does. A module is loaded when its command
is called: the bot starts without polars, and a list of commands without the bot."""

REFUSALS = (
    SettingsError,
    SchemaError,
    CannotStart,
    CatalogError,
    CrmError,
    InvalidWordList,
    ModelError,
)
AWAY = (OperationalError, InterfaceError)
"""The database is busy, full or out of reach: nothing was changed."""


class Commands(TyperGroup):
    """Knows all commands by name, and loads the one that is called."""

    def __init__(self, **values: Any) -> None:  # noqa: ANN401 - typer keeps the types to itself
        """Take what typer gives, and the commands."""
        super().__init__(**values)
        for name, (_, does) in COMMANDS.items():
            self.commands[name] = TyperCommand(name, help=does)

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:  # noqa: ANN401 - the same
        """Return the command that is called, loaded, with its name and its own arguments."""
        name, listed, rest = super().resolve_command(ctx, args)
        if name is None or listed is None:
            return name, listed, rest
        module, _ = COMMANDS[name]
        return name, get_command(_loaded(module).app), rest


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
        typer.echo(f"sapa: {refusal}", err=True)
        sys.exit(1)
    except AWAY as error:
        reason = str(error.orig).strip().partition("\n")[0]
        typer.echo(
            f"sapa: the database did not take it ({reason}). Nothing was changed; try again.",
            err=True,
        )
        sys.exit(1)
