"""`sapa run`."""

import asyncio

import uvloop

from bot import lifecycle
from bot.wiring import build
from core.logs import configure
from core.settings import Settings


def run() -> None:
    """Run the bot, by long polling or, where WEBHOOK_URL is set, by webhook."""
    settings = Settings.load()
    settings.require_token()
    configure(settings)
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(_run(settings))


async def _run(settings: Settings) -> None:
    stop = lifecycle.stop_on_signals()
    await lifecycle.ready_database(settings)
    await lifecycle.run(build(settings), stop=stop)
