import pytest

from locales.languages import LANGUAGES
from views.languages import OWN_NAMES, language_buttons, own_name
from views.words import Catalogs

CATALOGS = Catalogs.load()


def test_every_language_has_a_name_of_its_own() -> None:
    assert set(OWN_NAMES) == set(LANGUAGES)
    assert len(set(OWN_NAMES.values())) == len(LANGUAGES)
    assert own_name("xx") == "xx"


@pytest.mark.parametrize("tag", [tag for tag in LANGUAGES if tag != "en"])
def test_its_word_for_language_is_that_of_its_catalog(tag: str) -> None:
    label = CATALOGS[tag].pgettext("menu", "🌐 Language")
    assert own_name(tag).split()[0] == label.removeprefix("🌐 ")


def test_what_the_person_writes_is_the_first_button() -> None:
    rows = language_buttons("Sumatera Barat", 0, CATALOGS["id"], written="jv")
    assert [button.label for button in rows[0]] == ["Basa Jawa", "Bahaso Minang"]
