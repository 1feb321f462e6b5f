"""`sapa staff`: who works with sellers."""

import json
from datetime import datetime
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.table import Table
from sqlalchemy.ext.asyncio import AsyncSession

from bot.cli.reading import read
from bot.cli.writing import write
from core.clock import SystemClock
from core.settings import Settings
from crm.staff import operations, queries
from crm.staff.shift import Shift
from models import Staff
from models.staff import Role
from views.words import LANGUAGES

app = typer.Typer(no_args_is_help=True, add_completion=False)

TelegramId = Annotated[
    int, typer.Argument(min=1, help="The person's Telegram id, which @userinfobot tells them.")
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]


def _language(tag: str) -> str:
    if tag not in LANGUAGES:
        message = f"choose one of {', '.join(LANGUAGES)}"
        raise typer.BadParameter(message)
    return tag


def _name(name: str) -> str:
    if not name.strip():
        message = "a name is needed"
        raise typer.BadParameter(message)
    return name.strip()


@app.command("add")
def add(
    telegram_id: TelegramId,
    *,
    name: Annotated[str, typer.Option(callback=_name, help="How colleagues call the person.")],
    role: Annotated[Role, typer.Option(help="What the person may do.")] = Role.AGENT,
    language: Annotated[
        str, typer.Option(callback=_language, help="The language they read the bot in.")
    ] = "id",
    as_json: AsJson = False,
) -> None:
    """Let a person be staff; again, to give them another name, role or language."""

    async def work(session: AsyncSession) -> Staff:
        return await operations.add(
            session,
            telegram_id=telegram_id,
            name=name,
            role=role,
            language=language,
            now=SystemClock().now(),
        )

    _report(write(work), f"{name} is {role} now.", as_json=as_json)


@app.command("list")
def show(*, as_json: AsJson = False) -> None:
    """List the staff, those who left last."""
    staff = read(queries.everybody)
    if as_json:
        typer.echo(json.dumps([_facts(one) for one in staff], ensure_ascii=False))
        return
    table = Table("telegram id", "name", "role", "language", "active", box=None)
    for one in staff:
        table.add_row(
            str(one.telegram_id), one.name, one.role, one.language, "yes" if one.active else "no"
        )
    Console(highlight=False, markup=False).print(table)


@app.command("remove")
def remove(telegram_id: TelegramId, *, as_json: AsJson = False) -> None:
    """Let a person be staff no longer; what they had claimed waits for somebody again."""

    shift, now = _shift()

    async def work(session: AsyncSession) -> Staff:
        return await operations.remove(session, telegram_id=telegram_id, shift=shift, now=now)

    staff = write(work)
    _report(staff, f"{staff.name} is no longer staff.", as_json=as_json)


def _shift() -> tuple[Shift, datetime]:
    now = SystemClock().now()
    return Shift.of(Settings.load(), now), now


def _report(staff: Staff, sentence: str, *, as_json: bool) -> None:
    if as_json:
        typer.echo(json.dumps(_facts(staff), ensure_ascii=False))
    else:
        Console(highlight=False).print(sentence, markup=False, soft_wrap=True)


def _facts(staff: Staff) -> dict[str, Any]:
    return staff.model_dump(
        mode="json", include={"telegram_id", "name", "role", "language", "active", "added_at"}
    )
