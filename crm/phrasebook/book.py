"""What is known of a language: its words, what it says in several, and what else is Indonesian."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import product

from crm.phrasebook import words
from crm.phrasebook.files import INDONESIAN, REGIONAL, lexicon, phrases
from crm.phrasebook.indonesian import BESIDE, itself
from crm.understanding.corpus import sentences

_SPELLINGS: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "mad": {"â": ("a", "e"), "gh": ("gh", "g"), "è": ("e",), "ê": ("e",)},
}
"""How letters are written by whoever writes a language by ear."""


_ENDS_IN_E = frozenset({"ban"})
"""Where the last `a` of a word sounds, and is often written, as an `e`: "sube" for "suba"."""


@dataclass(frozen=True, slots=True)
class Book:
    """What is known of a language: its words, phrases of several, and words of Indonesian."""

    words: Mapping[str, str]
    phrases: Mapping[tuple[str, ...], str]
    longest: int
    indonesian: frozenset[str]


@cache
def book_of(tag: str) -> Book:
    """Return what the files say of a language."""
    listed = lexicon(tag) if tag in REGIONAL else dict[str, str]()
    said = [
        (words.said_in(one), entry.indonesian[:1].lower() + entry.indonesian[1:])
        for entry in phrases(tag)
        for one in entry.phrase.split(BESIDE)
    ]
    known = dict(listed)
    for form, meaning in listed.items():
        known.setdefault(words.unaccented(form), meaning)
    for phrase, meaning in said:
        if len(phrase) == 1 and itself(phrase[0]) is None:
            known.setdefault(phrase[0], meaning)
    for form, meaning in listed.items():
        for spelled in _spellings(form, tag):
            known.setdefault(spelled, meaning)
    several = {phrase: meaning for phrase, meaning in reversed(said) if len(phrase) > 1}
    return Book(known, several, max(map(len, several), default=1), _indonesian(listed))


def _spellings(form: str, tag: str) -> Iterator[str]:
    if tag in _ENDS_IN_E and form.endswith("a"):
        yield f"{words.unaccented(form[:-1])}e"
    ways = _SPELLINGS.get(tag)
    if ways is None:
        return
    parts = [form]
    for letters in ways:
        parts = [cut for part in parts for cut in _around(part, letters)]
    for spelled in product(*(ways.get(part, (part,)) for part in parts)):
        yield words.unaccented("".join(spelled))


def _around(part: str, letters: str) -> Iterator[str]:
    before, *others = part.split(letters)
    yield before
    for other in others:
        yield letters
        yield other


def _indonesian(listed: Mapping[str, str]) -> frozenset[str]:
    meant = frozenset(word for meaning in set(listed.values()) for word in words.said_in(meaning))
    return meant | _everywhere()


@cache
def _everywhere() -> frozenset[str]:
    texts = (
        *(one.text for one in sentences(INDONESIAN)),
        *(entry.indonesian for entry in phrases(REGIONAL[0])),
    )
    return frozenset(word for text in texts for word in words.said_in(text))
