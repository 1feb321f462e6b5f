"""The main job, played step by step through the simulator's HTTP surfaces."""

import time

from bot.demo.client import connect
from bot.demo.journey.cast import cast_for
from bot.demo.journey.following_up import follow_up
from bot.demo.journey.play import Play, StepFailed, Teller
from bot.demo.journey.reading_back import read_back
from bot.demo.journey.ticket import one_report
from bot.demo.journey.week import begin_week
from bot.demo.pairing import pair
from bot.demo.stage import Stage


async def perform(stage: Stage, teller: Teller) -> bool:
    """Play the journey and tell it; False where a step did not happen.

    Raises:
        CannotStart: there are too few sellers for the cast.
    """
    began = time.monotonic()
    cast = await cast_for(stage)
    async with connect(stage.simulator.url) as client:
        play = Play(stage, client, cast, teller)
        try:
            await _play(play)
        except StepFailed as failure:
            teller.failed(failure.title, failure.why)
            return False
        teller.ended(play.steps, time.monotonic() - began)
    return True


async def _play(play: Play) -> None:
    async with play.step(f"{play.stage.admin.name} makes the group the staff's desk"):
        await pair(play.client, play.stage)
    await begin_week(play)
    await one_report(play)
    await follow_up(play)
    async with play.step("Everything is read back from Telegram and from the database"):
        await read_back(play)
