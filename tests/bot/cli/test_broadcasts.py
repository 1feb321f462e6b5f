import asyncio
import json
from pathlib import Path

import pytest
from sqlalchemy import update
from sqlmodel import col
from typer.testing import CliRunner

from bot.cli.followups import app
from core.db import Database
from models import Outbox
from models.broadcasts import BroadcastState
from models.mail import OutboxState
from tests.support.broadcasts import a_broadcast, filled
from tests.support.builders import a_seller


@pytest.fixture(autouse=True)
def _own_database(monkeypatch: pytest.MonkeyPatch, sqlite_url: str, tmp_path: Path) -> None:
    monkeypatch.setenv("DATABASE_URL", sqlite_url)
    monkeypatch.chdir(tmp_path)
    asyncio.run(_fill(sqlite_url))


async def _fill(url: str) -> None:
    """Store a draft, and a broadcast of which one message in two has left."""
    database = Database(url)
    async with database.transaction() as session:
        await a_broadcast(session, state=BroadcastState.DRAFT, confirmed_at=None)
        sent = await a_seller(session)
        await a_seller(session)
        broadcast = await a_broadcast(session)
        await filled(session, broadcast)
        await session.execute(
            update(Outbox).where(col(Outbox.seller_id) == sent.id).values(state=OutboxState.SENT)
        )
    await database.close()


def sapa(*words: str) -> str:
    result = CliRunner().invoke(app, ["broadcasts", *words], catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.stdout


def test_lists_what_was_confirmed_with_its_counts() -> None:
    (one,) = json.loads(sapa("--json"))
    assert (one["state"], one["recipients"], one["sent"]) == ("sending", 2, 1)
    assert one["waiting"] + one["later"] == 1
    assert one["languages"] == ["id", "jv"]


def test_shows_the_same_as_a_table() -> None:
    heading, line = sapa().splitlines()
    assert heading.split()[0] == "#"
    assert line.split()[-7:] == ["2", "1", "0", "0", "0", "0", "1"]
