"""Texts as small numbers, many at a time: letters without case and marks, and where words end.

What tells nothing of a language is left out: addresses, @names, numbers, emoji. Sellers write
accents or leave them out as they like, and hold letters long ("haloooo"): neither makes another
word.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

BEGINNING = 250
ENDING = 100
"""Letters that are read of a longer text: its middle is in the same language, and whoever writes
at length says at the beginning or at the end what they want."""
EDGE = 1
"""The symbol before, between and after words. 2 to 27 are a to z, 28 an apostrophe."""
SYMBOLS = 32
_APOSTROPHES = "'’‘ʼ`"
_APOSTROPHE = 28
_ADDRESS = re.compile(r"(?<!\w)\w+://\S+|www\.\S+|(?<!\S)[^\s@]*@\S+")
"""Looked for where a word begins only: not from each letter of a long one, one after the other."""
_BREAK = 10
_PLANE = 0x10000


@dataclass(frozen=True, slots=True)
class Letters:
    """Texts one after another, each between edges; `owners` says whose each symbol is."""

    symbols: NDArray[np.uint32]
    owners: NDArray[np.int32]
    texts: int


def letters(texts: Sequence[str]) -> Letters:
    """Return the letters of `texts`; a text without Latin letters has edges only."""
    told = [_both_ends(text).replace("\n", " ") for text in texts]
    if _may_be_address(" ".join(told)):
        told = [_without_addresses(text) for text in told]
    joined = "\n".join(["", *told, ""])
    code = np.frombuffer(joined.encode("utf-32-le", "replace"), dtype="<u4")
    breaks = code == _BREAK
    symbols = _table()[np.minimum(code, _PLANE - 1)]
    owners = (np.cumsum(breaks) - 1).astype(np.int32)
    written = symbols > 0
    symbols, owners, breaks = symbols[written], owners[written], breaks[written]
    kept = _told(symbols) | breaks
    symbols, owners = symbols[kept], owners[kept]
    return Letters(symbols.astype(np.uint32), owners, len(texts))


def _both_ends(text: str) -> str:
    """Return `text` without its middle where it is long; what is left of a cut word falls away."""
    if len(text) <= BEGINNING + ENDING:
        return text
    _rest, _space, ending = text[-ENDING:].partition(" ")
    return f"{text[:BEGINNING]} {ending}"


def _without_addresses(text: str) -> str:
    """Leave addresses out; only words that may be one are looked at closely, as that is slow."""
    return " ".join(
        _ADDRESS.sub(" ", word) if _may_be_address(word) else word for word in text.split()
    )


def _may_be_address(text: str) -> bool:
    return "@" in text or "://" in text or "www." in text


def _told(symbols: NDArray[np.uint8]) -> NDArray[np.bool_]:
    """Leave one of an edge, and one of a letter that stands three times or more."""
    padded = np.concatenate([[0, 0], symbols, [0]])
    before, before_that, after = padded[1:-2], padded[:-3], padded[3:]
    again = symbols == before
    held = again & ((before == before_that) | (symbols == after) | (symbols == EDGE))
    return ~held


@cache
def _table() -> NDArray[np.uint8]:
    """Return the symbol of each character; 0 is a mark above or below a letter."""
    table = np.full(_PLANE, EDGE, dtype=np.uint8)
    for number in range(0x80):
        table[number] = _symbol(chr(number))
    for first, last in ((0x80, 0x250), (0x300, 0x370), (0x1E00, 0x1F00), (0x2018, 0x201A)):
        for number in range(first, last):
            table[number] = _symbol(chr(number))
    table[ord("ʼ")] = _APOSTROPHE
    return table


def _symbol(character: str) -> int:
    if character in _APOSTROPHES:
        return _APOSTROPHE
    if unicodedata.combining(character):
        return 0
    letter = unicodedata.normalize("NFKD", character.lower())[:1]
    return ord(letter) - ord("a") + EDGE + 1 if "a" <= letter <= "z" else EDGE
