from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm.understanding.corpus import LANGUAGES
from crm.understanding.courtesies import Courtesy, courtesies, courtesy, languages
from crm.understanding.fixed_phrases import kinds_of, phrases, words_of
from crm.understanding.trade import is_about_trade

LINES = [
    line.split("\t")
    for line in Path(__file__).with_name("courtesies.tsv").read_text("utf-8").splitlines()
]
MERE = st.sampled_from([text for kind, _, text in LINES if kind == "courtesy"])
MATTER = st.sampled_from(["gagal", "belum bisa", "error 404", "pesanan saya mana", "tapi rusak"])
WORDS = st.lists(st.sampled_from(["a", "b", "c", "d", "e"]), max_size=8)
KNOWN = dict.fromkeys(phrases(("a", "b c", "a b", "c d e", "e")), 1)


@pytest.mark.parametrize(("kind", "tag", "text"), LINES)
def test_only_what_says_nothing_else_is_a_courtesy(kind: str, tag: str, text: str) -> None:
    assert tag in LANGUAGES
    assert (courtesy(text) is not None) is (kind == "courtesy")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Assalamualaikum, terima kasih kak 🙏", {Courtesy.THANKS, Courtesy.GREETING}),
        ("makasih, sudah bisa", {Courtesy.THANKS, Courtesy.WELL}),
        ("tidak, terima kasih", {Courtesy.THANKS, Courtesy.NO}),
        ("oke siap", {Courtesy.YES}),
        ("ya kak", {Courtesy.YES}),
        ("tidak ya kak", {Courtesy.NO}),
        ("gak bener", set[Courtesy]()),
        ("tidak berhasil", set[Courtesy]()),
        ("sudah masuk?", set[Courtesy]()),
        ("apa kabar?", {Courtesy.GREETING}),
        ("makasiiih bangeeet", {Courtesy.THANKS}),
        ("terima kasih 100x", set[Courtesy]()),
        ("makasih " * 26, set[Courtesy]()),
        ("tolong", set[Courtesy]()),
        ("tolong ya kak", set[Courtesy]()),
        ("oke makasih", {Courtesy.THANKS}),
        ("boleh kak, makasih", {Courtesy.YES, Courtesy.THANKS}),
        ("gak jadi kak", {Courtesy.NEVER_MIND}),
        ("kak??", {Courtesy.GREETING}),
        ("makasih 😡", set[Courtesy]()),
        ("🙏🏽🙏🏽", {Courtesy.THANKS}),
        ("👍 👍", {Courtesy.YES}),
        ("👋", {Courtesy.GREETING}),
        ("🐔", set[Courtesy]()),
        ("?", set[Courtesy]()),
        ("", set[Courtesy]()),
    ],
)
def test_all_that_is_said_is_told(text: str, said: set[Courtesy]) -> None:
    assert courtesies(text) == said


def test_all_is_well_counts_more_than_thanks_and_thanks_more_than_a_greeting() -> None:
    assert courtesy("halo, makasih, sudah bisa") is Courtesy.WELL
    assert courtesy("halo, makasih") is Courtesy.THANKS


@given(MERE, MATTER, st.booleans())
def test_a_courtesy_never_swallows_a_matter(
    mere: str,
    matter: str,
    before: bool,  # noqa: FBT001 - drawn
) -> None:
    assert courtesy(f"{matter}. {mere}" if before else f"{mere}, {matter}") is None


@pytest.mark.parametrize("kind", [*Courtesy, "polite", "plea"])
def test_every_language_has_its_phrases(kind: str) -> None:
    assert languages()[kind] == frozenset(LANGUAGES)


@given(WORDS)
def test_phrases_make_up_a_text_wherever_any_of_them_can(words: list[str]) -> None:
    def can(rest: tuple[str, ...]) -> bool:
        return not rest or any(rest[: len(one)] == one and can(rest[len(one) :]) for one in KNOWN)

    found = kinds_of(tuple(words), KNOWN)
    assert (found is not None) is can(tuple(words))


@given(st.text())
def test_however_it_is_typed_it_is_the_same_word(text: str) -> None:
    assert words_of(text.upper()) == words_of(text.upper().lower())
    assert words_of(f"{text} ") == words_of(text) == words_of(f"«{text}»")


@pytest.mark.parametrize(
    "text",
    [
        "barangna ulah dikirim heula", "paketnya mana", "uang saya", "pembeli palsu", "kode OTP",
        "the buyer writes", "sing tuku ora mbayar", "peng lon pat", "hepengku dang ro",
        "pesse kaula", "stok habis",
    ],
)  # fmt: skip
def test_whoever_names_goods_or_money_speaks_of_trade(text: str) -> None:
    assert is_about_trade(text)


@pytest.mark.parametrize(
    "text",
    [
        "jangan kirim pesan lagi", "berhenti mengirim pesan", "saya mau bicara dengan orang",
        "customer service", "jangan hubungi saya lagi", "dompet", "melihat", "",
    ],
)  # fmt: skip
def test_whoever_speaks_of_us_does_not(text: str) -> None:
    assert not is_about_trade(text)
