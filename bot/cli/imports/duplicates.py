"""`sapa import duplicates`: stores that may be one."""

import json
from collections.abc import Sequence
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text
from sqlalchemy.ext.asyncio import AsyncSession

from bot.cli.imports.taking import AsJson
from bot.cli.reading import read
from crm.duplicates import queries
from crm.duplicates.queries import Crowd, Pair
from crm.duplicates.rules import MOST_ALIKE
from models import Seller
from models.duplicates import DuplicateReason

SAME = {
    DuplicateReason.PHONE: "phone",
    DuplicateReason.EMAIL: "e-mail",
    DuplicateReason.NAME: "name and regency",
}
CROWDED = {
    DuplicateReason.PHONE: ("phone number", "phone numbers"),
    DuplicateReason.EMAIL: ("e-mail address", "e-mail addresses"),
    DuplicateReason.NAME: ("name in one regency", "names in one regency"),
}


def show(
    *,
    limit: Annotated[int, typer.Option(min=1, help="How many pairs are listed.")] = 20,
    as_json: AsJson = False,
) -> None:
    """List pairs of stores that may be one, the longest waiting first."""

    async def question(session: AsyncSession) -> tuple[list[Pair], int, list[Crowd]]:
        return (
            await queries.open_pairs(session, limit=limit),
            await queries.left(session),
            await queries.crowds(session),
        )

    pairs, left, crowds = read(question)
    if as_json:
        typer.echo(json.dumps(_facts(pairs, left, crowds), ensure_ascii=False))
    else:
        _print(pairs, left, crowds)


def _print(pairs: Sequence[Pair], left: int, crowds: Sequence[Crowd]) -> None:
    console = Console(highlight=False)
    if pairs:
        console.print(_table(pairs))
    if left > len(pairs):
        console.print(f"and {left - len(pairs):,} more")
    console.print(
        "Decide with /kembar in the bot, or here: sapa seller merge KEEP OTHER, "
        "sapa seller keep FIRST SECOND."
        if pairs
        else "No pair of stores waits for a decision.",
        soft_wrap=True,
    )
    for crowd in crowds:
        console.print(_sentence(crowd), soft_wrap=True)


def _table(pairs: Sequence[Pair]) -> Table:
    table = Table("Same", "First", "Name", "Second", "Name", box=None, header_style="bold")
    for pair in pairs:
        table.add_row(
            SAME[pair.listed.reason],
            *(Text(text) for one in (pair.first, pair.second) for text in _named(one)),
        )
    return table


def _named(store: Seller) -> tuple[str, str]:
    return store.portal_id or "", store.store_name


def _sentence(crowd: Crowd) -> str:
    one, many = CROWDED[crowd.reason]
    what, verb = (one, "is") if crowd.groups == 1 else (many, "are")
    return (
        f"Not listed: {crowd.groups:,} {what} {verb} shared by more than {MOST_ALIKE} stores each "
        f"({crowd.stores:,} stores)."
    )


def _facts(pairs: Sequence[Pair], left: int, crowds: Sequence[Crowd]) -> dict[str, Any]:
    return {
        "left": left,
        "pairs": [
            {
                "pair_id": pair.listed.id,
                "reason": pair.listed.reason,
                "first": _store(pair.first),
                "second": _store(pair.second),
            }
            for pair in pairs
        ],
        "crowds": [
            {"reason": crowd.reason, "groups": crowd.groups, "stores": crowd.stores}
            for crowd in crowds
        ],
    }


def _store(store: Seller) -> dict[str, Any]:
    return store.model_dump(
        mode="json",
        include={"id", "portal_id", "store_name", "owner_name", "regency", "phone", "email"},
    )
