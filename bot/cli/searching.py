"""`sapa search`: what staff find by /cari."""

import json
from typing import Annotated

import typer
from rich.console import Console

import views.registry  # noqa: F401 # pyright: ignore[reportUnusedImport] - registers views
from bot.cli.reading import read
from core.clock import SystemClock
from core.settings import Settings
from crm.errors import CrmError
from crm.search import searching
from crm.search.payloads import NothingFound
from delivery.dispatch.outcomes import plain
from views.rendering import Reader, render
from views.words import Catalogs

app = typer.Typer(add_completion=False)


class FoundNothing(CrmError):
    """Nothing has all the words that were typed."""


@app.command()
def search(
    words: Annotated[
        list[str],
        typer.Argument(
            metavar="WORDS",
            help="Words that a report, a message or a store has, all of them; or a report's "
            "number, a phone number, an e-mail address.",
        ),
    ],
    *,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Find reports, stores and messages by their words; exit 1 where there is nothing."""
    settings, typed = Settings.load(), " ".join(words)
    answer = read(lambda session: searching.search(session, typed, zone=settings.timezone))
    if isinstance(answer, NothingFound):
        message = f"Nothing has all the words of '{answer.typed}'."
        raise FoundNothing(message)
    if as_json:
        typer.echo(json.dumps(answer.params(), ensure_ascii=False))
        return
    reader = Reader(
        now=SystemClock().now(), marketplace=settings.marketplace_name, zone=settings.timezone.key
    )
    message = render(answer, Catalogs.load()["en"], reader)
    stores = [f"🏪 #{one.seller_id} {one.store} {one.place}".rstrip() for one in answer.sellers]
    Console(highlight=False).print(
        "\n".join((plain(message), *stores)), markup=False, soft_wrap=True
    )
