import re
import tomllib
from collections import Counter
from itertools import combinations
from pathlib import Path

import pytest

from crm.understanding.corpus import (
    LANGUAGES,
    PHRASES,
    SentencesError,
    phrases,
    sentences,
)
from crm.understanding.intents import Intent
from models.tickets import Category


def words_of(text: str) -> tuple[str, ...]:
    return tuple(re.findall(r"[\w'’ʼ-]+", text.lower()))


@pytest.mark.parametrize("tag", LANGUAGES)
def test_has_enough_sentences_of_every_intent(tag: str) -> None:
    counts = Counter(sentence.intent for sentence in sentences(tag))
    assert counts.total() >= 330
    assert counts[Intent.OTHER] >= 80
    assert [intent for intent in Intent if counts[intent] < 15] == []


@pytest.mark.parametrize("tag", LANGUAGES)
def test_is_varied(tag: str) -> None:
    texts = [words_of(sentence.text) for sentence in sentences(tag)]
    assert [text for text, times in Counter(texts).items() if times > 1] == []
    assert sum(len(text) <= 4 for text in texts) >= 25
    assert sum(len(text) >= 12 for text in texts) >= 25
    alike = [
        (one, other)
        for one, other in combinations((text for text in texts if len(text) >= 5), 2)
        if len(one) == len(other) and sum(a != b for a, b in zip(one, other, strict=True)) < 2
    ]
    assert alike == [], "two sentences differ in a single word"


def test_does_not_say_the_same_in_two_languages() -> None:
    texts = Counter(
        text
        for tag in LANGUAGES
        for text in {words_of(sentence.text) for sentence in sentences(tag)}
        if len(text) >= 3
    )
    assert [text for text, times in texts.items() if times > 1] == []


def test_every_category_of_a_report_is_an_intent() -> None:
    assert {category.value for category in Category} <= set(Intent)


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        ("thanks\tmakasih\nthank\tmakasih ya\n", "id.tsv:2: 'thank' is no intent"),
        ("thanks makasih\n", "id.tsv:1: 'thanks makasih' is no intent"),
        ("thanks\t makasih\n", "id.tsv:1: after the intent come one tab"),
        ("thanks\t\n", "id.tsv:1: after the intent come one tab"),
    ],
)
def test_a_malformed_line_is_named(lines: str, told: str, tmp_path: Path) -> None:
    (tmp_path / "id.tsv").write_text(lines, encoding="utf-8")
    with pytest.raises(SentencesError, match=re.escape(told)):
        sentences("id", tmp_path)


def test_every_language_has_key_phrases_of_every_intent_but_small_talk() -> None:
    written = tomllib.loads(PHRASES.read_text(encoding="utf-8"))
    assert set(written) == set(Intent) - {Intent.OTHER}
    assert {tuple(by_language) for by_language in written.values()} == {LANGUAGES}
    assert all(len(phrases(tag)) >= 40 for tag in LANGUAGES)
