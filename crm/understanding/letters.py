"""Texts as small numbers, many at a time: letters without case and marks, and where words end.

What tells nothing of a language is left out: addresses, @names, numbers, emoji. Sellers write
accents or leave them out as they like, hold letters long ("haloooo") and take letters of full
width or of mathematics for ornament: none of it makes another word.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain

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
_MARKED = ((0x80, 0x250), (0x300, 0x370), (0x1E00, 0x1F00), (0x2018, 0x201A))
"""Where letters with marks, marks and apostrophes are."""
_DISGUISED = (
    (0x1D2C, 0x1D6B), (0x2071, 0x209D), (0x2100, 0x2150), (0x24B6, 0x24EA), (0xFF21, 0xFF5B),
    (0x1D400, 0x1D6A4), (0x1F130, 0x1F14A),
)  # fmt: skip
"""Where plain letters are once more: raised, in circles, of full width, of mathematics."""
_PICTURES = frozenset("ℹⓂ")
"""Emoji among them."""
_CHARACTERS = _DISGUISED[-1][1] + 1
"""The last stands for all that come after it, none of which is a letter of ours."""


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
    symbols = _table()[np.minimum(code, _CHARACTERS - 1)]
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
    table = np.full(_CHARACTERS, EDGE, dtype=np.uint8)
    for number in chain(range(0x80), *(range(*one) for one in _MARKED)):
        table[number] = _symbol(chr(number))
    for number in chain(*(range(*one) for one in _DISGUISED)):
        plain = unicodedata.normalize("NFKC", chr(number))
        if len(plain) == 1 and chr(number) not in _PICTURES:
            table[number] = _symbol(plain)
    table[ord("ʼ")] = _APOSTROPHE
    return table


def _symbol(character: str) -> int:
    if character in _APOSTROPHES:
        return _APOSTROPHE
    if unicodedata.combining(character):
        return 0
    letter = unicodedata.normalize("NFKD", character.lower())[:1]
    return ord(letter) - ord("a") + EDGE + 1 if "a" <= letter <= "z" else EDGE
