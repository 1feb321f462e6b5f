import asyncio
import json
from io import BytesIO
from pathlib import Path

import polars as pl
import pytest
from typer.testing import CliRunner

from bot.cli.suggestions import app
from core.db import Database
from models import Suggestion
from tests.support.builders import NOW


async def fill(url: str) -> None:
    database = Database(url)
    async with database.transaction() as session:
        session.add(Suggestion(text="=1+1", votes=2, created_at=NOW))
        session.add(Suggestion(text="Mode gelap", votes=7, created_at=NOW))
    await database.close()


def test_the_workbook_has_those_of_most_sellers_first(
    monkeypatch: pytest.MonkeyPatch, sqlite_url: str, tmp_path: Path
) -> None:
    monkeypatch.setenv("DATABASE_URL", sqlite_url)
    asyncio.run(fill(sqlite_url))
    file = tmp_path / "baru" / "saran.xlsx"

    told = CliRunner().invoke(app, ["export", "--out", str(file)], catch_exceptions=False)
    report = CliRunner().invoke(app, ["export", "--out", str(file), "--json"])

    assert told.stdout == f"Written: {file} (2 of 2)\n"
    assert json.loads(report.stdout) == {"file": str(file), "listed": 2, "total": 2}
    table = pl.read_excel(BytesIO(file.read_bytes()))
    assert [row[1:3] for row in table.rows()] == [("Mode gelap", 7), ("'=1+1", 2)]
