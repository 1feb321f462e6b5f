"""Sentences that were written without a look at those that are learned: `heard/<tag>.tsv`.

No sentence and no key phrase is written after them; whoever makes recognition better does it by
cross-validation and measures here last.
"""

import re
from collections import Counter
from pathlib import Path

import numpy as np
import pytest

from crm.understanding import corpus, courtesies
from crm.understanding.corpus import LANGUAGES
from crm.understanding.crossing import scored
from crm.understanding.intents import Intent
from crm.understanding.model import load
from crm.understanding.offering import begun_with
from crm.understanding.reading import OFFERED, SURE, read_all
from crm.understanding.reporting import recall
from crm.understanding.samples import sentences
from models.tickets import Category

HEARD = Path(__file__).with_name("heard")


def words_of(text: str) -> tuple[str, ...]:
    return tuple(re.findall(r"[\w'’ʼ-]+", text.lower()))


@pytest.mark.parametrize("tag", LANGUAGES)
def test_has_some_of_every_intent(tag: str) -> None:
    counts = Counter(sentence.intent for sentence in corpus.sentences(tag, HEARD))
    assert counts[Intent.OTHER] >= 8
    assert [intent for intent in Intent if counts[intent] < 4] == []


def test_none_is_learned_and_none_is_twice() -> None:
    heard = [words_of(text) for text in sentences(HEARD).texts]
    learned = {words_of(text) for text in sentences().texts}
    assert [text for text in heard if text in learned] == []
    assert [text for text, times in Counter(heard).items() if times > 1] == []


@pytest.mark.parametrize(("words", "floor"), [(None, 0.95), (5, 0.94), (3, 0.88)])
def test_the_language_is_recognised(words: int | None, floor: float) -> None:
    heard = scored(load(), sentences(HEARD))[words]
    shares = recall(heard.truth.languages, heard.languages)
    assert np.mean(shares) >= floor
    assert min(shares) >= floor - 0.15, dict(zip(LANGUAGES, shares, strict=True))


def test_the_intent_is_recognised_or_asked_for() -> None:
    heard = scored(load(), sentences(HEARD))[None]
    truth = heard.truth.intents
    chances = load().facts.warmth[1].chances(heard.intents, heard.known)
    sure = chances.max(axis=1) >= SURE
    likeliest = np.argsort(-chances, axis=1)
    right = likeliest[:, 0] == truth
    assert np.mean(recall(truth, heard.intents)) >= 0.82
    assert (likeliest[:, :OFFERED] == truth[:, None]).any(axis=1).mean() >= 0.93
    assert sure.mean() >= 0.7
    assert right[sure].mean() >= 0.9


@pytest.mark.parametrize("courtesy", ["Assalamualaikum,", "Terima kasih, tapi"])
def test_a_request_after_a_courtesy_is_not_answered_by_a_courtesy(courtesy: str) -> None:
    requests = [
        f"{courtesy} {sentence.text}"
        for tag in LANGUAGES
        for sentence in corpus.sentences(tag, HEARD)
        if sentence.intent in set(Category) - {Intent.OTHER}
    ]
    assert [text for text in requests if courtesies.courtesy(text) is not None] == []
    taken = [begun_with(reading) is not None for reading in read_all(requests)]
    assert np.mean(taken) <= 0.05
