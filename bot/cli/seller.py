"""`sapa seller`: one seller at a time."""

import json
from typing import Annotated

import typer
from rich.console import Console

import views.registry  # noqa: F401 # pyright: ignore[reportUnusedImport] - registers views
from bot.cli import merging
from bot.cli.reading import read
from core.clock import SystemClock
from core.settings import Settings
from crm.errors import CrmError
from crm.segments.rules import Thresholds
from crm.sellers.card import looking
from crm.sellers.card.payloads import SellerCard, SellersFound, SellerUnknown
from delivery.dispatch.outcomes import plain
from views.rendering import Reader, render
from views.words import Catalogs

app = typer.Typer(no_args_is_help=True, add_completion=False)
app.command("merge")(merging.merge)
app.command("keep")(merging.keep)
app.command("unmerge")(merging.unmerge)


class NotOneSeller(CrmError):
    """Nobody fits what was typed, or more than one does."""


@app.callback()
def seller() -> None:
    """Look at one seller; say which stores are one."""


@app.command("show")
def show(
    who: Annotated[
        str,
        typer.Argument(
            metavar="NAME|PHONE|ID",
            help="A part of the store's name, a phone number, an e-mail address, the portal's id, "
            "or our own number, such as '#123'.",
        ),
    ],
    *,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Show a seller's card, as staff read it by /seller; exit 1 where it is not one seller."""
    settings, now = Settings.load(), SystemClock().now()
    answer = read(lambda session: looking.look_up(session, who, now=now, zone=settings.timezone))
    if not isinstance(answer, SellerCard):
        raise NotOneSeller(_refusal(answer))
    if as_json:
        typer.echo(json.dumps(answer.params(), ensure_ascii=False))
        return
    reader = Reader(
        now=now,
        marketplace=settings.marketplace_name,
        zone=settings.timezone.key,
        thresholds=Thresholds.of(settings),
    )
    text = plain(render(answer, Catalogs.load()["en"], reader))
    Console(highlight=False).print(text, markup=False, soft_wrap=True)


def _refusal(answer: SellersFound | SellerUnknown) -> str:
    if isinstance(answer, SellerUnknown):
        return f"No seller fits '{answer.typed}'."
    named = (
        f"#{one.seller_id} {one.store} ({one.place})"
        if one.place
        else f"#{one.seller_id} {one.store}"
        for one in answer.stores
    )
    more = ", and more" if answer.more else ""
    return (
        f"More than one seller fits '{answer.typed}': {'; '.join(named)}{more}. "
        "Name one by its number, such as '#123'."
    )
