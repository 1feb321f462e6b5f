import asyncio
import json

import pytest
from typer.testing import CliRunner

from bot.cli.uploads import app
from core.db import Database
from crm.uploads import drafts, steps
from models.uploads import Passing, UploadStep
from tests.support.builders import NOW, a_seller

MINUTES = 60


async def fill(url: str) -> None:
    database = Database(url)
    async with database.transaction() as session:
        draft = await drafts.begin(session, seller=await a_seller(session), now=NOW)
        later = NOW.replace(minute=2)
        to, passing = UploadStep.PHOTOS, Passing.ANSWERED
        await steps.go(session, upload=draft, to=to, passing=passing, now=later)
    await database.close()


@pytest.fixture
def url(monkeypatch: pytest.MonkeyPatch, sqlite_url: str) -> str:
    monkeypatch.setenv("DATABASE_URL", sqlite_url)
    asyncio.run(fill(sqlite_url))
    return sqlite_url


@pytest.mark.usefixtures("url")
def test_progress_tells_each_steps_figures() -> None:
    shown = CliRunner().invoke(app, ["progress"], catch_exceptions=False, env={"COLUMNS": "140"})
    told = CliRunner().invoke(app, ["progress", "--json"], catch_exceptions=False)
    facts = json.loads(told.stdout)
    assert (facts["begun"], facts["sent"]["listings"], facts["since"]) == (1, 0, None)
    assert facts["steps"][0]["took"] == {"median": 2 * MINUTES, "slow": 2 * MINUTES}
    assert facts["steps"][1]["visits"] == 1
    assert "1 listings begun" in shown.stdout
    assert "2 minutes" in shown.stdout


@pytest.mark.usefixtures("url")
def test_progress_since_a_day_leaves_earlier_ones_out_and_refuses_what_is_no_day() -> None:
    told = CliRunner().invoke(app, ["progress", "--since", "2026-11-17", "--json"])
    assert json.loads(told.stdout)["begun"] == 0
    assert CliRunner().invoke(app, ["progress", "--since", "kemarin"]).exit_code == 2
