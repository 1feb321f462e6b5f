"""Sentences as recognition learns them: texts with numbers for their language and intent."""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from crm.understanding import corpus
from crm.understanding.corpus import Sentence
from crm.understanding.intents import Intent

_COURTESIES = (Intent.GREETING, Intent.THANKS)
_COURTESY = 4
"""Words at most of a courtesy that more may follow."""


@dataclass(frozen=True, slots=True)
class Sample:
    """Sentences, with the places of their language and intent."""

    texts: tuple[str, ...]
    languages: NDArray[np.int32]
    intents: NDArray[np.int32]

    def only(self, chosen: NDArray[np.bool_]) -> "Sample":
        """Return those that are `chosen`."""
        texts = tuple(
            text for text, is_chosen in zip(self.texts, chosen, strict=True) if is_chosen
        )
        return Sample(texts, self.languages[chosen], self.intents[chosen])

    def cut(self, words: int) -> "Sample":
        """Return the first words of each."""
        texts = tuple(" ".join(text.split()[:words]) for text in self.texts)
        return replace(self, texts=texts)


def joined(samples: Sequence[Sample]) -> Sample:
    """Return all of them as one."""
    return Sample(
        texts=tuple(text for some in samples for text in some.texts),
        languages=np.concatenate([some.languages for some in samples]),
        intents=np.concatenate([some.intents for some in samples]),
    )


def greeted(given: Sample) -> Sample:
    """Return `given`, and every fourth request again after a courtesy of its language.

    Whoever writes "good morning, my order is lost" wants no good morning back.
    """
    intents = list(Intent)
    is_courtesy = np.isin(given.intents, [intents.index(one) for one in _COURTESIES])
    texts, chosen = list[str](), list[int]()
    for language in range(len(corpus.LANGUAGES)):
        within = given.languages == language
        courtesies = [
            text
            for text in given.only(within & is_courtesy).texts
            if len(text.split()) <= _COURTESY
        ]
        for at, place in enumerate(np.flatnonzero(within & ~is_courtesy)[::4].tolist()):
            if courtesies:
                texts.append(f"{courtesies[at % len(courtesies)]}, {given.texts[place]}")
                chosen.append(place)
    places = np.array(chosen, dtype=np.intp)
    return joined([given, Sample(tuple(texts), given.languages[places], given.intents[places])])


def sentences(folder: Path = corpus.FOLDER) -> Sample:
    """Return all the sentences that are written in the files of `folder`."""
    return _sample(lambda tag: corpus.sentences(tag, folder))


def phrases() -> Sample:
    """Return all the key phrases."""
    return _sample(corpus.phrases)


def _sample(written: Callable[[str], list[Sentence]]) -> Sample:
    found = [
        (place, sentence)
        for place, tag in enumerate(corpus.LANGUAGES)
        for sentence in written(tag)
    ]
    intents = list(Intent)
    return Sample(
        texts=tuple(sentence.text for _, sentence in found),
        languages=np.array([place for place, _ in found], dtype=np.int32),
        intents=np.array([intents.index(one.intent) for _, one in found], dtype=np.int32),
    )


def sources() -> str:
    """Return the hash of all that a model is learned from."""
    written = hashlib.sha256(corpus.PHRASES.read_bytes())
    for tag in corpus.LANGUAGES:
        written.update(corpus.path_of(tag).read_bytes())
    return written.hexdigest()
