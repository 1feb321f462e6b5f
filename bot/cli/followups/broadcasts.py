"""`sapa followups broadcasts`: what supervisors wrote to many sellers, and what became of it."""

import json
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.table import Table
from sqlalchemy.ext.asyncio import AsyncSession

from bot.cli.reading import read
from core.clock import SystemClock
from crm.broadcasts import queries
from crm.broadcasts.payloads import Tally
from models import Broadcast


@dataclass(frozen=True, slots=True)
class Listed:
    """A broadcast and its counts."""

    broadcast: Broadcast
    tally: Tally

    def facts(self) -> dict[str, Any]:
        """Return what `--json` prints of it."""
        one = self.broadcast
        return {
            "id": one.id,
            "state": one.state,
            "filters": one.filters,
            "languages": sorted(one.texts),
            "photo": one.photo is not None,
            "confirmed_at": _iso(one.confirmed_at),
            "ended_at": _iso(one.ended_at),
            **asdict(self.tally),
        }


def show(
    *,
    limit: Annotated[int, typer.Option(min=1, help="How many broadcasts are listed.")] = 20,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON array.")] = False,
) -> None:
    """List the broadcasts that were confirmed, the last one first."""
    listed = read(lambda session: _listed(session, limit))
    if as_json:
        typer.echo(json.dumps([one.facts() for one in listed], ensure_ascii=False))
        return
    table = Table(box=None, header_style="bold")
    for title in ("#", "Day (UTC)", "State"):
        table.add_column(title, no_wrap=True)
    for title in ("To", "Sent", "Answered", "Blocked", "Failed", "Dropped", "Waiting"):
        table.add_column(title, justify="right", no_wrap=True)
    for one in listed:
        table.add_row(*_cells(one))
    Console(highlight=False).print(table)


async def _listed(session: AsyncSession, limit: int) -> list[Listed]:
    now = SystemClock().now()
    return [
        Listed(one, await queries.tally(session, one, now=now))
        for one in await queries.recent(session, limit=limit)
    ]


def _cells(one: Listed) -> list[str]:
    broadcast, tally = one.broadcast, one.tally
    at = broadcast.confirmed_at
    counts = (
        tally.recipients,
        tally.sent,
        tally.answered,
        tally.blocked,
        tally.failed,
        tally.dropped,
        tally.waiting + tally.later,
    )
    return [
        str(broadcast.id),
        f"{at:%Y-%m-%d}" if at else "",
        broadcast.state,
        *(f"{count:,}" for count in counts),
    ]


def _iso(moment: datetime | None) -> str | None:
    return moment.astimezone(UTC).isoformat() if moment else None
