"""Reads what a seller wrote: in which language it is, and what they want with it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from crm.understanding.corpus import LANGUAGES
from crm.understanding.grams import word_counts
from crm.understanding.intents import Intent
from crm.understanding.model import Chances, Facts, Model, load

SURE = 0.7
"""The chance from which an intent may be acted upon without asking: nine in ten are right."""
OFFERED = 3
"""Intents to choose from, where none is sure."""
_RANKED = 6
"""Intents that are told in their order: some are never offered, and as many as may be remain."""
_AT_ONCE = 500
"""Texts that are weighed together: enough to be quick, and no more memory than they need."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a text seems to be."""

    language: str
    language_score: float
    """The chance that it is in this language, if it is in one of ours."""
    intent: Intent
    intent_score: float
    """The chance that this is what they want."""
    likeliest: tuple[tuple[Intent, float], ...]
    """What they may want and the chance that they do, the likeliest first."""
    languages: tuple[float, ...]
    """The chance of each of `LANGUAGES`."""
    words: int
    """Those that tell a language: no numbers, emoji, addresses."""

    @property
    def is_unsure(self) -> bool:
        """Whether the intent has to be asked for: guessing would be wrong too often."""
        return self.intent_score < SURE

    @property
    def chances(self) -> Mapping[str, float]:
        """Return the chance of each language by its tag."""
        return dict(zip(LANGUAGES, self.languages, strict=True))


def read(text: str) -> Reading | None:
    """Return what `text` seems to be; None where there is nothing to go by, as in "123 😀".

    Raises:
        ModelError: the model's file is missing or broken.
    """
    return read_all([text])[0]


def read_all(texts: Sequence[str], model: Model | None = None) -> list[Reading | None]:
    """Read many texts, which is a good deal quicker than one after the other."""
    model = model or load()
    found: list[Reading | None] = []
    for at in range(0, len(texts), _AT_ONCE):
        some = texts[at : at + _AT_ONCE]
        found += _readings(some, model.chances(some), model)
    return found


def _readings(texts: Sequence[str], chances: Chances, model: Model) -> list[Reading | None]:
    languages: list[list[float]] = chances.languages.tolist()
    intents: list[list[float]] = chances.intents.tolist()
    known: list[int] = chances.known.tolist()
    words = word_counts(texts)
    likeliest: list[list[int]] = np.argsort(-chances.intents, axis=1)[:, :_RANKED].tolist()
    return [
        _reading(words[at], languages[at], intents[at], likeliest[at], model.facts)
        if known[at]
        else None
        for at in range(len(texts))
    ]


def _reading(
    words: int, languages: list[float], intents: list[float], likeliest: list[int], facts: Facts
) -> Reading:
    language = max(languages)
    return Reading(
        language=facts.languages[languages.index(language)],
        language_score=language,
        intent=facts.intents[likeliest[0]],
        intent_score=intents[likeliest[0]],
        likeliest=tuple([(facts.intents[one], intents[one]) for one in likeliest]),
        languages=tuple(languages),
        words=words,
    )
