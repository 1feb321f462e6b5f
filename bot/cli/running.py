"""`sapa run`."""

import asyncio
import gc

import typer
import uvloop

from bot import lifecycle
from bot.alarms import report_errors
from bot.wiring import build
from core.logs import configure
from core.settings import Settings

app = typer.Typer(add_completion=False)


@app.command("run")
def run() -> None:
    """Run the bot, by long polling or, where WEBHOOK_URL is set, by webhook."""
    settings = Settings.load()
    settings.require_token()
    configure(settings)
    report_errors(settings)
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(_run(settings))


async def _run(settings: Settings) -> None:
    stop = lifecycle.stop_on_signals()
    await lifecycle.ready_database(settings)
    sapa = build(settings)
    _settle_memory()
    await lifecycle.run(sapa, stop=stop)


def _settle_memory() -> None:
    """Spare the collector what stays: else each of its rounds walks every library's objects."""
    gc.freeze()
    gc.set_threshold(10_000, 20, 50)
