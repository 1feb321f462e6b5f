"""What recognition goes by: sequences of one to five letters within words, and whole words."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from crm.understanding.letters import EDGE, SYMBOLS, Letters, letters

LONGEST = 5
"""Letters of a sequence, edges of its word counted."""
_PAIR = 2
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
    yield from _sequences(read)
    yield _words(read)


def word_counts(texts: Sequence[str]) -> list[int]:
    """Return how many words of each text there are to go by: no numbers, emoji, addresses."""
    counts: list[int] = np.bincount(_words(letters(texts)).owners, minlength=len(texts)).tolist()
    return counts


def _sequences(read: Letters) -> Iterator[Grams]:
    """Yield the sequences of each length that lie within one word, its edges included."""
    is_letter = read.symbols != EDGE
    keys, within = read.symbols, is_letter
    for length in range(1, LONGEST + 1):
        if length > 1:
            keys = keys[:-1] * np.uint32(SYMBOLS) + read.symbols[length - 1 :]
            within = _within(is_letter, within, length)
        chosen = np.flatnonzero(within)
        yield Grams(keys[chosen], read.owners[chosen])


def _within(
    is_letter: NDArray[np.bool_], shorter: NDArray[np.bool_], length: int
) -> NDArray[np.bool_]:
    """Return where a sequence lies within one word: only at its ends may there be an edge."""
    if length == _PAIR:
        return is_letter[:-1] | is_letter[1:]
    inner = is_letter[length - 2 : -1]
    return inner if length == _PAIR + 1 else shorter[:-1] & inner


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
