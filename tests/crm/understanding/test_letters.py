from collections import Counter

import pytest

from crm.understanding.grams import grams, word_counts
from crm.understanding.letters import BEGINNING, ENDING, letters


def read(*texts: str) -> list[str]:
    found = letters(texts)
    shown = ["" for _ in range(len(texts) + 1)]
    for symbol, owner in zip(found.symbols.tolist(), found.owners.tolist(), strict=True):
        shown[owner] += {1: " ", 28: "'"}.get(symbol) or chr(symbol + ord("a") - 2)
    return [text.strip() for text in shown[:-1]]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Halo, Kak!", "halo kak"),
        ("énggal sanès ngön", "enggal sanes ngon"),
        ("e\u0301nggal", "enggal"),
        ("haloooo minnnn", "halo min"),
        ("toko di Aceh", "toko di aceh"),
        ("𝘂𝗮𝗻𝗴 𝐓𝐎𝐊𝐎 ｓａｙａ, ｄｉ Ⓣⓞⓚⓞ", "uang toko saya di toko"),  # noqa: RUF001 - as sellers decorate
        ("ᵗᵒᵏᵒ 🅃🄾🄺🄾 𝒽ℯ𝓁ℴ 𝔥𝔢𝔩𝔬 𝚑𝚎𝚕𝚘ｏｏ", "toko toko helo helo helo"),  # noqa: RUF001 - as sellers decorate
        ("ℹ️ Ⓜ️ ™ ㎏ 🅿️ 𝟏𝟐 ４ ℡ 🆗 𝛼", ""),  # noqa: RUF001 - as sellers decorate
        ("bukkaa' ta’ taʼ", "bukkaa' ta' ta'"),
        ("lihat https://toko.id/a?b=c ya", "lihat ya"),
        ("tanya @sapa_bot atau a.b@c.id", "tanya atau"),
        ("08123 order #12 masuk2 🙏🏽", "order masuk"),
        ("satu\ndua", "satu dua"),
        ("123 😀 日本", ""),
        ("", ""),
        ("\ud83d", ""),
    ],
)
def test_only_letters_are_read(text: str, told: str) -> None:
    assert read(text) == [told]


def test_texts_stay_apart() -> None:
    assert read("abc", "", "😀", "d e") == ["abc", "", "", "d e"]
    together = list(grams(["toko saya", "", "saya"]))
    for owner, text in enumerate(["toko saya", "", "saya"]):
        alone = [found.keys.tolist() for found in grams([text])]
        assert [found.keys[found.owners == owner].tolist() for found in together] == alone


def test_sequences_stay_within_words() -> None:
    *sequences, words = grams(["ab ab c"])
    keys: list[int] = words.keys.tolist()
    assert [len(found.keys) for found in sequences] == [5, 3 * 2 + 2, 2 * 2 + 1, 2, 0]
    assert sorted(Counter(keys).values()) == [1, 2]


def test_words_are_counted_as_they_are_read() -> None:
    texts = ["toko saya 12 😀", "", "kirim-kirim ke www.toko.id @budi", "énggal ta' 🙏🏽 1x"]
    assert word_counts(texts) == [len(words.split()) for words in read(*texts)] == [2, 0, 3, 3]
    assert word_counts([]) == []


def test_a_hostile_text_is_read_as_far_as_needed() -> None:
    (long,) = read("ab" * 1_000_000)
    assert len(long) == BEGINNING


def test_of_a_long_text_beginning_and_ending_are_read() -> None:
    (long,) = read("pagi " + "cerita panjang " * 200 + "tolong telepon saya")
    assert long.startswith("pagi cerita")
    assert long.endswith("panjang tolong telepon saya")
    assert len(long) <= BEGINNING + ENDING


def test_a_text_that_just_fits_is_read_whole() -> None:
    text = "aku " * ((BEGINNING + ENDING) // 4)
    assert read(text) == [text.strip()]
