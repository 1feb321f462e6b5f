from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm.understanding import model
from crm.understanding.corpus import LANGUAGES
from crm.understanding.errors import ModelError
from crm.understanding.grams import grams
from crm.understanding.intents import Intent
from crm.understanding.learning import learn
from crm.understanding.model import load, save
from crm.understanding.reading import SURE, read, read_all
from crm.understanding.samples import joined, phrases, sentences, sources


@pytest.mark.parametrize(
    ("text", "language", "intent"),
    [
        ("Selamat siang, kata sandi saya salah terus, mau masuk akun", "id", Intent.LOGIN),
        ("the courier never came to pick up my parcel", "en", Intent.SHIPPING),
        ("dhuwit asil dodolan durung mlebu rekening kepriye iki", "jv", Intent.PAYMENT),
        ("hatur nuhun pisan tos ngabantosan abdi", "su", Intent.THANKS),
        ("aye mao ikutan promo diskon, pegimane caranye", "bew", Intent.PROMOTION),
    ],
)
def test_a_message_is_understood(text: str, language: str, intent: Intent) -> None:
    reading = read(text)
    assert reading is not None
    assert (reading.language, reading.intent) == (language, intent)
    assert not reading.is_unsure
    assert reading.likeliest[0][0] is intent
    assert reading.words == len(text.split())


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Kula mboten saged mlebet akun", 5),
        ("Kula mboten saged 😭 😭 😭", 3),
        ("resi 123456 saya 3 x Rp 25.000", 4),
        ("niki https://toko.example/kain?id=1 @sapa_bot saking sri@toko.example", 2),
        ("taḍâ' ana'na se ngangghuy bhâsa", 5),
        ("ta\u0302da\u0302 - ; : (apa-apa) !!", 3),
    ],
)
def test_words_are_those_that_tell_a_language(text: str, words: int) -> None:
    reading = read(text)
    assert reading is not None
    assert reading.words == words


@given(st.text(st.sampled_from("aB é.,-'0 1😀\n/"), max_size=30))
def test_as_many_words_are_counted_as_the_model_sees(text: str) -> None:
    reading = read(f"kula {text} mboten")
    assert reading is not None
    *_sequences, words = grams([f"kula {text} mboten"])
    assert reading.words == len(words.keys)


def test_the_model_is_that_of_the_sentences() -> None:
    shipped = load()
    assert shipped.facts.sources == sources(), "run make model"
    again = learn(joined([sentences(), phrases()]))
    assert np.array_equal(again.keys, shipped.keys), "run make model"
    assert np.array_equal(again.weights, shipped.weights), "run make model"


def test_the_file_is_small_and_the_same_each_time(tmp_path: Path) -> None:
    save(load(), tmp_path / "again.npz")
    shipped = model.FILE.read_bytes()
    assert (tmp_path / "again.npz").read_bytes() == shipped
    assert len(shipped) < 600_000


@pytest.mark.parametrize(
    "text", ["", "  ", "123 45", "😀👍🏽", "日本語です", "@sapa_bot", "\ud83d"]
)
def test_there_is_nothing_to_go_by(text: str) -> None:
    assert read(text) is None


def test_chances_are_chances_and_doubt_is_told() -> None:
    reading = read("masih belum masuk")
    assert reading is not None
    assert reading.is_unsure
    assert reading.intent_score < SURE
    assert len(set(reading.likeliest)) == len(reading.likeliest) == 6
    assert sum(reading.languages) == pytest.approx(1, abs=1e-4)
    assert reading.languages[LANGUAGES.index(reading.language)] == reading.language_score


def test_many_are_read_as_one_by_one() -> None:
    texts = list(sentences().texts[::40])
    texts[3] = ""
    assert read_all(texts) == [read(text) for text in texts]


@pytest.mark.parametrize(
    "content", [None, b"", b"PK no zip", b"\x93NUMPY", model.FILE.read_bytes()[:-9_000]]
)
def test_a_broken_model_is_named(content: bytes | None, tmp_path: Path) -> None:
    path = tmp_path / "model.npz"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(ModelError, match=r"model.npz is no model .* make model"):
        load(path)
