import os
from pathlib import Path

import pytest

from scheduler.importing import folder
from scheduler.importing.folder import Lying
from scheduler.importing.refusals import FileGone

AWKWARD = ("<b>tarikan 🙂.csv", "a\nb.csv", "'; DROP TABLE seller; --.csv", "x" * 251 + ".csv")


def put(watched: Path, name: str, content: str = "ID Toko\n1\n") -> Lying:
    (watched / name).write_text(content)
    (lying,) = [one for one in folder.look(watched) if one.name == name]
    return lying


def files(of: Path) -> list[str]:
    return sorted(path.name for path in of.iterdir() if path.is_file())


@pytest.mark.parametrize(
    "name", [".hidden.csv", "~$tarikan.xlsx", "tarikan.csv.part", "tarikan.TMP", "a.crdownload"]
)
def test_what_is_not_yet_a_file_is_passed_over(tmp_path: Path, name: str) -> None:
    (tmp_path / name).touch()
    assert folder.look(tmp_path) == []


def test_folders_and_links_are_left_alone(tmp_path: Path) -> None:
    outside = tmp_path / "secret"
    outside.write_text("x")
    watched = tmp_path / "watched"
    (watched / "done").mkdir(parents=True)
    (watched / "link.csv").symlink_to(outside)
    os.mkfifo(watched / "pipe.csv")
    assert folder.look(watched) == []


def test_a_name_in_another_encoding_is_mended_without_loss(tmp_path: Path) -> None:
    (tmp_path / os.fsdecode(b"tok\xe9.csv")).write_text("one")
    (tmp_path / "tok_xe9.txt").write_text("another")
    assert {one.name for one in folder.look(tmp_path)} == {"tok_xe9.csv", "tok_xe9.txt"}
    (tmp_path / os.fsdecode(b"tok\xe9.csv")).write_text("a third")
    assert len(list(tmp_path.iterdir())) == 3
    assert len(set(folder.look(tmp_path))) == 2


@pytest.mark.parametrize("name", ["tarikan.csv", *AWKWARD])
def test_a_file_is_found_and_put_away_whatever_its_name(tmp_path: Path, name: str) -> None:
    lying = put(tmp_path, name, "old")
    assert folder.locate(tmp_path, lying).read_text() == "old"
    folder.put_away(tmp_path, lying, order_id=17, why=None)
    assert files(tmp_path) == []
    (there,) = files(tmp_path / "done")
    assert there.startswith("17-")
    assert there.endswith(name[-20:])


def test_a_refused_file_has_its_reason_beside_it(tmp_path: Path) -> None:
    lying = put(tmp_path, AWKWARD[-1])
    folder.put_away(tmp_path, lying, order_id=17, why="empty_file: Berkas kosong.")
    there, why = files(tmp_path / "refused")
    assert why == f"{there}.txt"
    assert (tmp_path / "refused" / why).read_text("utf-8") == "empty_file: Berkas kosong.\n"


@pytest.mark.parametrize("place", ["..", "done"])
def test_nothing_outside_of_the_folder_is_read(tmp_path: Path, place: str) -> None:
    watched = tmp_path / "watched"
    (watched / "done").mkdir(parents=True)
    elsewhere = put(watched / place, "tarikan.csv")
    for name in (f"{place}/tarikan.csv", str(watched / place / "tarikan.csv")):
        with pytest.raises(FileGone):
            folder.locate(watched, Lying(name, elsewhere.mark))


def test_a_file_that_was_replaced_is_not_taken_for_the_one_that_was_ordered(
    tmp_path: Path,
) -> None:
    old = put(tmp_path, "tarikan.csv", "old")
    new = put(tmp_path, "tarikan.csv", "new, and longer")
    with pytest.raises(FileGone, match="changed"):
        folder.locate(tmp_path, old)
    folder.put_away(tmp_path, old, order_id=17, why=None)
    assert folder.look(tmp_path) == [new]


def test_a_file_that_was_moved_back_is_another_one(tmp_path: Path) -> None:
    old = put(tmp_path, "tarikan.csv")
    folder.put_away(tmp_path, old, order_id=17, why="Mend it.")
    (tmp_path / "refused" / "17-tarikan.csv").rename(tmp_path / "tarikan.csv")
    (again,) = folder.look(tmp_path)
    assert again != old


def test_putting_away_twice_changes_nothing(tmp_path: Path) -> None:
    lying = put(tmp_path, "tarikan.csv")
    for _ in range(2):
        folder.put_away(tmp_path, lying, order_id=17, why="Mend it.")
    assert files(tmp_path / "refused") == ["17-tarikan.csv", "17-tarikan.csv.txt"]


def test_files_of_one_name_never_take_each_others_place(tmp_path: Path) -> None:
    for number in (17, 18):
        lying = put(tmp_path, "tarikan.csv", str(number))
        folder.put_away(tmp_path, lying, order_id=number, why=None)
    assert files(tmp_path / "done") == ["17-tarikan.csv", "18-tarikan.csv"]
