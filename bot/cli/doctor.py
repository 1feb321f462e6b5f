"""`sapa doctor`: what is wrong, in words for whoever can mend it."""

import asyncio
import json
from dataclasses import asdict, dataclass
from datetime import timedelta
from typing import Annotated

import typer
from aiosmtplib import SMTPException
from rich.console import Console
from rich.table import Table
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col
from telegram import Bot
from telegram.error import TelegramError

from bot import language_files
from core import schema
from core.clock import SystemClock
from core.db import Database
from core.settings import Settings
from core.storage import Storage, StorageUnusable
from crm.followups.cadences.files.loading import InvalidCadence, NoSuchFolder
from crm.staff.queries import group
from crm.tickets.sla.policy import declared
from crm.tickets.sla.targets import InvalidTargets
from crm.uploads.photos.queries import to_be_looked_at
from delivery.mail.line import Line
from delivery.telegram.request import AiohttpRequest
from locales.loading import CatalogError
from models import Inbox, Outbox
from models.mail import InboxState, OutboxState
from models.types import stated
from scheduler.publication import cadences_of
from views.words import Catalogs

app = typer.Typer(add_completion=False)

LATE = timedelta(minutes=15)
"""A photo that waits for so long is not looked at by anybody, or Telegram does not hand it out."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at."""

    subject: str
    ok: bool
    found: str


@app.command("doctor")
def doctor(
    *, as_json: Annotated[bool, typer.Option("--json", help="Print a JSON list.")] = False
) -> None:
    """Look at the settings, files, database, Telegram and what got stuck; exit 1 if unwell."""
    findings = asyncio.run(_examine(Settings.load()))
    if as_json:
        typer.echo(json.dumps([asdict(finding) for finding in findings]))
    else:
        _print(findings)
    if not all(finding.ok for finding in findings):
        raise typer.Exit(1)


def _print(findings: list[Finding]) -> None:
    table = Table("", "subject", "found", box=None)
    for finding in findings:
        table.add_row("[green]✓[/]" if finding.ok else "[red]✗[/]", finding.subject, finding.found)
    Console(highlight=False).print(table)


async def _examine(settings: Settings) -> list[Finding]:
    state = await asyncio.to_thread(schema.check, settings.database_url)
    findings = [
        _languages(),
        _cadences(settings),
        _promises(settings),
        await _storage(settings),
        await _telegram(settings),
        *([await _mail(settings)] if settings.smtp_host else []),
        Finding("database", state.is_current, state.sentence),
    ]
    if not state.is_current:
        return findings
    database = Database(settings.database_url)
    async with database.reading() as session:
        findings += [
            await _group(session),
            await _inbox(session),
            await _outbox(session),
            await _photos(session),
        ]
    await database.close()
    return findings


def _languages() -> Finding:
    try:
        Catalogs.load()
        language_files.check()
    except (CatalogError, *language_files.REFUSALS) as error:
        return Finding("languages", ok=False, found=str(error))
    return Finding("languages", ok=True, found="every catalog and word list is whole")


def _cadences(settings: Settings) -> Finding:
    try:
        plans = cadences_of(settings)
    except (InvalidCadence, NoSuchFolder) as error:
        return Finding("cadences", ok=False, found=str(error))
    names = ", ".join(plan.name for plan in plans)
    return Finding("cadences", ok=True, found=names or "none: no store is followed up")


def _promises(settings: Settings) -> Finding:
    try:
        declared(settings)
    except InvalidTargets as error:
        return Finding("promised times", ok=False, found=str(error))
    name = settings.sla_targets.name if settings.sla_targets else "those that ship with Sapa"
    return Finding("promised times", ok=True, found=name)


async def _storage(settings: Settings) -> Finding:
    storage = Storage.of(settings)
    try:
        await storage.probe()
    except StorageUnusable as error:
        return Finding("photos", ok=False, found=str(error))
    return Finding("photos", ok=True, found=f"kept in {storage.place}")


async def _telegram(settings: Settings) -> Finding:
    if settings.telegram_token is None:
        return Finding("telegram", ok=False, found="TELEGRAM_TOKEN is not set")
    bot = Bot(
        settings.require_token(),
        base_url=f"{settings.telegram_api_url}/bot",
        request=AiohttpRequest(),
        get_updates_request=AiohttpRequest(),
    )
    try:
        async with bot:
            me = await bot.get_me()
    except TelegramError as error:
        return Finding("telegram", ok=False, found=f"{settings.telegram_api_url}: {error.message}")
    return Finding("telegram", ok=True, found=f"@{me.username}")


async def _mail(settings: Settings) -> Finding:
    """Say hello to the mail server, and log in where it asks for it."""
    line = Line(settings)
    server = f"{settings.smtp_host}:{settings.smtp_port}"
    try:
        await line.open()
    except (SMTPException, OSError, TimeoutError) as error:
        found = f"{server}: {error or type(error).__name__}"
        return Finding("mail server", ok=False, found=found)
    await line.hang_up()
    login = f"knows {settings.smtp_user}" if settings.smtp_user else "asks for no login"
    return Finding("mail server", ok=True, found=f"{server} {login}")


async def _group(session: AsyncSession) -> Finding:
    paired = await group(session)
    if paired is None:
        return Finding("staff group", ok=False, found="none paired: send /pasang in the group")
    kind = "with topics" if paired.is_forum else "without topics"
    return Finding("staff group", ok=True, found=f"{paired.title} ({kind})")


async def _inbox(session: AsyncSession) -> Finding:
    waiting = await _count(session, Inbox, stated(col(Inbox.state), InboxState.NEW))
    failed = await _count(session, Inbox, stated(col(Inbox.state), InboxState.FAILED))
    return Finding("updates", ok=not failed, found=f"{waiting} waiting, {failed} set aside")


async def _outbox(session: AsyncSession) -> Finding:
    waiting = await _count(session, Outbox, stated(col(Outbox.state), OutboxState.WAITING))
    dead = await _count(session, Outbox, stated(col(Outbox.state), OutboxState.DEAD))
    unknown = await _count(session, Outbox, stated(col(Outbox.state), OutboxState.UNKNOWN))
    found = f"{waiting} waiting, {dead} refused for good, {unknown} perhaps delivered"
    return Finding("messages", ok=not dead, found=found)


async def _photos(session: AsyncSession) -> Finding:
    waiting, since = await to_be_looked_at(session)
    is_late = since is not None and since < SystemClock().now() - LATE
    late = f", one since {since:%d.%m. %H:%M} UTC" if since is not None and is_late else ""
    return Finding("photo checks", ok=not is_late, found=f"{waiting} waiting{late}")


async def _count(session: AsyncSession, table: type[Inbox | Outbox], condition: object) -> int:
    query = select(func.count()).select_from(table).where(condition)  # pyright: ignore[reportArgumentType] - a column expression
    return await session.scalar(query) or 0
