"""How a model is learned from sentences: their grams counted, pruned and weighed.

Every class counts the same, however many sentences it has: what is written of one language is not
drowned by another. Languages are weighed by naive Bayes, a gram once in a sentence; intents by
least squares, for what tells them is a word or two among many that tell nothing. They are learned
of all languages together, for they share many words (login, promo, stok), and one language has few
sentences of each. A key phrase counts as a sentence. The figures below were chosen by
cross-validation over our own sentences.

Sources: naive Bayes with smoothed counts, McCallum & Nigam, "A comparison of event models for
naive Bayes text classification" (1998); sequences of letters for telling languages apart, Cavnar
& Trenkle, "N-gram-based text categorization" (1994).
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from crm.understanding import corpus
from crm.understanding.grams import grams
from crm.understanding.intents import Intent
from crm.understanding.model import Facts, Model, Warmth, slots
from crm.understanding.samples import Sample, greeted
from crm.understanding.squares import squares

SEEN = 2
"""Sentences that must have a gram before it counts."""
MOST = 32_000
"""Grams that are kept: the file is about half a megabyte."""
SMOOTHING = 0.3
"""Added to each count."""
_LIMIT = 127
_UNFITTED = Warmth(divisor=1, power=0)


def learn(given: Sample) -> Model:
    """Return a model of `given`, whose chances are not fitted yet."""
    keys, owners = _postings(given.texts)
    keys, rows, seen = np.unique(keys, return_inverse=True, return_counts=True)
    counts = (
        _counts(rows, given.languages[owners], (len(keys), len(corpus.LANGUAGES))),
        _counts(rows, given.intents[owners], (len(keys), len(Intent))),
    )
    weights = tuple(map(_weights, counts))
    kept = _kept(keys, _telling(counts, weights) * (seen >= SEEN))
    chosen = (weights[0][kept], _intents(keys[kept], greeted(given)))
    steps, rounded = zip(*map(_rounded, chosen), strict=True)
    facts = Facts(corpus.LANGUAGES, tuple(Intent), steps, (_UNFITTED, _UNFITTED), sources="")
    return Model.of(
        facts,
        np.concatenate([np.zeros(1, dtype=np.uint32), keys[kept]]),
        np.vstack([np.zeros_like(rounded[0], shape=(1, facts.width)), np.hstack(rounded)]),
    )


def _postings(texts: Sequence[str]) -> tuple[NDArray[np.uint32], NDArray[np.uint32]]:
    """Return each gram of each text once, and whose it is."""
    found = list(grams(texts))
    keys = np.concatenate([one.keys for one in found]).astype(np.uint64)
    owners = np.concatenate([one.owners for one in found]).astype(np.uint64)
    pairs = np.unique((keys << np.uint64(32)) | owners).astype("<u8").view("<u4")
    return pairs[1::2], pairs[::2]


def _counts(
    rows: NDArray[np.intp], classes: NDArray[np.int32], shape: tuple[int, int]
) -> NDArray[np.float64]:
    """Return how often each gram is in each class, as if all classes were equally long."""
    flat = np.bincount(rows * shape[1] + classes, minlength=shape[0] * shape[1])
    counts = flat.reshape(shape).astype(np.float64)
    totals = counts.sum(axis=0)
    return counts / np.maximum(totals, 1) * totals.mean()


def _intents(keys: NDArray[np.uint32], given: Sample) -> NDArray[np.float64]:
    """Return the weights of the grams `keys` for each intent.

    A gram counts as often as it stands in a sentence here, as it does when a text is weighed.
    """
    found = list(grams(given.texts))
    every = np.concatenate([one.keys for one in found])
    texts = np.concatenate([one.owners for one in found])
    order = np.argsort(keys)
    places = order[np.searchsorted(keys, every, sorter=order) % len(keys)]
    is_kept = keys[places] == every
    return squares(places[is_kept], texts[is_kept], given.intents, len(Intent))


def _weights(counts: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the logarithm of each gram's share of each class, less the mean over the classes."""
    smooth = counts + SMOOTHING
    logs = np.log(smooth / smooth.sum(axis=0))
    return logs - logs.mean(axis=1, keepdims=True)


def _telling(
    counts: Sequence[NDArray[np.float64]], weights: Sequence[NDArray[np.float64]]
) -> NDArray[np.float64]:
    """Return how much each gram tells: how often it is there, times how uneven it is."""
    uneven = [
        (many * weight).sum(axis=1) / many.sum()
        for many, weight in zip(counts, weights, strict=True)
    ]
    return np.sum(uneven, axis=0)


def _kept(keys: NDArray[np.uint32], telling: NDArray[np.float64]) -> NDArray[np.intp]:
    """Choose the grams that tell most, one of those that would be looked for in the same slot."""
    best = np.argsort(-telling, kind="stable")[: np.count_nonzero(telling > 0)]
    _, first = np.unique(slots(keys[best]), return_index=True)
    return best[np.sort(first)[:MOST]]


def _rounded(weights: NDArray[np.float64]) -> tuple[float, NDArray[np.int8]]:
    """Return what 1 is, and the weights in it."""
    step = float(np.abs(weights).max()) / _LIMIT
    return step, np.rint(weights / step).astype(np.int8)
