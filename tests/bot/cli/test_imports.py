import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.cli.imports import app
from bot.demo.sellers import write_portal_csv
from crm.imports.files.content import NotATable

NOW = datetime.now(UTC)


@pytest.fixture
def portal(tmp_path: Path) -> Path:
    path = tmp_path / "tarikan.csv"
    write_portal_csv(path, sellers=40, now=NOW)
    return path


@pytest.fixture(autouse=True)
def own_database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path / 'sapa.db'}")


def sapa_import(*words: str | Path) -> str:
    result = CliRunner().invoke(app, ["sellers", *map(str, words)], catch_exceptions=False)
    assert result.exit_code == 0
    return result.stdout


def test_tells_what_was_done_and_the_first_rejects(portal: Path) -> None:
    told = sapa_import(portal)
    first, *table = told.splitlines()
    assert first == "tarikan.csv: 46 rows, 40 added, 0 changed, 0 unchanged, 6 rejected."
    assert [row.split()[0] for row in table[1:]] == ["7", "13", "20", "26", "33", "40"]
    assert "0861-23x5-6789" in told
    assert "not a phone number" in told


def test_the_same_file_again_says_so(portal: Path) -> None:
    sapa_import(portal)
    assert "nothing changed" in sapa_import(portal)


def test_a_dry_run_says_what_would_be(portal: Path) -> None:
    assert "40 would be added" in sapa_import(portal, "--dry-run")
    assert "40 added" in sapa_import(portal)


def test_json_is_one_object_and_nothing_else(portal: Path) -> None:
    report = json.loads(sapa_import(portal, "--json"))
    assert (report["added"], report["rejected"], report["already"]) == (40, 6, None)
    assert report["first_rejects"][0]["reason"] == "phone_invalid"
    assert json.loads(sapa_import(portal, "--json"))["already"]


def test_what_is_no_table_is_refused(tmp_path: Path) -> None:
    picture = tmp_path / "foto.csv"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR")
    with pytest.raises(NotATable):
        sapa_import(picture)


def test_wrong_usage_exits_with_2() -> None:
    assert CliRunner().invoke(app, ["sellers"]).exit_code == 2
