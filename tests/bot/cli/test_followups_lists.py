import asyncio
import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from bot.cli.followups import app
from core.clock import SystemClock
from core.db import Database
from crm.calls.operations import ask
from crm.calls.rules import CallReason
from tests.support.builders import a_seller

PHONE = "+6281234567890"


@pytest.fixture(autouse=True)
def _own_database(monkeypatch: pytest.MonkeyPatch, sqlite_url: str, tmp_path: Path) -> None:
    monkeypatch.setenv("DATABASE_URL", sqlite_url)
    monkeypatch.chdir(tmp_path)


def fill(url: str) -> None:
    async def run() -> None:
        database = Database(url)
        async with database.transaction() as session:
            store = await a_seller(session, store_name="Batik [Ayu]", phone=PHONE)
            await ask(
                session,
                seller=store,
                touch_id=None,
                reason=CallReason.ASKED,
                now=SystemClock().now(),
            )
            await a_seller(session, store_name="Kopi Gayo", phone=PHONE, wrong_phone=PHONE)
        await database.close()

    asyncio.run(run())


def sapa(*words: str) -> str:
    result = CliRunner().invoke(app, list(words), catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.stdout


def facts(*words: str) -> Any:  # noqa: ANN401 - whatever the command prints
    return json.loads(sapa(*words, "--json"))


def test_calls_come_with_a_link_that_a_phone_dials(sqlite_url: str) -> None:
    assert "No call waits" in sapa("calls")
    fill(sqlite_url)
    [call] = facts("calls")
    assert (call["store"], call["tel"]) == ("Batik [Ayu]", f"tel:{PHONE}")
    assert (call["reason"], call["why"]) == ("asked", "The seller asked to be called.")


def test_calls_are_a_table_for_people(sqlite_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "200")
    fill(sqlite_url)
    shown = sapa("calls")
    assert f"tel:{PHONE}" in shown
    assert "Batik [Ayu]" in shown


def test_what_is_to_be_mended_is_counted_and_named(sqlite_url: str, tmp_path: Path) -> None:
    assert "Nothing is to be mended" in sapa("fix")
    fill(sqlite_url)
    found = facts("fix", "--xlsx", "mend.xlsx")
    assert [(one["want"], one["stores"]) for one in found["counts"]] == [("wrong_phone", 1)]
    assert [one["store"] for one in found["stores"]["wrong_phone"]] == ["Kopi Gayo"]
    assert found["file"] == "mend.xlsx"
    assert (tmp_path / "mend.xlsx").read_bytes().startswith(b"PK")


def test_what_is_to_be_mended_is_a_table_for_people(sqlite_url: str) -> None:
    fill(sqlite_url)
    shown = sapa("fix", "--xlsx", "mend.xlsx")
    assert "Kopi Gayo" in shown
    assert "Written: mend.xlsx" in shown
