import csv
import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.cli.imports import app
from bot.cli.imports.profile import NotWritten
from bot.demo.sellers import write_portal_csv
from crm.imports.files.content import NotATable
from crm.imports.files.tables import read_table
from crm.imports.profiles import load_profile

NOW = datetime(2026, 11, 24, tzinfo=UTC)


@pytest.fixture
def foreign(tmp_path: Path) -> Path:
    """A pull with a title and headings that nobody knows."""
    path = tmp_path / "Data Binaan (1).csv"
    write_portal_csv(path, sellers=60, now=NOW)
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))[1:]
    with path.open("w", encoding="utf-16", newline="") as file:
        titles = [["Data binaan"], [f"k{place}" for place in range(15)]]
        csv.writer(file, delimiter="\t").writerows([*titles, *rows])
    return path


def profile(*words: str | Path) -> str:
    result = CliRunner().invoke(app, ["profile", *map(str, words)], catch_exceptions=False)
    assert result.exit_code == 0
    return result.stdout


def test_a_proposed_profile_reads_the_file_it_was_proposed_from(
    foreign: Path, tmp_path: Path
) -> None:
    told = profile(foreign, "--out", tmp_path / "binaan.toml")
    assert told.endswith("Look it over before you use it: --profile binaan.\n")
    table = read_table(foreign, load_profile("binaan", tmp_path).vocabulary)
    assert table.facts == {
        "portal_id": 0,
        "store_name": 1,
        "owner_name": 2,
        "email": 3,
        "phone": 4,
        "address": 5,
        "regency": 6,
        "province": 7,
        "category": 8,
        "partner": 9,
        "joined": 10,
        "revenue": 13,
        "last_login": 14,
    }
    first = next(table.batches()).row(0)
    assert (first[0], first[1]) == (3, "PDN-100001")


def test_what_is_printed_is_the_profile(foreign: Path, tmp_path: Path) -> None:
    (tmp_path / "data_binaan_1.toml").write_text(profile(foreign), "utf-8")
    assert load_profile("data_binaan_1", tmp_path).headings["phone"] == ("k4",)


def test_json_is_one_object_with_each_guess(foreign: Path) -> None:
    found = json.loads(profile(foreign, "--json", "--name", "binaan"))
    assert (found["name"], found["kind"], found["not_found"]) == ("binaan", "sellers", [])
    guesses = {guess["fact"]: guess for guess in found["headings"]}
    assert guesses["portal_id"]["sure"]
    assert guesses["portal_id"]["sample"] == "PDN-100001"
    assert not guesses["products"]["sure"]


def test_a_profile_that_is_there_is_not_overwritten(foreign: Path, tmp_path: Path) -> None:
    out = tmp_path / "binaan.toml"
    out.write_text("# mended by hand")
    with pytest.raises(NotWritten, match="was not written: File exists"):
        profile(foreign, "--out", out)
    assert out.read_text() == "# mended by hand"


def test_what_is_no_table_is_refused(tmp_path: Path) -> None:
    picture = tmp_path / "foto.csv"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR")
    with pytest.raises(NotATable):
        profile(picture)


@pytest.mark.parametrize(
    "words", [[], ["--out", "a.txt"], ["--out", "a.toml", "--name", "b"], ["--kind", "x"]]
)
def test_wrong_usage_exits_with_2(foreign: Path, words: list[str]) -> None:
    files = [str(foreign)] if words else []
    assert CliRunner().invoke(app, ["profile", *files, *words]).exit_code == 2
