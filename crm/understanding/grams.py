"""What recognition goes by: sequences of one to five letters within words, and whole words."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from crm.understanding.letters import EDGE, SYMBOLS, Letters, letters

LONGEST = 5
"""Letters of a sequence, edges of its word counted."""
_WORD = np.uint32(1 << 31)
"""Set in the key of a whole word; those of sequences stay below."""
_LETTERS = 64
"""Letters of a word that its key depends on."""
_FACTORS = np.array([pow(1_000_003, at, 1 << 32) for at in range(_LETTERS)], dtype=np.uint32)


@dataclass(frozen=True, slots=True)
class Grams:
    """Keys of the same length, with whose each is, in the order of the texts."""

    keys: NDArray[np.uint32]
    owners: NDArray[np.int32]


def grams(texts: Sequence[str]) -> Iterator[Grams]:
    """Yield the grams of `texts`, one length after the other, at last the words."""
    read = letters(texts)
    for length in range(1, LONGEST + 1):
        yield _sequences(read, length)
    yield _words(read)


def _sequences(read: Letters, length: int) -> Grams:
    """Return the sequences of a length that lie within one word, its edges included."""
    count = max(len(read.symbols) - length + 1, 0)
    keys = np.zeros(count, dtype=np.uint32)
    within = np.ones(count, dtype=np.bool_)
    letters_in = np.zeros(count, dtype=np.bool_)
    for at in range(length):
        symbols = read.symbols[at : at + count]
        keys = keys * np.uint32(SYMBOLS) + symbols
        is_edge = symbols == EDGE
        letters_in |= ~is_edge
        if 0 < at < length - 1:
            within &= ~is_edge
    within &= letters_in
    return Grams(keys[within], read.owners[:count][within])


def _words(read: Letters) -> Grams:
    edges = read.symbols == EDGE
    starts = np.flatnonzero(edges[:-1] & ~edges[1:]) + 1
    if not len(starts):
        return Grams(np.zeros(0, dtype=np.uint32), np.zeros(0, dtype=np.int32))
    places = np.arange(len(edges))
    within = places - np.maximum.accumulate(np.where(edges, places, 0))
    values = read.symbols * _FACTORS[np.minimum(within, _LETTERS - 1)]
    values[edges] = 0
    keys = np.add.reduceat(values, starts, dtype=np.uint32)
    return Grams(keys | _WORD, read.owners[starts])
