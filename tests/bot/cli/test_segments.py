import asyncio
import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from typer.testing import CliRunner

from bot.cli.segments import WeekNotCounted, app
from core.clock import SystemClock
from core.db import Database
from core.settings import Settings
from crm.segments.operations import take_snapshot
from crm.segments.rules import Thresholds
from tests.support.builders import a_sale, a_seller

NOW = SystemClock().now()
LAST_WEEK = NOW - timedelta(weeks=1)
WEEKS = [Thresholds().at(moment).week for moment in (LAST_WEEK, NOW)]


@pytest.fixture(autouse=True)
def _own_database(monkeypatch: pytest.MonkeyPatch, sqlite_url: str, tmp_path: Path) -> None:
    monkeypatch.setenv("DATABASE_URL", sqlite_url)
    monkeypatch.chdir(tmp_path)
    asyncio.run(_fill(sqlite_url))


async def _fill(url: str) -> None:
    database = Database(url)
    async with database.transaction() as session:
        store = await a_seller(
            session, store_name="Batik [Ayu]", last_login=NOW - timedelta(days=15)
        )
        await a_sale(session, seller=store, at=NOW - timedelta(days=40), amount=4_250_000)
    await take_snapshot(database, now=LAST_WEEK, settings=Settings.load(None))
    await database.close()


def sapa(*words: str) -> str:
    result = CliRunner().invoke(app, list(words), catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.stdout


def facts(*words: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(sapa("--json", *words))
    return found


def test_it_counts_the_week_and_shows_who_moved() -> None:
    shown = sapa()
    assert f"1 stores in {WEEKS[1]}, compared with {WEEKS[0]}" in shown
    assert "Slipped (1)" in shown
    assert "Batik [Ayu]" in shown


def test_it_prints_one_json_object() -> None:
    week = facts()
    assert (week["week"], week["since"], week["stores"]) == (WEEKS[1], WEEKS[0], 1)
    assert week["moves"] == [{"before": "active", "now": "slowing", "stores": 1}]
    assert week["slipped"]["lines"][0]["monetary"] == 4_250_000
    assert week["files"] == []


def test_it_shows_a_week_as_it_was_counted() -> None:
    week = facts("--week", WEEKS[0])
    counts = {count["lifecycle"]: count["stores"] for count in week["counts"]}
    assert (week["week"], week["since"], counts["active"]) == (WEEKS[0], None, 1)


def test_it_writes_a_picture_and_a_workbook(tmp_path: Path) -> None:
    files = facts("--out", str(tmp_path / "laporan" / "segmen"))["files"]
    picture, workbook = (Path(file) for file in files)
    assert picture.read_bytes().startswith(b"\x89PNG")
    assert pl.read_excel(workbook)["Toko"].to_list() == ["Batik [Ayu]"]


def test_a_week_that_was_not_counted_is_refused_by_name() -> None:
    with pytest.raises(WeekNotCounted, match=rf"^Week 2020-W01 .*; counted are {WEEKS[0]}\.$"):
        sapa("--week", "2020-W01")


def test_what_is_no_week_is_wrong_usage() -> None:
    assert CliRunner().invoke(app, ["--week", "kemarin"]).exit_code == 2
