"""What was learned of languages and intents, and how it weighs a text.

Naive Bayes: a text's score for a class is the sum of the weights of its grams, the logarithms of
how often each is seen in the class. Such sums are far too sure of themselves, for grams overlap;
how far they are to be trusted was fitted on sentences that the model had not seen.
"""

import json
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from crm.understanding.corpus import LANGUAGES
from crm.understanding.errors import ModelError
from crm.understanding.grams import grams
from crm.understanding.intents import Intent
from crm.understanding.lanes import packed, unpacked

FILE = Path(__file__).with_name("model.npz")
_BITS = 20
_PROBE = "terima kasih, saya mau masuk ke toko"
"""A sentence that any model knows something of."""
_BROKEN = (
    OSError,
    EOFError,
    BadZipFile,
    zlib.error,
    ValueError,
    KeyError,
    TypeError,
    RuntimeError,
    MemoryError,
)
"""What reading a file raises that is cut off, spoilt, empty, of another shape or another file."""
_TOGETHER = 500
"""Texts whose grams are looked up together: of more, what is in hand no longer fits the cache."""
_FACTOR = np.uint32(2_654_435_769)


@dataclass(frozen=True, slots=True)
class Warmth:
    """How far scores are to be trusted: they are divided by `divisor * grams ** power`."""

    divisor: float
    power: float

    def chances(
        self, scores: NDArray[np.float32], known: NDArray[np.int32]
    ) -> NDArray[np.float32]:
        """Return the chances of each class, which sum to 1; all the same without grams."""
        cooled = scores / (self.divisor * np.maximum(known, 1) ** self.power)[:, None]
        odds = np.exp(cooled - cooled.max(axis=1, keepdims=True))
        return (odds / odds.sum(axis=1, keepdims=True)).astype(np.float32)


@dataclass(frozen=True, slots=True)
class Facts:
    """What a model's file says of itself."""

    languages: tuple[str, ...]
    intents: tuple[Intent, ...]
    steps: tuple[float, ...]
    """What 1 in a weight is, for languages and for intents."""
    warmth: tuple[Warmth, Warmth]
    """The same order."""
    sources: str
    """The hash of what it was trained on."""

    @property
    def width(self) -> int:
        """Return how many classes there are."""
        return len(self.languages) + len(self.intents)

    def to_json(self) -> str:
        """Return it as it stands in the file."""
        return json.dumps(
            {
                "languages": self.languages,
                "intents": self.intents,
                "steps": self.steps,
                "warmth": [(one.divisor, one.power) for one in self.warmth],
                "sources": self.sources,
            }
        )

    @classmethod
    def from_json(cls, text: str) -> "Facts":
        """Return what `to_json` wrote."""
        found = json.loads(text)
        language, intent = found["warmth"]
        return cls(
            languages=tuple(found["languages"]),
            intents=tuple(Intent(one) for one in found["intents"]),
            steps=tuple(found["steps"]),
            warmth=(Warmth(*language), Warmth(*intent)),
            sources=found["sources"],
        )


@dataclass(frozen=True, slots=True)
class Chances:
    """Of each text the chance of each language and each intent, and how many grams are known."""

    languages: NDArray[np.float32]
    intents: NDArray[np.float32]
    known: NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Model:
    """Weights of the grams that tell something, by their places; 0 is all that are unknown."""

    facts: Facts
    keys: NDArray[np.uint32]
    weights: NDArray[np.int8]
    """A row for each gram: a weight for each language, then one for each intent."""
    places: NDArray[np.uint16]
    lanes: NDArray[np.int64]
    """The rows side by side, a 1 after each: how they are added up."""

    @classmethod
    def of(cls, facts: Facts, keys: NDArray[np.uint32], weights: NDArray[np.int8]) -> "Model":
        """Return a model that finds `keys` quickly; of two with one slot the first is found."""
        places = np.zeros(1 << _BITS, dtype=np.uint16)
        places[slots(keys[:0:-1])] = np.arange(len(keys) - 1, 0, -1)
        counted = np.ones((len(keys), 1), dtype=np.int8)
        return cls(facts, keys, weights, places, packed(np.hstack([weights, counted])))

    def scores(
        self, texts: Sequence[str]
    ) -> tuple[NDArray[np.float32], NDArray[np.float32], NDArray[np.int32]]:
        """Return each text's score for each language and intent, and how many grams are known."""
        parts = [
            self._sums(texts[at : at + _TOGETHER])
            for at in range(0, max(len(texts), 1), _TOGETHER)
        ]
        sums, known = (np.concatenate(column) for column in zip(*parts, strict=True))
        split = len(self.facts.languages)
        languages = sums[:, :split] * np.float32(self.facts.steps[0])
        intents = sums[:, split:] * np.float32(self.facts.steps[1])
        return languages, intents, known

    def chances(self, texts: Sequence[str]) -> Chances:
        """Return the chances of each of `texts`."""
        languages, intents, known = self.scores(texts)
        of_languages, of_intents = self.facts.warmth
        return Chances(
            of_languages.chances(languages, known), of_intents.chances(intents, known), known
        )

    def _sums(self, texts: Sequence[str]) -> tuple[NDArray[np.float32], NDArray[np.int32]]:
        """Return the sum of weights of each text, and how many of its grams are known."""
        sums = np.zeros((len(texts), self.facts.width + 1), dtype=np.int64)
        for found in grams(texts):
            places = self.places[slots(found.keys)].astype(np.intp)
            is_known = np.flatnonzero(self.keys[places] == found.keys)
            places, owners = places[is_known], found.owners[is_known]
            if not len(owners):
                continue
            first = np.flatnonzero(np.diff(owners, prepend=-1))
            added = np.add.reduceat(self.lanes.take(places, axis=1), first, axis=1)
            sums[owners[first]] += unpacked(added, sums.shape[1])
        return sums[:, :-1].astype(np.float32), sums[:, -1].astype(np.int32)


def slots(keys: NDArray[np.uint32]) -> NDArray[np.uint32]:
    """Return where each key is looked for."""
    return (keys * _FACTOR) >> np.uint32(32 - _BITS)


def save(model: Model, path: Path = FILE) -> None:
    """Write a model; the same model makes the same file."""
    facts = np.frombuffer(model.facts.to_json().encode(), dtype=np.uint8)
    np.savez_compressed(path, facts=facts, keys=model.keys, weights=model.weights)


@cache
def load(path: Path = FILE) -> Model:
    """Return the model of a file, read once and looked through, so that reading cannot fail later.

    Raises:
        ModelError: there is none, or it is broken or of another shape; the message names the file.
    """
    try:
        with path.open("rb") as file, np.load(file, allow_pickle=False) as found:
            facts = Facts.from_json(found["facts"].tobytes().decode())
            keys, weights = found["keys"], found["weights"]
        _check_facts(facts)
        _check_shapes(facts, keys, weights)
        model = Model.of(facts, keys, weights)
        _check_probe(model.chances([_PROBE]))
    except _BROKEN as error:
        message = f"{path} is no model of recognition ({error}): make it with make model"
        raise ModelError(message) from error
    return model


def _check_facts(facts: Facts) -> None:
    """Raise ValueError where the classes are not ours, or a number is none."""
    if facts.languages != LANGUAGES:
        message = f"its languages are {', '.join(map(str, facts.languages))}"
        raise ValueError(message)
    if facts.intents != tuple(Intent):
        message = f"its intents are {', '.join(facts.intents)}"
        raise ValueError(message)
    scales = (*facts.steps, *(one.divisor for one in facts.warmth))
    powers = [one.power for one in facts.warmth]
    if len(facts.steps) != len(facts.warmth) or not np.isfinite([*scales, *powers]).all():
        message = "its steps and warmths are no numbers"
        raise ValueError(message)
    if min(scales) <= 0:
        message = "its steps and divisors must be above 0"
        raise ValueError(message)


def _check_shapes(facts: Facts, keys: NDArray[np.uint32], weights: NDArray[np.int8]) -> None:
    """Raise ValueError where the arrays do not belong together, or are of other numbers."""
    if (keys.dtype, weights.dtype) != (np.uint32, np.int8):
        message = f"its keys and weights are {keys.dtype} and {weights.dtype}"
        raise ValueError(message)
    if keys.ndim != 1 or weights.shape != (len(keys), facts.width):
        message = f"{keys.shape} keys do not fit {weights.shape} weights of {facts.width} classes"
        raise ValueError(message)
    if not 1 < len(keys) <= 1 << 16:
        message = f"{len(keys)} keys are too few or too many"
        raise ValueError(message)
    if keys[0] or weights[0].any():
        message = "its first row, for what is unknown, is not empty"
        raise ValueError(message)


def _check_probe(chances: Chances) -> None:
    """Raise ValueError where the probe could not be read."""
    sums = [float(of.sum()) for of in (chances.languages, chances.intents)]
    if not chances.known[0] or not np.allclose(sums, 1):
        message = "it cannot read a plain sentence"
        raise ValueError(message)
