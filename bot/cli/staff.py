"""`sapa staff`: who works with sellers."""

import asyncio
import json
from datetime import datetime
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.table import Table
from sqlalchemy.ext.asyncio import AsyncSession
from telegram import Bot
from telegram.error import TelegramError

from bot.cli.reading import read
from bot.cli.writing import write
from bot.refusals import CannotStart
from core.clock import SystemClock
from core.settings import Settings
from crm.staff import inviting, operations, queries
from crm.staff.invitations import InvitationLink
from crm.staff.links import Links
from crm.staff.rules import SPOKEN
from crm.staff.shift import Shift
from delivery.telegram.request import AiohttpRequest
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


@app.command("invite")
def invite(
    *,
    role: Annotated[Role, typer.Option(help="What the person may do.")] = Role.AGENT,
    language: Annotated[
        str, typer.Option(callback=_language, help="The language they read the bot in.")
    ] = "id",
    speaks: Annotated[
        list[str] | None,
        typer.Option(help=f"A language they speak with sellers: {', '.join(SPOKEN)}."),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Make a link that makes staff of whoever opens it first; it works for a week."""
    settings = Settings.load()
    links = Links.of(asyncio.run(_bot_name(settings)), settings.require_token())

    async def work(session: AsyncSession) -> InvitationLink:
        return await inviting.invite(
            session,
            role=role,
            speaks=speaks or (),
            by=None,
            language=language,
            links=links,
            now=SystemClock().now(),
        )

    made = write(work)
    if as_json:
        typer.echo(json.dumps(made.params()))
    else:
        typer.echo(made.link)


@app.command("list")
def show(*, as_json: AsJson = False) -> None:
    """List the staff, those who left last."""
    staff = read(queries.everybody)
    if as_json:
        typer.echo(json.dumps([_facts(one) for one in staff], ensure_ascii=False))
        return
    columns = ("telegram id", "name", "role", "reads", "speaks", "region", "away", "active")
    table = Table(*columns, box=None)
    for one in staff:
        table.add_row(
            str(one.telegram_id),
            one.name,
            one.role,
            one.language,
            " ".join(one.speaks),
            one.region,
            _leave(one),
            "yes" if one.active else "no",
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


async def _bot_name(settings: Settings) -> str:
    bot = Bot(
        settings.require_token(),
        base_url=f"{settings.telegram_api_url}/bot",
        request=AiohttpRequest(),
        get_updates_request=AiohttpRequest(),
    )
    try:
        async with bot:
            return bot.username
    except TelegramError as error:
        message = f"{settings.telegram_api_url} does not tell the bot's name: {error.message}"
        raise CannotStart(message) from None


def _shift() -> tuple[Shift, datetime]:
    now = SystemClock().now()
    return Shift.of(Settings.load(), now), now


def _leave(staff: Staff) -> str:
    """Say when somebody is, was or will be on leave; empty where it was never said."""
    if staff.away_from is None:
        return ""
    return f"{staff.away_from} – {staff.away_until or ''}".rstrip()


def _report(staff: Staff, sentence: str, *, as_json: bool) -> None:
    if as_json:
        typer.echo(json.dumps(_facts(staff), ensure_ascii=False))
    else:
        Console(highlight=False).print(sentence, markup=False, soft_wrap=True)


def _facts(staff: Staff) -> dict[str, Any]:
    return staff.model_dump(
        mode="json",
        include={
            "telegram_id", "name", "role", "language", "speaks", "region",
            "away_from", "away_until", "active", "added_at",
        },
    )  # fmt: skip
