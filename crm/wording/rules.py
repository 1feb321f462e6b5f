"""Which words tell what a text is about, and how alike two texts are by them.

Texts of sellers are short, misspelt and in several languages at once, so they are compared as sets
of words: without everyday ones, without what Indonesian puts before and after a word, and weighted
by how rare a word is. Two texts are as alike as the angle between them is small.

Sources: the cosine of texts as vectors of weighted words, Salton & Buckley, "Term-weighting
approaches in automatic text retrieval" (1988), with words counted once and the smoothed inverse
document frequency ln((1 + n) / (1 + df)) + 1; light stemming of Indonesian by rules alone, Tala,
"A study of stemming effects on information retrieval in Bahasa Indonesia" (2003).
"""

import re
import tomllib
import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import chain
from math import log, sqrt
from pathlib import Path

FILE = Path(__file__).with_name("everyday.toml")
MOST_WORDS = 80
"""Of a text: what comes after so many words is about the same."""
ALIKE = 0.35
"""From here on two texts are about the same, as the labelled reports in the tests tell."""
COMMON = 2
"""Words that two texts must share, at least: one alone says too little."""
STEM = 4
"""Letters that are left of a word, at least, where something is taken from it."""
_ADDRESS = re.compile(r"\w+://\S+|www\.\S+|\S+@\S+")
_WORD = re.compile(r"\w+")
_HELD = re.compile(r"(.)\1{2,}")
_TWICE = re.compile(r"(?<=[^\W\d])2$")
"""How people write that a word is said twice: "masuk2"."""
_POLITE = re.compile(r"(?:lah|kah|nya|ipun|ku|mu)$")
_ENDING = re.compile(r"(?:ake|aken|keun|an)$")
_ENDING_OF_A_VERB = re.compile(r"(?:kan|ake|aken|keun|an)$")
_BEGINNINGS = (
    (re.compile(r"^[mp]eng(?=e|irim)"), "k"),
    (re.compile(r"^[mp]en(?=[aeiou])"), "t"),
    (re.compile(r"^[mp]em(?=[aeiou])"), "p"),
    (re.compile(r"^[mp]eny(?=[aeiou])"), "s"),
    (re.compile(r"^[mp]e(?:ng|m(?=[bpf])|n(?=[cdjt]))"), ""),
    (re.compile(r"^(?:di|ke|ter|ber|nge|me)(?=[^aeiou]?[aeiou])"), ""),
)
"""What stands before a stem, and the letter that it swallowed: `mengirim` is `kirim`."""

Bag = frozenset[str]


def words_of(text: str) -> Bag:
    """Return the words that tell what `text` is about, as far as they can be told apart.

    Numbers, addresses, emoji and everyday words are left out.
    """
    stems = (_telling(word) for word in _plain(text)[:MOST_WORDS])
    return frozenset(stem for stem in stems if stem)


class Rarity:
    """How much each word says: the more, the fewer of the texts that are known have it."""

    def __init__(self, known: Iterable[Bag] = ()) -> None:
        """Learn it from texts that are known."""
        every = list(known)
        self._texts = len(every)
        self._with = Counter(chain.from_iterable(every))
        self._squares: dict[str, float] = {}

    def weight(self, word: str) -> float:
        """Return what `word` weighs: 1 where every text has it, or none is known."""
        return log((1 + self._texts) / (1 + self._with[word])) + 1

    def length(self, bag: Bag) -> float:
        """Return the length of a text as a vector of its words."""
        return sqrt(self.square(bag))

    def square(self, bag: Bag) -> float:
        """Return the square of that length."""
        return sum(map(self._squared, bag))

    def _squared(self, word: str) -> float:
        found = self._squares.get(word)
        if found is None:
            found = self._squares[word] = self.weight(word) ** 2
        return found


@dataclass(frozen=True, slots=True)
class Weighed:
    """A text, weighed once to be compared with many."""

    words: Bag
    length: float

    @classmethod
    def of(cls, words: Bag, rarity: Rarity) -> "Weighed":
        """Weigh `words`."""
        return cls(words, rarity.length(words))


def likeness(one: Weighed, other: Weighed, rarity: Rarity) -> float:
    """Return how alike two texts are, from 0 to 1; 0 where they share fewer than 2 words."""
    shared = one.words & other.words
    if len(shared) < COMMON:
        return 0.0
    return rarity.square(shared) / (one.length * other.length)


def _plain(text: str) -> list[str]:
    """Return the words of `text` without what people write differently: case, marks, ooo."""
    bare = _ADDRESS.sub(" ", text.casefold()).replace("'", "").replace("’", "")
    letters = unicodedata.normalize("NFKD", bare)
    found = _WORD.findall("".join(one for one in letters if not unicodedata.combining(one)))
    return [_TWICE.sub("", _HELD.sub(r"\1", word)) for word in found]


@lru_cache(maxsize=10_000)
def _telling(word: str) -> str:
    """Return the stem of a word that tells something; empty for one that does not."""
    plain = len(word) > 1 and word.isalpha()
    everyday = _everyday()
    if not plain or word in everyday or _POLITE.sub("", word) in everyday:
        return ""
    return _stem(word)


@cache
def _everyday() -> Bag:
    lines = tomllib.loads(FILE.read_text(encoding="utf-8")).values()
    return frozenset(chain.from_iterable(line.split() for line in lines))


def _stem(word: str) -> str:
    """Return `word` without what Indonesian puts around it, where enough is left to be a word."""
    word = _shorter(word, _POLITE.sub("", word))
    ending = _ENDING if word.startswith("pe") else _ENDING_OF_A_VERB
    word = _shorter(word, ending.sub("", word))
    for beginning, swallowed in _BEGINNINGS:
        if beginning.search(word):
            return _shorter(word, beginning.sub(swallowed, word))
    return word


def _shorter(word: str, stem: str) -> str:
    return stem if len(stem) >= STEM else word
