from time import perf_counter

import pytest

from crm.phrasebook.files import LANGUAGES
from crm.phrasebook.search import lookup

SOON = 0.1
"""Seconds, where it takes a hundredth of one: the machine does other things as well."""


def found(typed: str, tag: str = "jv") -> list[str]:
    return [one.indonesian for one in lookup(typed, tag)]


def test_it_is_looked_up_both_ways() -> None:
    for typed in ("harga", "Harga "):
        first = lookup(typed, "jv")[0]
        assert (first.indonesian, first.phrase, first.sound) == (
            "harga", "regi / rega / rego", "re-gi / re-go",
        )  # fmt: skip
    assert lookup("regi", "jv")[0].indonesian == "harga"
    assert lookup("matur nuwun", "jv")[0].indonesian == "Terima kasih"
    assert lookup("price", "en")[0].indonesian == "harga"
    assert lookup("reginipun", "jv")[0].indonesian == "harganya"
    assert lookup("zzxq", "jv") == lookup("?!", "jv") == lookup("", "jv") == ()


@pytest.mark.parametrize("typed", ["harga", "tidak", "terima kasih", "mau"])
@pytest.mark.parametrize("tag", LANGUAGES)
def test_what_is_the_same_in_indonesian_is_one_line(typed: str, tag: str) -> None:
    lines = [one.lower() for one in found(typed, tag)]
    assert len(set(lines)) == len(lines)


@pytest.mark.parametrize(
    ("typed", "indonesian"),
    [
        ("terimakasih", "Terima kasih"),
        ("makasih", "Terima kasih"),
        ("gimana", "bagaimana"),
        ("nggak", "Tidak"),
        ("gak bisa", "tidak bisa"),
        ("kenapa", "mengapa"),
        ("klo", "kalau"),
        ("ongkir", "ongkos kirim"),
        ("upload", "mengunggah"),
    ],
)
def test_it_may_be_asked_as_people_write_in_chats(typed: str, indonesian: str) -> None:
    assert found(typed)[0] == indonesian
    assert "gak" not in lookup(typed, "jv")[0].phrase.split(" / ")


def test_what_is_not_there_as_a_whole_is_found_word_by_word() -> None:
    assert found("Berapa harganya?")[:2] == ["berapa", "harganya"]
    assert found("ora iso") == ["tidak", "bisa"]
    assert found("uang cair", "min")[0] == "uang"
    assert found("penjualnya zzxq")[0] == "penjual"


@pytest.mark.parametrize(
    "typed", ["a " * 2000, "harganya " * 500, "x" * 4000, "dikirimkannya " * 9]
)
def test_a_hostile_question_takes_no_time(typed: str) -> None:
    lookup("harga", "jv")
    began = perf_counter()
    lookup(typed, "jv")
    assert perf_counter() - began < SOON
