import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.cli import imports, seller
from crm.duplicates.refusals import (
    MergedBefore,
    NoSuchStore,
    NotMerged,
    PairDecided,
    PairGone,
    SameStore,
)
from crm.duplicates.rules import MOST_ALIKE

ROOT = Path(__file__).parents[3]
PULL = """\
ID Toko,Nama Toko,No. HP,Email,Kabupaten/Kota
T1,Batik [Ayu],081234567890,ayu@example.com,Kota Surakarta
T2,Batik Ayu Asli,081234567890,,Kota Surakarta
T3,Kopi Gayo,081211111111,gayo@example.com,Kabupaten Aceh Tengah
T4,Kopi Gayo,081222222222,,Kabupaten Aceh Tengah
T5,Toko Lain,081233333333,gayo@example.com,Kota Solok
"""


@pytest.fixture(autouse=True)
def _own_database(monkeypatch: pytest.MonkeyPatch, sqlite_url: str, tmp_path: Path) -> None:
    monkeypatch.setenv("DATABASE_URL", sqlite_url)
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def pulled(tmp_path: Path) -> None:
    take(tmp_path, PULL)


def take(folder: Path, text: str) -> None:
    path = folder / "tarikan.csv"
    path.write_text(text)
    result = CliRunner().invoke(imports.app, ["sellers", str(path)], catch_exceptions=False)
    assert result.exit_code == 0, result.output


def duplicates(*words: str) -> str:
    result = CliRunner().invoke(imports.app, ["duplicates", *words], catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.stdout


def sapa_seller(*words: str) -> str:
    result = CliRunner().invoke(seller.app, words, catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.stdout


def pairs() -> list[tuple[str, str, str]]:
    return [
        (pair["reason"], pair["first"]["portal_id"], pair["second"]["portal_id"])
        for pair in json.loads(duplicates("--json"))["pairs"]
    ]


def test_pairs_are_listed(pulled: None) -> None:
    heading, first, second, third, advice = duplicates().splitlines()
    assert heading.split() == ["Same", "First", "Name", "Second", "Name"]
    assert first.split() == [
        *("phone", "T1", "Batik", "[Ayu]"),
        *("T2", "Batik", "Ayu", "Asli"),
    ]
    assert second.split()[:2] == ["e-mail", "T3"]
    assert third.strip().startswith("name and regency")
    assert "sapa seller merge KEEP OTHER" in advice


@pytest.mark.parametrize("name", [r"Batik \[/b]", r"Batik \[red]", "[link=x]Batik", "Batik\\"])
def test_a_store_may_be_called_anything(tmp_path: Path, name: str) -> None:
    rows = [f"T{n},{name},081234567890" for n in (1, 2)]
    take(tmp_path, "\n".join(["ID Toko,Nama Toko,No. HP", *rows]))
    assert duplicates().count(name) == 2


def test_only_some_pairs_are_listed(pulled: None) -> None:
    assert "and 2 more" in duplicates("--limit", "1")
    told = json.loads(duplicates("--limit", "1", "--json"))
    assert (told["left"], len(told["pairs"]), told["crowds"]) == (3, 1, [])


def test_none_is_listed_in_a_sentence() -> None:
    assert duplicates() == "No pair of stores waits for a decision.\n"


def test_crowds_are_counted(tmp_path: Path) -> None:
    rows = [f"T{n},Toko {n},081234567890" for n in range(MOST_ALIKE + 1)]
    take(tmp_path, "\n".join(["ID Toko,Nama Toko,No. HP", *rows]))
    _, told = duplicates().splitlines()
    assert told == (
        "Not listed: 1 phone number is shared by more than 10 stores each (11 stores)."
    )
    told = json.loads(duplicates("--json"))
    assert told["crowds"] == [{"reason": "phone", "groups": 1, "stores": 11}]


def test_stores_are_merged_and_parted(pulled: None) -> None:
    told = sapa_seller("merge", "T1", "T2")
    assert told.startswith("T2 is part of T1 now. What went over: 0 reports, 0 messages, 0 sales.")
    assert pairs() == [("email", "T3", "T5"), ("name", "T3", "T4")]
    assert sapa_seller("unmerge", "T1", "T2") == "T1 and T2 are two stores again.\n"
    assert len(pairs()) == 3


def test_a_store_is_named_by_our_number_too(pulled: None) -> None:
    told = json.loads(sapa_seller("merge", "#3", "#4", "--json"))
    assert (told["kept_id"], told["merged_id"], told["chat_lost"]) == (3, 4, False)
    assert json.loads(sapa_seller("unmerge", "T3", "#4", "--json"))["merge_id"] == told["merge_id"]


def test_json_is_one_object_and_nothing_else(pulled: None) -> None:
    merge = ["seller", "merge", "T1", "T2", "--json"]
    told = subprocess.run(
        [sys.executable, "-m", "bot", *merge],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        check=True,
    )
    assert json.loads(told.stdout)["kept_id"] == 1


def test_a_pair_is_kept(pulled: None) -> None:
    assert sapa_seller("keep", "T2", "T1") == "T2 and T1 stay two stores.\n"
    assert ("phone", "T1", "T2") not in pairs()
    with pytest.raises(PairDecided, match="This pair was decided before: kept"):
        sapa_seller("keep", "T1", "T2")


@pytest.mark.parametrize(
    ("words", "refusal", "sentence"),
    [
        (("merge", "T1", "T9"), NoSuchStore, r"There is no store T9\."),
        (("merge", "#1", "#99"), NoSuchStore, r"There is no store #99\."),
        (("merge", "T1", "#" + "9" * 30), NoSuchStore, "There is no store #9"),
        (("merge", "T1", "#²"), NoSuchStore, "There is no store #²"),
        (("merge", "T1", "#1"), SameStore, "one and the same"),
        (("unmerge", "T1", "T2"), NotMerged, "not merged"),
        (("keep", "T1", "T3"), PairGone, "not listed"),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence(
    pulled: None, words: tuple[str, ...], refusal: type[Exception], sentence: str
) -> None:
    with pytest.raises(refusal, match=sentence):
        sapa_seller(*words)


def test_what_is_merged_is_not_merged_again(pulled: None) -> None:
    sapa_seller("merge", "T1", "T2")
    with pytest.raises(MergedBefore, match="T2 was merged into #1 before"):
        sapa_seller("merge", "T3", "T2")


def test_the_next_pull_brings_no_merged_store_back(pulled: None, tmp_path: Path) -> None:
    sapa_seller("merge", "T1", "T2")
    take(tmp_path, PULL.replace("Batik Ayu Asli", "Batik Ayu Baru"))
    assert pairs() == [("email", "T3", "T5"), ("name", "T3", "T4")]
    with pytest.raises(MergedBefore):
        sapa_seller("merge", "T3", "T2")
