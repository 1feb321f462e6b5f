"""`sapa followups approve`, `pause` and `resume`: what supervisors decide, without a chat."""

from collections.abc import Awaitable, Callable
from typing import Annotated, Any

import typer

from bot.cli.working import work
from core.services import Services
from crm.followups.cadences import deciding
from scheduler.publication import published

Name = Annotated[str, typer.Argument(help="The cadence, by the name of its file.")]
Decide = Callable[..., Awaitable[None]]


def approve(
    name: Name,
    *,
    edition: Annotated[
        int | None,
        typer.Option(min=1, help="Only if this edition waits: the one that was looked at."),
    ] = None,
) -> None:
    """Let a new or changed cadence run."""
    _decide(deciding.approve, name, edition=edition)
    typer.echo(f"{name} runs: at the next planning, within the hour, the first stores enter it.")


def pause(name: Name) -> None:
    """Let a cadence stand still at once; words that were queued already are not sent."""
    _decide(deciding.pause, name)
    typer.echo(f"{name} stands still. What was queued is not sent: those stores miss that step.")


def resume(name: Name) -> None:
    """Let a paused cadence run again; days that have passed are not made up for."""
    _decide(deciding.resume, name)
    typer.echo(f"{name} runs again.")


def _decide(decide: Decide, name: str, **more: Any) -> None:  # noqa: ANN401 - what one of them takes besides
    async def job(services: Services) -> None:
        await published(services)
        async with services.database.transaction() as session:
            await decide(session, name=name, staff=None, now=services.clock.now(), **more)

    work(job)
