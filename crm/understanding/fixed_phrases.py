"""Messages that are nothing but known phrases, however people type them."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain, product
from typing import TypeVar

Phrase = tuple[str, ...]
Kind = TypeVar("Kind")
_LETTERS = re.compile(r"[^\W\d_]+")
_HELD = re.compile(r"(.)\1+")
_APOSTROPHES = re.compile(r"['`´ʼ‘’]")  # noqa: RUF001 - what people type for one


def words_of(text: str) -> Phrase:
    """Return the words of `text` without what people write differently: case, accents, ooo."""
    plain = _APOSTROPHES.sub("", text.casefold())
    if not plain.isascii():
        parts = unicodedata.normalize("NFKD", plain)
        bare = "".join(letter for letter in parts if not unicodedata.combining(letter))
        plain = bare.casefold()  # a bold T is one only now
    return tuple(_HELD.sub(r"\1", word) for word in _LETTERS.findall(plain))


def phrases(patterns: Iterable[str]) -> Iterator[Phrase]:
    """Yield the phrases that the patterns stand for.

    Words that may take each other's place are joined by "/": "sudah/udah bisa" is two phrases.
    """
    known = _Words()
    for pattern in patterns:
        places = [[known[word] for word in place.split("/")] for place in pattern.split()]
        for one in product(*places):
            yield tuple(chain.from_iterable(one))


class _Words(dict[str, Phrase]):
    """The words of what stands in one place, each found once: most stand in many patterns."""

    def __missing__(self, text: str) -> Phrase:
        self[text] = found = words_of(text)
        return found


def kinds_of(words: Phrase, known: Mapping[Phrase, Kind]) -> list[Kind] | None:
    """Return the kinds of the fewest known phrases that make up all of `words`, in their order.

    None where a word is left over. It takes len(words) squared steps.
    """
    made: list[list[Kind] | None] = [[]]
    for end in range(1, len(words) + 1):
        found: list[Kind] | None = None
        for begin in range(end):
            before, kind = made[begin], known.get(words[begin:end])
            if before is not None and kind is not None and not _shorter(found, len(before) + 1):
                found = [*before, kind]
        made.append(found)
    return made[-1]


def _shorter(found: list[Kind] | None, length: int) -> bool:
    return found is not None and len(found) <= length
