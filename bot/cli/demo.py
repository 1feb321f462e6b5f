"""`sapa demo`: the main job without a token, for a browser or as a transcript."""

import asyncio
import sys
from typing import Annotated

import typer
import uvloop
from rich.console import Console

from bot.demo.client import connect
from bot.demo.crowd import gather_crowd
from bot.demo.eventlines import EventLines
from bot.demo.journey import perform
from bot.demo.pairing import pair
from bot.demo.places import Places
from bot.demo.stage import Stage, demo_settings, set_stage
from bot.demo.transcript import Transcript
from bot.demo.witness import DidNotHappen
from bot.lifecycle import stop_on_signals
from bot.refusals import CannotStart
from core.logs import configure

app = typer.Typer(add_completion=False)

PORT = 8080
ANY_PORT = 0
FEWEST, MOST = 38, 100_000


@app.command("demo")
def demo(
    *,
    headless: Annotated[
        bool, typer.Option("--headless", help="Play the journey here, without a browser.")
    ] = False,
    as_json: Annotated[
        bool, typer.Option("--json", help="With --headless: print one event a line.")
    ] = False,
    port: Annotated[
        int | None,
        typer.Option(
            min=1,
            max=65535,
            help=f"Where the page is shown; {PORT}, with --headless any free one.",
        ),
    ] = None,
    sellers: Annotated[
        int, typer.Option(min=FEWEST, max=MOST, help="How many sellers are imported.")
    ] = 2000,
) -> None:
    """Show the main job on a simulated Telegram: a page to play with, or a transcript."""
    if as_json and not headless:
        message = "--json goes with --headless"
        raise typer.BadParameter(message)
    configure(demo_settings())
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        if not headless:
            runner.run(_show(port or PORT, sellers))
        elif not runner.run(_play(port or ANY_PORT, sellers, as_json=as_json)):
            raise typer.Exit(1)


async def _show(port: int, sellers: int) -> None:
    """Keep the stage open for a browser until told to stop."""
    stop = stop_on_signals()
    console = Console(highlight=False)
    async with set_stage(sellers=sellers, port=port) as stage:
        await _pair(stage)
        console.print(f"Open {stage.simulator.url}  (Ctrl+C stops)", soft_wrap=True)
        async with asyncio.TaskGroup() as tasks:
            crowd = tasks.create_task(gather_crowd(stage))
            await stop.wait()
            crowd.cancel()


async def _pair(stage: Stage) -> None:
    async with connect(stage.simulator.url) as client:
        try:
            await pair(client, stage)
        except DidNotHappen as failure:
            message = f"The staff's group could not be paired: {failure}."
            raise CannotStart(message) from None


async def _play(port: int, sellers: int, *, as_json: bool) -> bool:
    async with set_stage(sellers=sellers, port=port) as stage:
        places = Places(stage)
        if as_json:
            return await perform(stage, EventLines(sys.stdout, places))
        return await perform(stage, Transcript(Console(highlight=False), places))
