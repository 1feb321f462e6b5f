import asyncio
import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.cli.searching import FoundNothing, app
from core.db import Database
from tests.support.builders import a_seller, a_ticket
from tests.support.search import all_can_be_found


@pytest.fixture(autouse=True)
def _own_database(monkeypatch: pytest.MonkeyPatch, sqlite_url: str, tmp_path: Path) -> None:
    monkeypatch.setenv("DATABASE_URL", sqlite_url)
    monkeypatch.chdir(tmp_path)
    asyncio.run(_fill(sqlite_url))


async def _fill(url: str) -> None:
    database = Database(url)
    async with database.transaction() as session:
        seller = await a_seller(session, store_name="Batik [Ayu]", regency="Kota Solo")
        await a_ticket(session, seller=seller, text="Batik luntur")
        await all_can_be_found(session)
    await database.close()


def sapa(*words: str) -> str:
    result = CliRunner().invoke(app, [*words], catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.stdout


def test_what_was_found_is_listed() -> None:
    shown = sapa("batik")
    assert "Batik luntur" in shown
    assert "🏪 #1 Batik [Ayu] Kota Solo" in shown


def test_several_words_are_all_wanted() -> None:
    with pytest.raises(FoundNothing, match="batik hilang"):
        sapa("batik", "hilang")


def test_a_program_reads_json() -> None:
    found = json.loads(sapa("luntur", "--json"))
    assert [hit["line"]["ticket_id"] for hit in found["tickets"]] == [1]
    assert found["sellers"] == []
