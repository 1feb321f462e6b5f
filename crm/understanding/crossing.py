"""What a model makes of sentences it was not learned from: every fifth is left out in turn.

The chances of the shipped model are fitted on that, and the figures in the documentation are
from it.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from crm.understanding.learning import learn
from crm.understanding.model import Model, Warmth
from crm.understanding.samples import Sample, joined

FOLDS = 5
CUTS = (None, 5, 3)
"""Words that are left of a sentence: a text may be short."""
DIVISORS = tuple(float(one) for one in np.geomspace(0.02, 40, 60))
POWERS = (0.0, 0.25, 0.5, 0.75)


@dataclass(frozen=True, slots=True)
class Held:
    """Scores of sentences by models that had not seen them, and the classes that are right."""

    languages: NDArray[np.float32]
    intents: NDArray[np.float32]
    known: NDArray[np.int32]
    truth: Sample


def held_out(given: Sample, always: Sample, folds: int = FOLDS) -> dict[int | None, Held]:
    """Return the scores of each cut, of the sentences that have so many words.

    What is in `always` is learned in each fold. Fewer `folds` are quicker but try less.
    """
    fold_of = np.arange(len(given.texts)) % FOLDS
    parts = [
        scored(learn(joined([given.only(fold_of != fold), always])), given.only(fold_of == fold))
        for fold in range(folds)
    ]
    return {words: _together([part[words] for part in parts]) for words in CUTS}


def scored(model: Model, given: Sample) -> dict[int | None, Held]:
    """Return what `model`, which must not have seen them, makes of the sentences of each cut."""
    found: dict[int | None, Held] = {}
    for words in CUTS:
        enough = np.array([words is None or len(text.split()) >= words for text in given.texts])
        some = given.only(enough)
        some = some.cut(words) if words else some
        found[words] = Held(*model.scores(some.texts), some)
    return found


def _together(parts: list[Held]) -> Held:
    return Held(
        languages=np.concatenate([part.languages for part in parts]),
        intents=np.concatenate([part.intents for part in parts]),
        known=np.concatenate([part.known for part in parts]),
        truth=joined([part.truth for part in parts]),
    )


def fitted(
    scores: NDArray[np.float32], known: NDArray[np.int32], truth: NDArray[np.int32]
) -> Warmth:
    """Return the warmth under which the truth is least surprising."""
    every = [Warmth(divisor, power) for divisor in DIVISORS for power in POWERS]
    rows = np.arange(len(truth))

    def surprise(warmth: Warmth) -> float:
        chances = warmth.chances(scores, known)[rows, truth]
        return float(-np.log(np.maximum(chances, 1e-6)).mean())

    return min(every, key=surprise)
