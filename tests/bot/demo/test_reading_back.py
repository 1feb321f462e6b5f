from collections.abc import AsyncIterator
from io import StringIO

import pytest
from rich.console import Console
from sqlalchemy import delete
from sqlmodel import col

from bot.demo.client import connect
from bot.demo.journey.cast import cast_for
from bot.demo.journey.play import Play, StepFailed
from bot.demo.journey.reading_back import read_back
from bot.demo.pairing import pair
from bot.demo.places import Places
from bot.demo.stage import Stage, set_stage
from bot.demo.transcript import Transcript
from models import Interaction


@pytest.fixture
async def stage() -> AsyncIterator[Stage]:
    async with set_stage(sellers=60, port=0) as stage:
        yield stage


async def paired(stage: Stage, out: StringIO, *, lose_from_log: str = "") -> None:
    """Play a journey of two steps; what is `lose_from_log` is deleted in between."""
    teller = Transcript(Console(file=out, highlight=False), Places(stage))
    async with connect(stage.simulator.url) as client:
        play = Play(stage, client, await cast_for(stage), teller)
        async with play.step("The group is paired"):
            await pair(client, stage)
        async with stage.sapa.services.database.transaction() as session:
            await session.execute(
                delete(Interaction).where(col(Interaction.text) == lose_from_log)
            )
        async with play.step("Both sides are read"):
            await read_back(play)


async def test_finds_everything_logged(stage: Stage) -> None:
    out = StringIO()

    await paired(stage, out, lose_from_log="what nobody said")

    told = out.getvalue()
    assert "Ratna Kusuma       (brings Sapa in)" in told
    assert "Ratna Kusuma       /pasang" in told
    assert "✗" not in told
    assert "✓    4 messages from people, each logged once" in told
    assert not any(line.endswith(" ") for line in told.splitlines())
    assert "\x1b" not in told


async def test_misses_what_the_log_has_lost(stage: Stage) -> None:
    out = StringIO()

    with pytest.raises(ExceptionGroup) as failed:
        await paired(stage, out, lose_from_log="/pasang")

    assert failed.group_contains(
        StepFailed, match="messages from people, each logged once: not in"
    )
    assert "✗    4 messages from people, each logged once: not in the log:" in out.getvalue()
