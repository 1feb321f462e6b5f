import asyncio
import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select
from typer.testing import CliRunner

from bot.cli.followups import app
from core.clock import SystemClock
from core.db import Database
from core.settings import Settings
from crm.followups.cadences.deciding import (
    CadenceChanged,
    CadenceNotActive,
    CadenceNotPaused,
    CadenceNotWaiting,
    CadenceUnknown,
)
from crm.followups.cadences.files.loading import InvalidCadence
from crm.followups.planning import NothingCounted
from crm.segments.operations import take_snapshot
from models import FollowUp, Interaction
from models.interactions import Channel
from tests.support.builders import a_seller
from tests.support.rows import all_of

NOW = SystemClock().now()
MINE = """
priority = 1
control = 0

[enter]
silent_days = { at_least = 14 }

[[step]]
name = "first"
after_days = 0
letter = "slipping"
channels = ["telegram"]
answers = ["fine", "stop"]
"""


@pytest.fixture(autouse=True)
def folder(monkeypatch: pytest.MonkeyPatch, sqlite_url: str, tmp_path: Path) -> Path:
    """Return the user's cadences: one of their own, and none of those that ship."""
    monkeypatch.setenv("DATABASE_URL", sqlite_url)
    monkeypatch.setenv("CADENCES", str(tmp_path / "cadences"))
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "cadences"
    folder.mkdir()
    for name in (
        "welcome",
        "unfinished_listing",
        "first_product",
        "first_sale",
        "slipping",
        "dormant",
        "win_back",
        "invitation",
    ):
        (folder / f"{name}.toml").write_text("enabled = false\n")
    (folder / "quiet.toml").write_text(MINE)
    return folder


@pytest.fixture
def counted(sqlite_url: str) -> None:
    """Store two silent sellers and one who was here yesterday, and count the week."""

    async def fill() -> None:
        database = Database(sqlite_url)
        async with database.transaction() as session:
            for days, language in ((20, "jv"), (30, "id"), (1, "id")):
                login = NOW - timedelta(days=days)
                await a_seller(session, last_login=login, language=language)
        await take_snapshot(database, now=NOW, settings=Settings.load(None))
        await database.close()

    asyncio.run(fill())


def sapa(*words: str) -> str:
    result = CliRunner().invoke(app, list(words), catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.stdout


def facts(*words: str) -> Any:  # noqa: ANN401 - a command's own JSON
    return json.loads(sapa(*words, "--json"))


def entered(url: str) -> list[FollowUp]:
    async def read() -> list[FollowUp]:
        database = Database(url)
        found = await all_of(database, FollowUp)
        await database.close()
        return found

    return asyncio.run(read())


def test_a_dry_run_counts_what_waits_and_lets_nobody_in(counted: None, sqlite_url: str) -> None:
    planned = facts("plan", "--dry-run")

    assert (planned["dry_run"], planned["stores"], planned["waiting"]) == (True, 2, ["quiet"])
    [quiet] = planned["cadences"]
    assert (quiet["name"], quiet["state"], quiet["edition"]) == ("quiet", "waiting", 1)
    assert (quiet["stores"], quiet["watched"]) == (2, 0)
    assert quiet["languages"] == {"id": 1, "jv": 1}
    assert sum(quiet["days"].values()) == 2
    assert entered(sqlite_url) == []


def test_a_dry_run_says_how_to_approve(counted: None) -> None:
    shown = sapa("plan", "--dry-run")
    assert "id 1, jv 1" in shown
    assert "2 stores would enter" in shown
    assert "Waiting for approval: quiet." in shown
    assert "sapa followups approve NAME" in shown


def test_what_waits_lets_nobody_in(counted: None, sqlite_url: str) -> None:
    planned = facts("plan")
    assert (planned["stores"], planned["waiting"]) == (0, ["quiet"])
    assert planned["cadences"] == [{"name": "quiet", "edition": 1, "state": "waiting"}]
    assert entered(sqlite_url) == []


def test_what_was_approved_lets_stores_in_once(counted: None, sqlite_url: str) -> None:
    assert "quiet runs" in sapa("approve", "quiet")
    first, again = facts("plan"), facts("plan")

    assert (first["stores"], again["stores"], first["waiting"]) == (2, 0, [])
    assert len(entered(sqlite_url)) == 2
    assert "2 stores entered" not in sapa("plan")


@pytest.mark.parametrize(
    ("when", "utc"),
    [
        ("2026-11-30 09:00", "2026-11-30T02:00:00+00:00"),
        ("2026-11-30T09:00+09:00", "2026-11-30T00:00:00+00:00"),
    ],
)
def test_a_moment_is_read_in_the_staffs_zone(counted: None, when: str, utc: str) -> None:
    assert facts("plan", "--dry-run", "--at", when)["at"] == utc


def test_a_moment_that_is_none_is_wrong_usage() -> None:
    result = CliRunner().invoke(app, ["plan", "--at", "gestern"])
    assert result.exit_code == 2
    assert "2026-11-30 09:00" in result.output


def test_without_a_count_nothing_is_planned() -> None:
    with pytest.raises(NothingCounted, match="sapa segments"):
        sapa("plan")


def test_a_mistake_in_a_file_is_told_and_changes_nothing(counted: None, folder: Path) -> None:
    sapa("approve", "quiet")
    (folder / "quiet.toml").write_text("priority = true\n")
    with pytest.raises(InvalidCadence, match=r"quiet\.toml"):
        sapa("plan")

    (folder / "quiet.toml").write_text(MINE)
    assert facts("plan")["waiting"] == []


def test_the_list_says_how_each_stands(counted: None) -> None:
    sapa("approve", "quiet")
    sapa("plan")

    [quiet, *others] = facts("show")
    assert (quiet["name"], quiet["state"], quiet["priority"]) == ("quiet", "active", 1)
    assert (quiet["running"], quiet["watched"], quiet["said_in_7_days"]) == (2, 0, 0)
    assert (quiet["calls_waiting"], quiet["decided_by"]) == (0, None)
    assert others == []
    assert "quiet" in sapa("show")


def test_a_preview_counts_and_shows_the_letters(counted: None) -> None:
    found = facts("preview", "quiet", "--language", "jv")
    assert (found["stores"], found["channels"]) == (2, [{"channel": "telegram", "stores": 2}])
    [letter] = found["letters"]
    assert (letter["language"], letter["step"]["letter"]) == ("jv", "slipping")
    assert "Kula nuwun" in letter["said"]

    shown = sapa("preview", "quiet")
    assert "2 stores would enter." in shown
    assert "step 1 of 1" in shown


def test_a_language_that_is_none_is_wrong_usage() -> None:
    result = CliRunner().invoke(app, ["preview", "quiet", "--language", "xx"])
    assert result.exit_code == 2


def test_a_cadence_is_paused_and_resumed_and_the_log_has_it(sqlite_url: str) -> None:
    sapa("approve", "quiet", "--edition", "1")
    assert "miss that step" in sapa("pause", "quiet")
    assert "runs again" in sapa("resume", "quiet")

    async def logged() -> list[Interaction]:
        database = Database(sqlite_url)
        found = await all_of(database, select(Interaction))
        await database.close()
        return found

    rows = asyncio.run(logged())
    assert [row.data["state"] for row in rows] == ["active", "paused", "active"]
    assert {(row.channel, row.kind) for row in rows} == {(Channel.CONSOLE, "cadence_decided")}


def test_what_cannot_be_decided_is_refused_in_a_sentence() -> None:
    refused: list[tuple[type[Exception], tuple[str, ...]]] = [
        (CadenceUnknown, ("approve", "nope")),
        (CadenceUnknown, ("preview", "nope")),
        (CadenceChanged, ("approve", "quiet", "--edition", "7")),
        (CadenceNotActive, ("pause", "quiet")),
        (CadenceNotPaused, ("resume", "quiet")),
    ]
    for refusal, words in refused:
        with pytest.raises(refusal):
            sapa(*words)
    sapa("approve", "quiet")
    with pytest.raises(CadenceNotWaiting, match="it runs already"):
        sapa("approve", "quiet")
