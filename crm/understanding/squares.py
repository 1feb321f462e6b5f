"""Weights by least squares: those under which each text comes closest to its class.

Naive Bayes takes each gram as if it stood alone; sequences of letters overlap, and a long word
counts many times over. Here all weights are chosen together, so that grams share what they tell.
Large ones are penalised (ridge regression), rare grams count more (inverse document frequency),
long texts not more than short ones, and every class the same. The minimum is neared by conjugate
gradients.

Sources: Rifkin & Klautau, "In defense of one-vs-all classification" (2004), for least squares as
a classifier; Björck, "Numerical Methods for Least Squares Problems" (1996), 7.4, for the steps.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

PENALTY = 1.0
"""How dear large weights are."""
STEPS = 10
"""Of the descent. Fifteen more gain a few tenths of a point."""

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Postings:
    """Which text has which gram, by their places, and how much each gram and each text counts."""

    grams: NDArray[np.intp]
    texts: NDArray[np.int32]
    of_gram: Floats
    of_text: Floats

    def to_texts(self, weights: Floats) -> Floats:
        """Return the sum of weights of each text, a row for each class."""
        sums = [
            np.bincount(self.texts, weights=row[self.grams], minlength=len(self.of_text))
            for row in weights * self.of_gram
        ]
        return np.stack(sums) * self.of_text

    def to_grams(self, errors: Floats) -> Floats:
        """Return the sum of errors of each gram, a row for each class."""
        sums = [
            np.bincount(self.grams, weights=row[self.texts], minlength=len(self.of_gram))
            for row in errors * self.of_text
        ]
        return np.stack(sums) * self.of_gram


def squares(
    grams: NDArray[np.intp], texts: NDArray[np.int32], classes: NDArray[np.int32], width: int
) -> Floats:
    """Return the weight of each gram for each of `width` classes; `classes` are the texts'."""
    often = np.bincount(grams)
    rarity = np.log(len(classes) / np.minimum(often, len(classes)))
    lengths = np.sqrt(np.bincount(texts, weights=rarity[grams] ** 2, minlength=len(classes)))
    shares = np.bincount(classes, minlength=width) * width / len(classes)
    even = 1 / np.sqrt(shares[classes])
    postings = Postings(grams, texts, rarity, even / np.maximum(lengths, 1))
    wanted = (np.arange(width)[:, None] == classes) - 1 / width
    weights = (_descend(postings, wanted * even) * rarity).T
    return weights - weights.mean(axis=1, keepdims=True)


def _descend(postings: Postings, wanted: Floats) -> Floats:
    """Return weights whose sums come near to what is `wanted`, a row for each class."""
    weights = np.zeros((len(wanted), len(postings.of_gram)))
    errors = wanted.copy()
    slope = postings.to_grams(errors)
    direction, steep = slope, _squared(slope)
    for _ in range(STEPS):
        change = postings.to_texts(direction)
        step = steep / (_squared(change) + PENALTY * _squared(direction))
        weights += step * direction
        errors -= step * change
        slope = postings.to_grams(errors) - PENALTY * weights
        before, steep = steep, _squared(slope)
        direction = slope + steep / before * direction
    return weights


def _squared(rows: Floats) -> Floats:
    """Return the sum of squares of each row; 1 where it is 0, as there is nowhere to go then."""
    sums = np.square(rows).sum(axis=1, keepdims=True)
    return np.where(sums > 0, sums, 1.0)
