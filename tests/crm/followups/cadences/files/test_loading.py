import os
from pathlib import Path

import pytest

from crm.declared.texts import LARGEST
from crm.followups.cadences.files.loading import (
    InvalidCadence,
    NoSuchFolder,
    load_plans,
)
from crm.followups.cadences.plans import CadencePlan

CADENCE = """\
priority = {}

[enter]
segments = ["dormant"]

[[step]]
name = "one"
after_days = 0
letter = "dormant"
channels = ["email"]
"""


@pytest.fixture
def shipped(tmp_path: Path) -> Path:
    folder = tmp_path / "shipped"
    save(folder, "early", CADENCE.format(10))
    save(folder, "late", CADENCE.format(20))
    return folder


@pytest.fixture
def own(tmp_path: Path) -> Path:
    folder = tmp_path / "own"
    folder.mkdir()
    return folder


def save(folder: Path, name: str, text: str) -> Path:
    folder.mkdir(exist_ok=True)
    file = folder / f"{name}.toml"
    file.write_text(text, "utf-8")
    return file


def load(shipped: Path, own: Path | None = None) -> dict[str, CadencePlan]:
    return {plan.name: plan for plan in load_plans(shipped, own, languages=("id",))}


def refusal(shipped: Path, own: Path) -> str:
    with pytest.raises(InvalidCadence) as refused:
        load(shipped, own)
    return str(refused.value)


def test_those_that_ship_are_there_without_a_folder(shipped: Path) -> None:
    assert list(load(shipped)) == ["early", "late"]


def test_the_lowest_priority_goes_first_then_the_name(shipped: Path, own: Path) -> None:
    save(own, "first", CADENCE.format(5))
    save(own, "also-late", CADENCE.format(20))
    assert list(load(shipped, own)) == ["first", "early", "also-late", "late"]


def test_ones_own_replaces_the_shipped_one_of_its_name(shipped: Path, own: Path) -> None:
    save(own, "late", CADENCE.format(99))
    assert load(shipped, own)["late"].priority == 99
    assert load(shipped, own)["early"].priority == 10


def test_ones_own_file_may_take_a_shipped_one_out(shipped: Path, own: Path) -> None:
    save(own, "late", "enabled = false")
    assert list(load(shipped, own)) == ["early"]


def test_a_shipped_one_that_is_replaced_is_not_read(shipped: Path, own: Path) -> None:
    save(shipped, "late", "broken")
    save(own, "late", CADENCE.format(20))
    assert list(load(shipped, own)) == ["early", "late"]


def test_other_files_and_those_hidden_by_a_dot_do_not_count(shipped: Path, own: Path) -> None:
    for name in ("._mine.toml", ".mine.toml", "mine.toml~", "README.md", "mine.toml.bak"):
        (own / name).write_bytes(b"\xff\x00")
    assert list(load(shipped, own)) == ["early", "late"]


def test_the_mark_that_windows_editors_put_first_is_no_mistake(shipped: Path, own: Path) -> None:
    (own / "mine.toml").write_bytes(CADENCE.format(1).encode("utf-8-sig"))
    assert list(load(shipped, own)) == ["mine", "early", "late"]


def test_a_mistake_is_one_sentence_with_file_and_line(shipped: Path, own: Path) -> None:
    save(own, "mine", CADENCE.format(1).replace('"dormant"\n', '"dormat"\n'))
    assert refusal(shipped, own) == (
        'mine.toml, line 9: "dormat" is not known in letter; did you mean dormant?'
    )
    save(own, "mine", CADENCE.format(1) + "after_days = 3\n")
    assert refusal(shipped, own) == (
        "mine.toml, line 11: this is not TOML: cannot overwrite a value."
    )


def test_a_name_that_cannot_be_one_is_refused(shipped: Path, own: Path) -> None:
    save(own, "My Cadence", CADENCE.format(1))
    assert refusal(shipped, own) == (
        "My Cadence.toml: a cadence is called as its file is, which must be a name of 1 to 32 "
        "small letters, digits, - and _."
    )


def test_another_encoding_is_refused_with_the_line(shipped: Path, own: Path) -> None:
    text = "# satu\n# café\n" + CADENCE.format(1)
    save(own, "mine", "").write_bytes(text.encode("latin-1"))
    assert refusal(shipped, own) == "mine.toml, line 2: it is not in UTF-8."


def test_a_huge_file_is_refused_unread(shipped: Path, own: Path) -> None:
    file = save(own, "mine", CADENCE.format(1) + "#" * (LARGEST - len(CADENCE.format(1))))
    assert "mine" in load(shipped, own)
    os.truncate(file, 10_000_000_000)
    assert refusal(shipped, own) == (
        "mine.toml: it is larger than the 64 kB that such a file may have."
    )


def test_what_is_no_file_is_refused(shipped: Path, own: Path) -> None:
    (own / "mine.toml").mkdir()
    assert refusal(shipped, own) == "mine.toml: it is no file."
    (own / "mine.toml").rmdir()
    os.mkfifo(own / "mine.toml")
    assert refusal(shipped, own) == "mine.toml: it is no file."
    (own / "mine.toml").unlink()
    (own / "mine.toml").symlink_to("nowhere.toml")
    assert refusal(shipped, own) == "mine.toml: it is no file."


def test_a_folder_that_is_not_there_is_refused(shipped: Path, own: Path) -> None:
    for folder in (own / "nowhere", save(own, "mine", "")):
        with pytest.raises(NoSuchFolder) as refused:
            load(shipped, folder)
        assert str(refused.value).startswith(f"CADENCES names {folder}, which cannot be read (")
        assert str(refused.value).endswith("): make that folder, or leave CADENCES empty.")
