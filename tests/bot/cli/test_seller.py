import asyncio
import json
from collections.abc import Sequence
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.cli.seller import NotOneSeller, app
from core.db import Database
from tests.support.builders import a_seller


@pytest.fixture(autouse=True)
def _own_database(monkeypatch: pytest.MonkeyPatch, sqlite_url: str, tmp_path: Path) -> None:
    monkeypatch.setenv("DATABASE_URL", sqlite_url)
    monkeypatch.chdir(tmp_path)
    asyncio.run(_fill(sqlite_url, ("Kota Solo", "Kota Medan")))


async def _fill(url: str, places: Sequence[str]) -> None:
    database = Database(url)
    async with database.transaction() as session:
        for place in places:
            await a_seller(
                session, store_name="Batik [Ayu]", store_key="batik ayu", regency=place,
                phone=f"+6281100000{len(place):03}",
            )  # fmt: skip
    await database.close()


def sapa(*words: str) -> str:
    result = CliRunner().invoke(app, ["show", *words], catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.stdout


def test_the_card_is_shown_as_staff_read_it() -> None:
    shown = sapa("0811 00000 009")
    assert "🏪 Batik [Ayu] · Sri Wahyuni" in shown
    assert "Kota Solo" in shown
    assert "<b>" not in shown


def test_the_card_is_one_json_object() -> None:
    card = json.loads(sapa("#2", "--json"))
    assert (card["seller_id"], card["seller"]["regency"]) == (2, "Kota Medan")
    assert card["sales"]["weekly"] == [0] * 12


def test_several_are_named_with_their_numbers() -> None:
    with pytest.raises(NotOneSeller, match=r"#1 Batik \[Ayu\] \(Kota Solo\); #2 .*Kota Medan"):
        sapa("batik ayu")


def test_nobody_is_told_in_a_sentence() -> None:
    with pytest.raises(NotOneSeller, match="No seller fits 'kopi'"):
        sapa("kopi", "--json")


def test_without_a_name_it_is_wrong_usage() -> None:
    assert CliRunner().invoke(app, ["show"]).exit_code == 2
