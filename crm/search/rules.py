"""What is looked for, and what of a text is shown where it was found."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from unicodedata import normalize

from crm.sellers.names import fold

LONGEST = 255
"""So much of what was typed is read."""
MOST_WORDS = 8
LONGEST_WORD = 40
SHORTEST_BEGINNING = 3
"""With fewer letters the last word is a whole one: too many begin so."""
SHOWN = 5
"""How many of each kind an answer shows."""
EXCERPT = 120
"""How much of a text is shown."""
_LEAD = 40
"""How much of that stands before the first word that was found."""

_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Wanted:
    """Words that must all be there, folded; the last one may be the beginning of a longer one."""

    words: tuple[str, ...]

    @property
    def is_begun(self) -> bool:
        """Whether the last word may go on."""
        return len(self.words[-1]) >= SHORTEST_BEGINNING

    def fits(self, word: str) -> bool:
        """Tell whether a folded word is one of these."""
        return word in self.words or (self.is_begun and word.startswith(self.words[-1]))

    def stands_in(self, text: str) -> bool:
        """Tell whether the words follow one another in `text` as they were typed."""
        end = "" if self.is_begun else " "
        return f" {' '.join(self.words)}{end}" in f" {fold(text)} "


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a text; `is_hit` where it is what was looked for."""

    text: str
    is_hit: bool = False


def wanted(typed: str) -> Wanted | None:
    """Return the words in what was typed; None where it has none.

    Whatever is no letter and no digit only parts words, so nothing of it is a database's syntax.
    """
    words = (word[:LONGEST_WORD] for word in fold(typed[:LONGEST]).split())
    kept = tuple(dict.fromkeys(words))[:MOST_WORDS]
    return Wanted(kept) if kept else None


def excerpt(text: str, wanted: Wanted) -> tuple[Part, ...]:
    """Return where `text` says it first, with all that was found there marked."""
    line = normalize("NFC", " ".join(text.split()))
    hits = [word.span() for word in _WORD.finditer(line) if wanted.fits(fold(word[0]))]
    begin = _begin(line, hits[0][0]) if hits else 0
    end = begin + EXCERPT
    parts = list(_parts(line, [hit for hit in hits if hit[1] <= end], begin, end))
    lead = [Part("…")] if begin else []
    return (*lead, *parts, *([Part("…")] if len(line) > end else []))


def _begin(line: str, first: int) -> int:
    """Begin shortly before the first hit, at a word."""
    if first <= _LEAD:
        return 0
    return line.find(" ", first - _LEAD, first) + 1 or first - _LEAD


def _parts(line: str, hits: list[tuple[int, int]], begin: int, end: int) -> Iterator[Part]:
    for first, last in hits:
        if begin < first:
            yield Part(line[begin:first])
        yield Part(line[first:last], is_hit=True)
        begin = last
    if line[begin:end]:
        yield Part(line[begin:end])
