import asyncio
import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from bot.cli.followups import app
from core.clock import SystemClock
from core.db import Database
from crm.followups.cadences.deciding import CadenceUnknown
from tests.support.builders import a_seller
from tests.support.rows import store
from tests.support.runs import a_trial

NOW = SystemClock().now()
CADENCE = "first_product"


@pytest.fixture(autouse=True)
def _own_database(monkeypatch: pytest.MonkeyPatch, sqlite_url: str, tmp_path: Path) -> None:
    monkeypatch.setenv("DATABASE_URL", sqlite_url)
    monkeypatch.chdir(tmp_path)
    asyncio.run(_fill(sqlite_url))


async def _fill(url: str) -> None:
    database = Database(url)
    await store(database, *a_trial(cadence=CADENCE, now=NOW))
    await database.close()


def sapa(*words: str) -> str:
    result = CliRunner().invoke(app, ["show", *words], catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.stdout


def facts(*words: str) -> Any:  # noqa: ANN401 - whatever the command prints
    return json.loads(sapa(*words, "--json"))


def test_it_prints_figures_ranges_and_what_can_be_told() -> None:
    found = facts(CADENCE)
    assert (found["cadence"], found["entered"], found["watched"]) == (CADENCE, 200, 40)
    back = found["outcomes"]["back_later"]
    assert (back["told"]["hits"], back["told"]["of"], back["control"]["hits"]) == (100, 200, 4)
    assert back["verdict"] == "more"
    assert back["difference"]["low"] == pytest.approx(0.2525, abs=1e-4)
    assert found["outcomes"]["sale"]["verdict"] == "unclear"
    assert (found["answered"]["hits"], found["words"]["telegram"]) == (50, 200)
    assert found["files"] == []


def test_it_prints_them_for_people(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "200")
    shown = sapa(CADENCE)
    assert "200 stores followed up, 40 watched" in shown
    assert "50% (100 of 200; 43% to 57%)" in shown
    assert "Follow-up makes a difference: 25.3 to 49.1 points more." in shown
    assert "No difference can be told yet" in shown


def test_it_draws_a_picture(tmp_path: Path) -> None:
    [file] = facts(CADENCE, "--out", str(tmp_path / "laporan"))["files"]
    assert Path(file).name == f"efek-{CADENCE}.png"
    assert Path(file).read_bytes().startswith(b"\x89PNG")


def test_what_a_later_pull_would_hide_is_noted_first(sqlite_url: str) -> None:
    async def fill() -> None:
        database = Database(sqlite_url)
        async with database.transaction() as session:
            await a_seller(session, id=1, last_login=NOW - timedelta(days=40))
        await database.close()

    asyncio.run(fill())
    assert facts(CADENCE)["outcomes"]["back_soon"]["told"]["hits"] == 101


def test_a_cadence_that_does_not_exist_is_refused_by_name() -> None:
    with pytest.raises(CadenceUnknown, match=r"^There is no cadence nothing\.$"):
        sapa("nothing")


def test_a_picture_is_of_one_cadence() -> None:
    assert CliRunner().invoke(app, ["show", "--out", "."]).exit_code == 2
