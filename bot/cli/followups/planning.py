"""`sapa followups plan`: let stores enter the cadences, or count who would."""

import json
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from bot.cli.working import work
from core.services import Services
from core.settings import Settings
from crm.followups import planning
from crm.followups.cadences.queries import Listed, all_cadences
from crm.followups.planning import Entered
from models.followups import CadenceState
from scheduler.publication import published

DAYS = 5
"""As many days of first steps are shown."""


@dataclass(frozen=True, slots=True)
class Planned:
    """What was planned, or would be, at a moment."""

    at: datetime
    dry_run: bool
    cadences: Sequence[Listed]
    entered: dict[str, Entered]
    seconds: float

    @property
    def stores(self) -> int:
        """How many stores entered any."""
        return sum(one.stores for one in self.entered.values())

    @property
    def waiting(self) -> list[str]:
        """The cadences that wait for approval."""
        return [one.plan.name for one in self.cadences if one.state is CadenceState.WAITING]


def plan(
    *,
    at: Annotated[
        str | None,
        typer.Option(
            metavar="WHEN",
            help="As of this moment, such as '2026-11-30 09:00' in the staff's zone, or in ISO "
            "8601 with a zone; now unless said.",
        ),
    ] = None,
    dry_run: Annotated[
        bool,
        typer.Option(
            "--dry-run",
            help="Only count, as if all that waits for approval were approved.",
        ),
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Publish the files, and let stores enter what runs; planning twice adds nothing."""
    moment = _moment(at)
    with Console(stderr=True).status("Looking at every store"):
        planned = work(lambda services: _plan(services, moment, dry_run=dry_run))
    if as_json:
        typer.echo(json.dumps(_facts(planned), ensure_ascii=False))
    else:
        _print(Console(highlight=False), planned)


def _moment(at: str | None) -> datetime | None:
    if at is None:
        return None
    try:
        moment = datetime.fromisoformat(at)
    except ValueError:
        message = "a moment is written as '2026-11-30 09:00', or as 2026-11-30T09:00+07:00"
        raise typer.BadParameter(message, param_hint="--at") from None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=Settings.load().timezone)
    return moment.astimezone(UTC)


async def _plan(services: Services, at: datetime | None, *, dry_run: bool) -> Planned:
    await published(services)
    now = at or services.clock.now()
    began = time.monotonic()
    async with services.database.reading() as session:
        cadences = await all_cadences(session)
    wanted = {CadenceState.ACTIVE, *([CadenceState.WAITING] if dry_run else [])}
    entered = await planning.plan(
        services.database,
        [one for one in cadences if one.state in wanted],
        now=now,
        settings=services.settings,
        dry_run=dry_run,
    )
    return Planned(
        at=now,
        dry_run=dry_run,
        cadences=[one for one in cadences if one.state is not CadenceState.RETIRED],
        entered={one.cadence: one for one in entered},
        seconds=time.monotonic() - began,
    )


def _facts(planned: Planned) -> dict[str, Any]:
    return {
        "at": planned.at.isoformat(),
        "dry_run": planned.dry_run,
        "stores": planned.stores,
        "seconds": round(planned.seconds, 3),
        "waiting": planned.waiting,
        "cadences": [
            {
                "name": one.plan.name,
                "edition": one.edition,
                "state": one.state,
                **_counts(planned.entered.get(one.plan.name)),
            }
            for one in planned.cadences
        ],
    }


def _counts(entered: Entered | None) -> dict[str, Any]:
    """Return nothing for a cadence that was not looked at."""
    if entered is None:
        return {}
    return {
        "stores": entered.stores,
        "watched": entered.control,
        "languages": entered.languages,
        "days": entered.days,
    }


def _print(console: Console, planned: Planned) -> None:
    table = Table(box=None, header_style="bold", pad_edge=False)
    for heading in ("Cadence", "State"):
        table.add_column(heading, no_wrap=True)
    for heading in ("Would enter" if planned.dry_run else "Entered", "Watched"):
        table.add_column(heading, justify="right", no_wrap=True)
    for heading in ("Languages", "First steps"):
        table.add_column(heading)
    for one in planned.cadences:
        cells = _cells(planned.entered.get(one.plan.name))
        table.add_row(*map(Text, (one.plan.name, one.state, *cells)))
    console.print(table)
    console.print(_sum(planned))
    if planned.waiting:
        names = ", ".join(planned.waiting)
        console.print(
            f"Waiting for approval: {names}. A supervisor approves by /tindaklanjut in the "
            "staff's group, or here: sapa followups approve NAME",
            soft_wrap=True,
        )


def _cells(entered: Entered | None) -> tuple[str, ...]:
    if entered is None:
        return ("", "", "", "")
    languages = (f"{tag or '?'} {n:,}" for tag, n in sorted(entered.languages.items()))
    days = sorted(entered.days.items())
    shown = [f"{day} {n:,}" for day, n in days[:DAYS]]
    return (
        f"{entered.stores:,}",
        f"{entered.control:,}",
        ", ".join(languages),
        ", ".join([*shown, *(["…"] if len(days) > DAYS else [])]),
    )


def _sum(planned: Planned) -> str:
    rate = planned.stores / planned.seconds if planned.seconds else 0
    what = "would enter" if planned.dry_run else "entered"
    return f"{planned.stores:,} stores {what}, in {planned.seconds:.2f} s ({rate:,.0f}/s)."
