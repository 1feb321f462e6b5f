"""`sapa followups calls`: whom to call now, with links that a phone dials."""

import json
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text
from sqlalchemy.ext.asyncio import AsyncSession

from bot.cli.reading import read
from core.clock import SystemClock
from core.settings import Settings
from crm.calls.cards import letter_of
from crm.calls.listing import ListedCall, all_calls
from crm.calls.rules import CallReason
from crm.followups.hours import Hours
from views.call_guides import why
from views.calls import reason_line
from views.message import unmarked
from views.words import Catalogs, Words

MOST = 1_000
"""How many are listed unless more are asked for."""


def show(
    *,
    limit: Annotated[int, typer.Option(min=1, help="How many calls to list at most.")] = MOST,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """List the calls that can be made now: those that were asked for first, then the oldest."""
    settings, now = Settings.load(), SystemClock().now()

    async def question(session: AsyncSession) -> list[ListedCall]:
        return await all_calls(session, hours=Hours.of(settings), now=now, limit=limit)

    words = Catalogs.load()["en"]
    facts = [_facts(one, words) for one in read(question)]
    if as_json:
        typer.echo(json.dumps(facts, ensure_ascii=False))
        return
    _print(Console(highlight=False), facts)


def _facts(one: ListedCall, words: Words) -> dict[str, Any]:
    task, seller = one.task, one.seller
    return {
        "task_id": task.id,
        "seller_id": seller.id,
        "store": seller.store_name,
        "owner": seller.owner_name,
        "tel": f"tel:{seller.phone}" if seller.phone else None,
        "regency": seller.regency,
        "province": seller.province,
        "zone": seller.zone,
        "language": seller.language,
        "reason": task.reason,
        "letter": task.letter,
        "why": _why(one, words),
        "call_at": task.call_at.isoformat(),
        "tries": task.tries,
        "held_by": one.holder or None,
    }


def _why(one: ListedCall, words: Words) -> str:
    letter = letter_of(one.task.letter)
    html = why(letter, words) if letter else reason_line(CallReason(one.task.reason), words)
    return unmarked(html)


def _print(console: Console, facts: list[dict[str, Any]]) -> None:
    if not facts:
        console.print("No call waits now.")
        return
    table = Table("Store", "Place", "Call", "Language", "Why", "Tries", "Held by", box=None)
    for one in facts:
        place = ", ".join(part for part in (one["regency"], one["province"]) if part)
        cells = (
            one["store"],
            place,
            one["tel"] or "no number",
            one["language"] or "",
            one["why"],
            str(one["tries"] or ""),
            one["held_by"] or "",
        )
        table.add_row(*(Text(cell) for cell in cells))
    console.print(table)
