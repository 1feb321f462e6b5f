"""`sapa followups show NAME`: what one cadence brought about."""

import json
from pathlib import Path
from typing import Any

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from bot.cli.working import work
from core.services import Services
from core.settings import Settings
from crm.followups import outcomes
from crm.followups.cadences.showing import known
from crm.followups.effect import queries
from crm.followups.effect.figures import LATER, SOON, WITHIN, Effect, Outcomes, Sendings
from crm.followups.effect.rules import Tally, difference, verdict, wilson
from scheduler.publication import published
from views import effect_charts
from views.effects import conclusion, percent, share_of
from views.message import unmarked
from views.words import Catalogs, Words

MEASURES = {
    "back_soon": f"Logged in again within {SOON} days",
    "back_later": f"Logged in again within {LATER} days",
    "product": f"First product within {WITHIN} days",
    "sale": f"First sale within {WITHIN} days",
}


def show_one(name: str, *, as_json: bool, out: Path | None) -> None:
    """Print what a cadence brought about, and draw it into a folder."""
    effect = work(lambda services: _look(services, name))
    picture = _draw(effect, out) if out else None
    if as_json:
        facts = {**_facts(effect), "files": [str(picture)] if picture else []}
        typer.echo(json.dumps(facts, ensure_ascii=False))
        return
    _print(Console(highlight=False), effect, Catalogs.load()["en"])
    if picture:
        typer.echo(f"Written: {picture}")


async def _look(services: Services, name: str) -> Effect:
    """Note what is new before it is counted.

    Raises:
        CadenceUnknown: there is no such cadence.
    """
    await published(services)
    now = services.clock.now()
    async with services.database.reading() as session:
        listed = await known(session, name)
    await outcomes.note(services.database, now=now)
    async with services.database.reading() as session:
        return await queries.effect(session, listed, now=now)


def _draw(effect: Effect, folder: Path) -> Path:
    settings = Settings.load()
    folder.mkdir(parents=True, exist_ok=True)
    picture = folder / f"efek-{effect.cadence}.png"
    words = Catalogs.load()[settings.staff_language]
    picture.write_bytes(effect_charts.funnel(effect, words, zone=settings.timezone))
    return picture


def _facts(effect: Effect) -> dict[str, Any]:
    return {
        "cadence": effect.cadence,
        "edition": effect.edition,
        "since": effect.since.isoformat(),
        "seen": effect.seen.isoformat() if effect.seen else None,
        "entered": effect.told.entered,
        "watched": effect.control.entered,
        "reached": _share(effect.reached),
        "answered": _share(effect.answered),
        "words": _words(effect.sendings),
        "outcomes": {name: _compared(*pair) for name, pair in _pairs(effect).items()},
        "steps": [
            {
                "step": step.name,
                "words": _words(step.sendings),
                "answered": _share(step.answered),
                "outcomes": _shares(step.outcomes),
            }
            for step in effect.steps
        ],
    }


def _pairs(effect: Effect) -> dict[str, tuple[Tally, Tally]]:
    """Return each outcome of those followed up, and of those only watched."""
    told, control = effect.told.outcomes, effect.control.outcomes
    return {name: (getattr(told, name), getattr(control, name)) for name in MEASURES}


def _compared(told: Tally, control: Tally) -> dict[str, Any]:
    found = difference(told, control)
    return {
        "told": _share(told),
        "control": _share(control),
        "difference": {"low": found.low, "high": found.high},
        "verdict": verdict(told, control),
    }


def _shares(found: Outcomes) -> dict[str, Any]:
    return {name: _share(getattr(found, name)) for name in MEASURES}


def _share(tally: Tally) -> dict[str, Any]:
    found = wilson(tally)
    share = tally.share if tally.of else None
    return {
        "hits": tally.hits,
        "of": tally.of,
        "share": share,
        "low": found.low,
        "high": found.high,
    }


def _words(found: Sendings) -> dict[str, int]:
    sent = {one.channel.value: one.words for one in found.sent}
    rest = {"failed": found.failed, "dropped": found.dropped, "waiting": found.waiting}
    return {**sent, **rest}


def _print(console: Console, effect: Effect, words: Words) -> None:
    seen = f"{effect.seen:%Y-%m-%d %H:%M} UTC" if effect.seen else "never"
    console.print(
        Text(f"{effect.cadence}, edition {effect.edition} since {effect.since:%Y-%m-%d}", "bold")
    )
    console.print(
        f"{effect.told.entered:,} stores followed up, {effect.control.entered:,} watched"
    )
    console.print(f"Sellers last pulled: {seen}\n")
    table = _table("", "Followed up", "Only watched", "What can be told")
    table.add_row("Were told something", _shown(effect.reached, words))
    table.add_row("Answered", _shown(effect.answered, words))
    for name, (told, control) in _pairs(effect).items():
        said = unmarked(conclusion(told, control, words)) if told.of else ""
        table.add_row(MEASURES[name], _shown(told, words), _shown(control, words), said)
    console.print(table)
    console.print()
    console.print(_steps(effect, words))


def _steps(effect: Effect, words: Words) -> Table:
    headings = ("Told", "Answered", f"Back in {SOON}", f"Back in {LATER}", "Product", "Sale")
    table = _table("Step", *headings, "Words")
    for step in effect.steps:
        shares = (step.answered, *(getattr(step.outcomes, name) for name in MEASURES))
        counts = ", ".join(f"{name} {n:,}" for name, n in _words(step.sendings).items() if n)
        cells = (percent(tally.share, words) if tally.of else "" for tally in shares)
        table.add_row(step.name, f"{step.answered.of:,}", *cells, counts)
    return table


def _shown(tally: Tally, words: Words) -> str:
    return unmarked(share_of(tally, words))


def _table(*headings: str) -> Table:
    table = Table(box=None, header_style="bold", pad_edge=False)
    for heading in headings:
        table.add_column(heading)
    return table
