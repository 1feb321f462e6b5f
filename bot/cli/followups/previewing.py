"""`sapa followups preview`: who would enter a cadence now, and what they would read."""

import json
from dataclasses import dataclass
from typing import Annotated, Any

import typer
from rich.console import Console

from bot.cli.working import work
from core.services import Services
from crm.followups.cadences.payloads import CadenceLetter, CadencePreview
from crm.followups.cadences.showing import letters
from crm.followups.previewing import preview as count
from crm.outbox.payload import Payload
from scheduler.publication import published
from views import cadence_previews as _views  # noqa: F401 # pyright: ignore[reportUnusedImport] - registers views
from views.message import Text, unmarked
from views.rendering import Reader, render
from views.words import LANGUAGES, Catalogs


@dataclass(frozen=True, slots=True)
class Previewed:
    """A cadence's preview, and its letters in one language."""

    preview: CadencePreview
    letters: tuple[CadenceLetter, ...]
    reader: Reader


def _language(tag: str) -> str:
    if tag not in LANGUAGES:
        message = f"choose one of {', '.join(LANGUAGES)}"
        raise typer.BadParameter(message)
    return tag


def preview(
    name: Annotated[str, typer.Argument(help="The cadence, by the name of its file.")],
    *,
    language: Annotated[
        str, typer.Option(callback=_language, help="The language in which letters are shown.")
    ] = "id",
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Count who would enter a cadence now, beside those that run, and show its letters."""
    with Console(stderr=True).status("Looking at every store"):
        previewed = work(lambda services: _preview(services, name, language))
    if as_json:
        typer.echo(json.dumps(_facts(previewed), ensure_ascii=False))
        return
    for payload in (previewed.preview, *previewed.letters):
        typer.echo(f"{_said(payload, previewed.reader)}\n")


async def _preview(services: Services, name: str, language: str) -> Previewed:
    settings, now = services.settings, services.clock.now()
    await published(services)
    counted = await count(services.database, name=name, now=now, settings=settings)
    async with services.database.reading() as session:
        said = await letters(session, name=name, language=language)
    reader = Reader(now=now, marketplace=settings.marketplace_name, zone=settings.timezone.key)
    return Previewed(counted, said, reader)


def _facts(previewed: Previewed) -> dict[str, Any]:
    said = [{**one.params(), "said": _said(one, previewed.reader)} for one in previewed.letters]
    return {**previewed.preview.params(), "letters": said}


def _said(payload: Payload, reader: Reader) -> str:
    message = render(payload, Catalogs.load()["en"], reader)
    return unmarked(message.html) if isinstance(message, Text) else ""
