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
