import asyncio
import json

import pytest
from typer.testing import CliRunner

from bot.cli.doctor import app
from tests.support.loopback import free_port
from tests.support.postbox import Postbox, a_postbox


@pytest.fixture(autouse=True)
def _own_settings(monkeypatch: pytest.MonkeyPatch, sqlite_url: str) -> None:
    monkeypatch.setenv("DATABASE_URL", sqlite_url)
    monkeypatch.setenv("SMTP_HOST", "127.0.0.1")
    monkeypatch.setenv("SMTP_SECURITY", "none")
    monkeypatch.setenv("MAIL_FROM", "kabar@pasar.example")


async def found(monkeypatch: pytest.MonkeyPatch, port: int) -> tuple[bool, str]:
    """Return what the doctor finds at the mail server."""
    monkeypatch.setenv("SMTP_PORT", str(port))
    result = await asyncio.to_thread(CliRunner().invoke, app, ["--json"])
    (finding,) = [one for one in json.loads(result.stdout) if one["subject"] == "mail server"]
    return finding["ok"], finding["found"]


async def test_greets_the_mail_server(monkeypatch: pytest.MonkeyPatch) -> None:
    async with a_postbox() as postbox:
        assert await found(monkeypatch, postbox.port) == (
            True,
            f"127.0.0.1:{postbox.port} asks for no login",
        )
    assert (postbox.lines, postbox.letters) == (1, [])


@pytest.mark.parametrize(("password", "ok"), [("rahasia", True), ("lama", False)])
async def test_logs_in_at_the_mail_server(
    monkeypatch: pytest.MonkeyPatch, password: str, *, ok: bool
) -> None:
    monkeypatch.setenv("SMTP_USER", "sapa")
    monkeypatch.setenv("SMTP_PASSWORD", password)
    async with a_postbox(Postbox(user="sapa", password="rahasia")) as postbox:
        is_well, said = await found(monkeypatch, postbox.port)

    assert (is_well, password in said) == (ok, False)


async def test_says_that_the_mail_server_is_away(monkeypatch: pytest.MonkeyPatch) -> None:
    is_well, said = await found(monkeypatch, port := free_port())

    assert not is_well
    assert said.startswith(f"127.0.0.1:{port}: ")
