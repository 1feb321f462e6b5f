import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crm.phrasebook.files import REGIONAL
from crm.phrasebook.rules import gloss, language_of, lookup

PARTS = st.sampled_from(
    (
        "regane",
        "Matur",
        "nuwun",
        "apa2",
        "halooo",
        "de'",
        "...",
        " ",
        "\n",
        ",",
        "(",
        "’",
        "é",
        "7",
    )
)


def meanings(text: str, tag: str = "jv") -> list[tuple[str, str | None]]:
    return [(one.text, one.meaning) for one in gloss(text, tag)]


@settings(max_examples=60)
@given(
    text=st.lists(PARTS | st.text(max_size=6), max_size=30).map("".join),
    tag=st.sampled_from(REGIONAL),
)
def test_every_word_comes_back_in_its_place(text: str, tag: str) -> None:
    said = [one.text for one in gloss(text, tag)]
    assert "".join("".join(said).split()) == "".join(text.split())
    assert all(said)


def test_words_are_explained_as_they_are_written_in_chats() -> None:
    assert meanings("Matur nuwun sanget, regane pira? toko.id 10.000 zzxq 😀") == [
        ("Matur nuwun sanget,", "terima kasih banyak"),
        ("regane", "harganya"),
        ("pira?", "berapa"),
        ("toko.id", "toko.id"),
        ("10.000", "10.000"),
        ("zzxq", None),
        ("😀", "😀"),
    ]


@pytest.mark.parametrize(
    ("word", "tag", "meaning"),
    [
        ("PIRAAA", "jv", "berapa"),
        ("“énjing”", "jv", "pagi"),
        ("enjing", "jv", "pagi"),
        ("apo2", "min", "apa-apa"),
        ("de’", "bug", "tidak"),
        ("https://toko.id/regane", "jv", "https://toko.id/regane"),
        ("fotonya", "jv", "fotonya"),
    ],
)
def test_a_word_is_found_however_it_is_written(word: str, tag: str, meaning: str) -> None:
    ((_, found),) = meanings(word, tag)
    assert found == meaning


def test_an_ending_says_whose_it_is() -> None:
    assert meanings("kancanipun", "jv") == [("kancanipun", "teman + nya")]


def test_it_is_looked_up_both_ways() -> None:
    for typed in ("harga", "Harga ", "regi"):
        first = lookup(typed, "jv")[0]
        assert (first.indonesian, first.phrase, first.sound) == (
            "harga", "regi / rega", "re-gi / re-go",
        )  # fmt: skip
    assert lookup("matur nuwun", "jv")[0].indonesian == "Terima kasih"
    assert lookup("price", "en")[0].indonesian == "harga"
    assert lookup("reginipun", "jv")[0].indonesian == "harganya"
    assert lookup("zzxq", "jv") == lookup("?!", "jv") == ()


def test_a_text_may_be_in_another_language_than_its_seller_speaks() -> None:
    minang = "Uda, baa caronyo maubah harago barang ko? Ambo indak mangarati"
    assert language_of(minang, "id") == "min"
    assert language_of("Saya mau upload foto tapi tidak bisa terus", "jv") == "jv"
    assert language_of("iyo", "id") == "id"
