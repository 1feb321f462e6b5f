import asyncio
import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.cli.staff import app
from bot.refusals import CannotStart
from core.clock import MovableClock
from crm.staff.operations import NotStaff
from simulator import Simulator
from tests.support.builders import NOW
from tests.support.town import TOKEN


@pytest.fixture(autouse=True)
def _own_database(monkeypatch: pytest.MonkeyPatch, sqlite_url: str, tmp_path: Path) -> None:
    monkeypatch.setenv("DATABASE_URL", sqlite_url)
    monkeypatch.chdir(tmp_path)


def sapa(*words: str) -> str:
    result = CliRunner().invoke(app, words, catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.stdout


def test_a_person_is_added_listed_and_removed() -> None:
    assert "Dewi is agent now." in sapa("add", "77", "--name", " Dewi ")
    assert "Dewi" in sapa("list")
    assert "Dewi is no longer staff." in sapa("remove", "77")
    [dewi] = json.loads(sapa("list", "--json"))
    assert (dewi["telegram_id"], dewi["role"], dewi["active"]) == (77, "agent", False)


def test_adding_again_changes_the_role() -> None:
    sapa("add", "77", "--name", "Dewi")
    added = json.loads(
        sapa("add", "77", "--name", "Dewi", "--role", "admin", "--language", "en", "--json")
    )
    assert (added["role"], added["language"]) == ("admin", "en")
    assert len(json.loads(sapa("list", "--json"))) == 1


async def test_a_link_invites_somebody(monkeypatch: pytest.MonkeyPatch) -> None:
    simulator = Simulator(MovableClock(NOW), token=TOKEN)
    await simulator.start()
    monkeypatch.setenv("TELEGRAM_TOKEN", TOKEN)
    monkeypatch.setenv("TELEGRAM_API_URL", simulator.url)
    try:
        words = ("invite", "--role", "admin", "--speaks", "jv")
        link = (await asyncio.to_thread(sapa, *words)).strip()
    finally:
        await simulator.stop()
    assert link.startswith("https://t.me/sapa_demo_bot?start=staf-")
    monkeypatch.setenv("TELEGRAM_API_URL", "http://127.0.0.1:9")
    with pytest.raises(CannotStart, match="does not tell the bot's name"):
        await asyncio.to_thread(sapa, *words)


def test_nobody_is_removed_in_a_sentence() -> None:
    with pytest.raises(NotStaff, match="Nobody with the Telegram id 77"):
        sapa("remove", "77")


@pytest.mark.parametrize(
    "words",
    [
        ["add", "77"],
        ["add", "Dewi", "--name", "Dewi"],
        ["add", "-1", "--name", "Dewi"],
        ["add", "77", "--name", " "],
        ["add", "77", "--name", "Dewi", "--role", "boss"],
        ["add", "77", "--name", "Dewi", "--language", "xx"],
        ["remove"],
    ],
)
def test_wrong_usage_is_exit_2(words: list[str]) -> None:
    assert CliRunner().invoke(app, words).exit_code == 2
