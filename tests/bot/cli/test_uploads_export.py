import asyncio
import json
from pathlib import Path
from zipfile import ZipFile

import pytest
from typer.testing import CliRunner

from bot.cli.uploads import app
from core.db import Database
from core.storage import Storage
from models.uploads import UploadState
from tests.support.reviews import a_sent_listing

PICTURE = b"\xff\xd8\xff" + b"a" * 97


async def fill(url: str, storage: str) -> None:
    database, key = Database(url), await Storage(storage).put(PICTURE, ".jpg")
    async with database.transaction() as session:
        await a_sent_listing(session, keys=(key,), state=UploadState.APPROVED)
    await database.close()


def test_approved_listings_are_written_once_and_all_of_them_on_request(
    monkeypatch: pytest.MonkeyPatch, sqlite_url: str, tmp_path: Path
) -> None:
    storage, out = str(tmp_path / "files"), tmp_path / "baru"
    monkeypatch.setenv("DATABASE_URL", sqlite_url)
    monkeypatch.setenv("STORAGE", storage)
    asyncio.run(fill(sqlite_url, storage))

    def export(*options: str) -> str:
        command = ["export", "--out", str(out), *options]
        return CliRunner().invoke(app, command, catch_exceptions=False).stdout

    first, again = json.loads(export("--json")), json.loads(export("--json"))
    told = export("--all")

    assert (first["listings"], first["missing"], again["listings"]) == (1, 0, 0)
    assert {Path(one) for one in first["files"]} == set(out.iterdir())
    assert [path.suffix for path in sorted(out.iterdir())] == [".zip", ".csv", ".xlsx"]
    (pictures,) = out.glob("*.zip")
    with ZipFile(pictures) as file:
        assert file.namelist() == ["0001-1.jpg"]
    assert "1 listings exported" in told
