import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm.followups.stopwords import is_stop_word
from crm.understanding.corpus import LANGUAGES
from crm.understanding.courtesies import courtesy
from crm.understanding.fixed_phrases import phrases, words_of
from crm.understanding.plain_words import COMMANDS, FILE, commanded
from crm.understanding.requests import requested

KNOWN: dict[str, dict[str, list[str]]] = tomllib.loads(FILE.read_text(encoding="utf-8"))
PHRASES = [
    (" ".join(one), command)
    for command, by in KNOWN.items()
    for some in by.values()
    for one in phrases(some)
]


@pytest.mark.parametrize(
    ("text", "command"),
    [
        ("menu", "menu"),
        ("Menu dong kak 🙏", "menu"),
        ("BANTUAN", "bantuan"),
        ("kak, saya mau lapor dong", "lapor"),
        ("tolong laporan saya", "laporan_saya"),
        ("laporan kulo nggih", "laporan_saya"),
        ("abdi hoyong ngunggah produk", "unggah"),
        ("ambo nio malapor", "lapor"),
        ("basa Sanès?", "bahasa"),
        ("help", "bantuan"),
        ("cara pakai bot ini dong kak", "bantuan"),
        ("privasi", "privasi"),
        ("jawaban cepet", "tips"),
        ("laporan saya sudah sampai mana ya kak?", "laporan_saya"),
        ("Min, gimana laporan saya", "laporan_saya"),
        ("tos dugi ka mana laporan abdi", "laporan_saya"),
        ("piye laporanku", "laporan_saya"),
        ("pakiban laporan lon?", "laporan_saya"),
        ("lanjut", "lanjut"),
        ("tolong aktifkan lagi kabarnya", "lanjut"),
        ("write to me again please", "lanjut"),
        ("wartosan abdi deui", "lanjut"),
        ("batal deh", "batal"),
        ("gak jadi lapor", "batal"),
        ("tolong batalkan laporan", "batal"),
        ("gimana kabar laporanku", "laporan_saya"),
        ("batalkeun wae", "batal"),
        ("cancel", "batal"),
    ],
)
def test_a_plain_word_is_its_command(text: str, command: str) -> None:
    assert commanded(text) == command


@pytest.mark.parametrize(
    "text",
    [
        "",
        "tolong kak",
        "tulung",
        "halo, saya butuh bantuan",
        "hello I need help",
        "laporan",
        "menu makanan saya hilang",
        "menu nasi goreng",
        "upload gagal terus",
        "upload foto",
        "mau lapor uang belum masuk",
        "lapor pak polisi",
        "laporan penjualan saya",
        "laporan saya belum dijawab",
        "bahasa Sunda",
        "bantuan sosial",
        "bantuan modal",
        "tips jualan laris",
        "menu 2",
        "menu laporan saya",
        "bahasanya kasar",
        "help pembeli marah",
        "privasi pembeli",
        "gak jadi",
        "pesanan batal",
        "batal otomatis",
        "pembeli batalkan pesanan",
        "lanjut jualan",
        "laporan saya sampai mana uangnya",
        "gimana laporan penjualan saya",
        "kirim lagi barangnya",
    ],
)
def test_whoever_says_more_commands_nothing(text: str) -> None:
    assert commanded(text) is None


def test_every_language_has_its_words_and_none_means_two_things() -> None:
    assert set(KNOWN) == COMMANDS
    assert all(set(by_language) == set(LANGUAGES) for by_language in KNOWN.values())
    meant = dict[tuple[str, ...], str]()
    for phrase, command in PHRASES:
        assert meant.setdefault(words_of(phrase), command) == command, phrase


@given(
    st.sampled_from(PHRASES),
    st.sampled_from(["", "kak ", "halo min, ", "tolong ", "saya mau ", "punten, "]),
    st.sampled_from(["", " dong", " ya kak", " nggih", "!!", " 🙏"]),
)
def test_politeness_around_it_changes_nothing(
    phrase: tuple[str, str], before: str, after: str
) -> None:
    assert commanded(f"{before}{phrase[0]}{after}") == phrase[1]


@given(st.sampled_from(PHRASES))
def test_it_is_no_word_of_another_kind(phrase: tuple[str, str]) -> None:
    assert not is_stop_word(phrase[0])
    assert courtesy(phrase[0]) is None
    assert requested(phrase[0]) is None
