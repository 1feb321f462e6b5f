import asyncio
import json
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.cli.followups import app
from core.db import Database
from crm.letters.postmarks import Postmarks
from models.followups import TouchState
from tests.support.bounces import a_mail, a_notice
from tests.support.letters import TOKEN, Waiting, a_letter, what_became

MARKS = Postmarks.of(TOKEN)


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """Return one database: the command is the same for both."""
    return sqlite_url


@pytest.fixture(autouse=True)
def _own_database(monkeypatch: pytest.MonkeyPatch, sqlite_url: str, tmp_path: Path) -> None:
    monkeypatch.setenv("DATABASE_URL", sqlite_url)
    monkeypatch.setenv("TELEGRAM_TOKEN", TOKEN)
    monkeypatch.chdir(tmp_path)


@pytest.fixture
async def waiting(database: Database) -> Waiting:
    """Return a letter."""
    return await a_letter(database)


async def taken(mail: bytes, *words: str) -> str:
    """Run the command within this process, and return what it says."""
    arguments = ["bounced", *words]
    result = await asyncio.to_thread(
        CliRunner().invoke, app, arguments, input=mail, catch_exceptions=False
    )
    assert result.exit_code == 0, result.output
    return result.stdout


def piped(mail: bytes) -> subprocess.CompletedProcess[bytes]:
    """Run the command as a mail server does."""
    return subprocess.run(
        [sys.executable, "-m", "bot", "followups", "bounced"],
        input=mail,
        capture_output=True,
        timeout=60,
        check=False,
    )


async def test_a_notice_marks_the_address_and_fails_the_touch(
    database: Database, waiting: Waiting
) -> None:
    mark = MARKS.letter(waiting.touch_id)
    said = await taken(a_notice(), "--recipient", f"bounces+{mark}@pasar.example", "--json")

    assert json.loads(said) == {
        "kind": "failed",
        "touch_id": waiting.touch_id,
        "status": "5.1.1",
        "address_refused": True,
    }
    _, touch, seller = await what_became(database, waiting)
    assert (touch.state, seller.bounced_email) == (TouchState.FAILED, waiting.address)


async def test_a_mail_that_says_stop_is_obeyed(database: Database, waiting: Waiting) -> None:
    mark = MARKS.letter(waiting.touch_id)
    mail = a_mail(to=f"bounces+{mark}@pasar.example", subject="berhenti") + b"x" * 5_000_000

    assert "no more letters" in await taken(mail)
    _, _, seller = await what_became(database, waiting)
    assert not seller.proactive


async def test_a_mail_about_no_letter_of_ours_is_refused_with_a_reason(
    database: Database, waiting: Waiting
) -> None:
    mark = Postmarks.of("654321:OTHER").letter(waiting.touch_id)
    done = piped(a_notice(to=f"bounces+{mark}@pasar.example"))

    assert (done.returncode, done.stderr) == (1, b"sapa: This mail is about no letter of ours.\n")
    _, touch, seller = await what_became(database, waiting)
    assert (touch.state, seller.bounced_email) == (TouchState.WAITING, None)


def test_without_a_database_the_mail_server_is_to_try_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://sapa@127.0.0.1:1/sapa")
    notice = a_notice(to=f"bounces+{MARKS.letter(1)}@pasar.example")
    result = CliRunner().invoke(app, ["bounced"], input=notice)

    assert result.exit_code == 75
    assert result.stderr.startswith("sapa: ")
