from collections import Counter
from time import perf_counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crm.phrasebook.files import REGIONAL, chat, everyday, lexicon
from crm.phrasebook.rules import gloss, language_of
from crm.phrasebook.words import said_in
from crm.understanding.corpus import sentences

SOON = 0.5
"""Seconds, where a text alone takes a tenth of it: the machine does other things as well."""

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


HANDFUL = 5
"""So often even a word of the neighbours may stand among the Indonesian sentences."""


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


@pytest.mark.parametrize(
    ("text", "tag", "apart"),
    [
        ("Bu, ndak, ado stoknyo", "min", [("ndak,", "tidak"), ("ado", "ada")]),
        ("Iko ndak. Ado nan lain?", "min", [("ndak.", "tidak"), ("Ado", "ada")]),
        ("ora\nana", "jv", [("ora", "tidak"), ("ana", "ada")]),
        ("ora (ana)", "jv", [("ora", "tidak"), ("(ana)", "ada")]),
        ("ora🙂 ana", "jv", [("ora🙂", "tidak"), ("ana", "ada")]),
        ("“ora ana”!", "jv", [("“ora ana”!", "tidak ada")]),
    ],
)
def test_what_a_mark_parts_is_no_phrase(
    text: str, tag: str, apart: list[tuple[str, str | None]]
) -> None:
    assert [one for one in meanings(text, tag) if one in apart] == apart


@pytest.mark.parametrize(
    ("word", "tag", "both"),
    [
        ("ngga", "bbc", "sudah / tidak"),
        ("Bu,", "ace", "nasi / bu"),
        ("apa2", "ace", "apa-apa"),
        ("mau", "jv", "tadi / mau"),
        ("aja", "jv", "jangan / saja"),
        ("siap", "ban", "ayam / siap"),
        ("ngisi", "ban", "mengisi / memegang / mengurus"),
        ("belum", "nij", "hidup / belum"),
        ("cek", "su", "kata / periksa"),
        ("miejih", "ace", "kucing / mie + nya"),
    ],
)
def test_a_word_that_is_indonesian_too_has_both_meanings(word: str, tag: str, both: str) -> None:
    ((_, found),) = meanings(word, tag)
    assert found == both


@pytest.mark.parametrize("tag", REGIONAL)
def test_no_common_word_of_indonesian_is_lost_in_a_gloss(tag: str) -> None:
    counted = Counter(word for one in sentences("id") for word in said_in(one.text))
    often = (word for word, count in counted.items() if count > HANDFUL)
    common = {*everyday(), *chat(), *often}
    for form in common & set(lexicon(tag)):
        ((_, found),) = meanings(form, tag)
        own = {form, *said_in(chat().get(form, ""))}
        assert found is not None
        said = {found, *said_in(found)}
        active = any(word.startswith("me") and form[1:] in word for word in said)
        assert own & said or active, f"{form}: {found}"


def test_indonesian_chats_and_amounts_are_no_riddle() -> None:
    plain = "Rp50.000 250rb 5jt 2x 3hr 10.30wib 50rb-an jne00012345 toko_saya ongkir resi COD QRIS"
    assert all(text == meaning for text, meaning in meanings(plain))
    assert all(text == meaning for text, meaning in meanings("dikirimkan pelayanannya menyimpan"))
    assert meanings("dgn tdk klo wkwk pelayanane") == [
        ("dgn", "dengan"),
        ("tdk", "tidak"),
        ("klo", "kalau"),
        ("wkwk", "(tertawa)"),
        ("pelayanane", "pelayanan + nya"),
    ]
    text = (
        "Selamat siang admin, saya mau bertanya soal pesanan kemarin. Pembeli sudah membayar "
        "lewat QRIS tetapi uangnya belum masuk ke saldo toko, padahal barang sudah dikirim 2 hari "
        "lalu. Mohon dibantu supaya cepat dicairkan, karena modal saya tinggal sedikit."
    )
    assert [text for text, meaning in meanings(text) if meaning is None] == []


def test_a_last_a_of_balinese_may_be_an_e() -> None:
    assert meanings("sube nike", "ban") == [("sube", "sudah"), ("nike", "itu")]
    assert meanings("genahe", "ban") == [("genahe", "tempat + nya")]


def test_madurese_is_found_as_it_is_written_by_ear() -> None:
    written = ["ben", "bhegus", "bhagus", "bennyak", "sampon", "deddhi", "kia"]
    said = [meaning for _, meaning in meanings(" ".join(written), "mad")]
    assert said == ["dan", "bagus", "bagus", "banyak", "sudah", "jadi", "juga"]


@pytest.mark.parametrize(
    "text",
    ["aaaaaaa bbbbbb " * 300, "." * 4000 + "x", "a" * 4000 + "-" + "a" * 2000, "a.a" * 1300,
     "a," * 2000, "www." + "(" * 4000, "@" * 4000, "1" * 4000 + "x", "1rb" * 1300,
     "dimemperkan" * 360, "ngngng " * 570, "â" * 4000],
)  # fmt: skip
def test_a_hostile_text_takes_no_time(text: str) -> None:
    gloss("hangat", "mad")
    began = perf_counter()
    gloss(text, "mad")
    assert perf_counter() - began < SOON


def test_an_ending_says_whose_it_is() -> None:
    assert meanings("kancanipun", "jv") == [("kancanipun", "teman + nya")]


def test_a_text_may_be_in_another_language_than_its_seller_speaks() -> None:
    minang = "Uda, baa caronyo maubah harago barang ko? Ambo indak mangarati"
    assert language_of(minang, "id") == "min"
    assert language_of("Saya mau upload foto tapi tidak bisa terus", "jv") == "jv"
    assert language_of("iyo", "id") == "id"


@pytest.mark.parametrize(
    ("tag", "said"),
    [
        ("jv", "iku yaiku sek njih meh wengi panggon seprene gagal mbak mas"),
        ("mad", "ben bhegus bennyak sampon deddhi kia"),
        ("ban", "tiyang nike ade nganggen"),
        ("min", "adolah hanyo sahinggo ancak dalam memang"),
        ("bjn", "dalam"),
        ("nij", "penginan"),
        ("ace", "sampoe ta lee"),
        ("bug", "mega yako makkada"),
        ("bbc", "nungnga nai"),
        *((tag, "bintang") for tag in REGIONAL),
    ],
)
def test_common_words_of_a_language_are_there(tag: str, said: str) -> None:
    assert [word for word, meaning in meanings(said, tag) if meaning is None] == []
