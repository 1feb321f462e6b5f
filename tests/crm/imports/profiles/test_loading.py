from pathlib import Path

import pytest

from bot.demo.sellers import HEADINGS
from crm.imports.files.tables import read_table
from crm.imports.profiles import load_profile
from crm.imports.profiles.loading import InvalidProfile, NoSuchProfile
from models.imports import ImportKind

OWN = """
name = "dinas"
kind = "sellers"

[headings]
portal_id = "Nomor Binaan"
store_name = ["Merek", "Nama Dagang"]
owner_name = "Telepon"
"""


def save(folder: Path, text: str, name: str = "dinas") -> None:
    (folder / f"{name}.toml").write_text(text, "utf-8")


def test_the_portals_own_profile_ships_and_knows_each_of_its_headings() -> None:
    profile = load_profile("portal_bumn")
    assert profile.kind is ImportKind.SELLERS
    found = profile.vocabulary.recognise(HEADINGS)
    assert sorted(found) == sorted(profile.headings)
    assert sorted(found.values()) == list(range(len(HEADINGS)))


def test_its_headings_win_over_what_they_mean_elsewhere(tmp_path: Path) -> None:
    save(tmp_path, OWN)
    vocabulary = load_profile("dinas", tmp_path).vocabulary
    headings = ["Nama Toko", "ID", "Telepon", "HP", "Nama Dagang", "Nomor Binaan"]
    assert vocabulary.recognise(headings) == {
        "portal_id": 5,
        "store_name": 4,
        "owner_name": 2,
        "phone": 3,
    }


def test_what_it_does_not_name_is_known_as_before(tmp_path: Path) -> None:
    save(tmp_path, OWN)
    vocabulary = load_profile("dinas", tmp_path).vocabulary
    assert vocabulary.require(["ID Toko", "Nama Toko", "Surel"]) == {
        "portal_id": 0,
        "store_name": 1,
        "email": 2,
    }


def test_a_heading_of_signs_only_means_itself_and_not_the_nameless_column(tmp_path: Path) -> None:
    save(tmp_path, 'name = "dinas"\nkind = "sellers"\n[headings]\nportal_id = "#"\n')
    vocabulary = load_profile("dinas", tmp_path).vocabulary
    assert vocabulary.recognise(["", "##", "#", "Toko"]) == {"portal_id": 2, "store_name": 3}


def test_ones_own_profile_overrules_the_one_that_ships(tmp_path: Path) -> None:
    save(tmp_path, OWN.replace("dinas", "portal_bumn"), "portal_bumn")
    assert load_profile("portal_bumn", tmp_path).headings["portal_id"] == ("Nomor Binaan",)


def test_a_file_is_read_by_it(tmp_path: Path) -> None:
    save(tmp_path, OWN)
    file = tmp_path / "binaan.csv"
    file.write_text("Merek;Nomor Binaan\nBatik Ayu;7\n")
    assert read_table(file, load_profile("dinas", tmp_path).vocabulary).facts == {
        "portal_id": 1,
        "store_name": 0,
    }


@pytest.mark.parametrize("name", ["dinas", "../dinas", "", "portal_bumn.toml", "__init__"])
def test_an_unknown_name_is_answered_with_the_known_ones(tmp_path: Path, name: str) -> None:
    save(tmp_path, OWN, "binaan")
    with pytest.raises(NoSuchProfile, match="there are: binaan, portal_bumn"):
        load_profile(name, tmp_path)


@pytest.mark.parametrize("folder", [None, Path("nowhere")])
def test_without_a_folder_there_are_those_that_ship(folder: Path | None) -> None:
    assert load_profile("portal_bumn", folder).name == "portal_bumn"


@pytest.mark.parametrize(
    ("written", "mistake"),
    [
        (("kind = ", "kind "), "at line 3"),
        (('"sellers"', '"penjual"'), "kind must be one of sellers, sales, partners"),
        (('"sellers"', "[]"), "kind must be one of"),
        (('"sellers"', '"sales"'), "headings.portal_id is no fact of sales; known are order_id"),
        (('name = "dinas"', 'name = "lain"'), 'name must be "dinas"'),
        (('name = "dinas"', ""), 'name must be "dinas"'),
        (("[headings]", "[judul]"), "judul is not known; known are name, kind, headings"),
        (("[headings]", "[headings.x]"), "headings.x must be a heading"),
        (('"Telepon"', "7"), "headings.owner_name must be a heading"),
        (('"Telepon"', '" "'), "headings.owner_name must be a heading"),
        (('"Telepon"', "[]"), "headings.owner_name must be a heading"),
        (('"Telepon"', '["a", 7]'), "headings.owner_name must be a heading"),
        (('"Telepon"', '"merek"'), 'has "merek", which headings.store_name has too'),
    ],
)
def test_a_mistake_is_named_with_its_place(
    tmp_path: Path, written: tuple[str, str], mistake: str
) -> None:
    save(tmp_path, OWN.replace(*written))
    with pytest.raises(InvalidProfile) as refusal:
        load_profile("dinas", tmp_path)
    assert str(refusal.value).startswith("dinas.toml: ")
    assert mistake in str(refusal.value)
    assert str(refusal.value).endswith(".")


def test_what_cannot_be_read_is_refused(tmp_path: Path) -> None:
    (tmp_path / "dinas.toml").write_bytes(b'name = "\xff"')
    with pytest.raises(InvalidProfile, match=r"^dinas.toml is not in UTF-8\.$"):
        load_profile("dinas", tmp_path)
    (tmp_path / "folder.toml").mkdir()
    with pytest.raises(InvalidProfile, match=r"^folder.toml cannot be read: Is a directory\.$"):
        load_profile("folder", tmp_path)
