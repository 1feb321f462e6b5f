import pytest

from crm.phrasebook.asking import asked, named
from crm.phrasebook.payloads import PhrasePage, PhrasesFound


@pytest.mark.parametrize(
    ("typed", "tag", "wanted"),
    [
        ("jawa harga", "jv", "harga"),
        ("harga jawa", "jv", "harga"),
        ("Minang: harga", "min", "harga"),
        ("minang, harga", "min", "harga"),
        ("minang : harga", "min", "harga"),
        ("harga (Dayak Ngaju)?", "nij", "harga"),
        ("harga dalam bahasa Sunda", "su", "harga"),
        ("basa Bali harga barang", "ban", "harga barang"),
        ("harga ban", None, "harga ban"),
        ("tolong min", None, "tolong min"),
        ("bahasa", None, "bahasa"),
        ("aceh", "ace", ""),
        ("", None, ""),
    ],
)
def test_a_language_is_named_at_either_end(typed: str, tag: str | None, wanted: str) -> None:
    assert named(typed.split()) == (tag, wanted)


def test_words_of_two_languages_do_not_mix() -> None:
    found = asked("Jawa: berapa harganya?", spoken="min")
    assert isinstance(found, PhrasesFound)
    assert {line.language for line in found.lines} == {"jv"}
    page = asked("Jawa.", spoken="min")
    assert isinstance(page, PhrasePage)
    assert page.language == "jv"
