"""What is found in the phrasebook, from Indonesian or into it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from crm.phrasebook import rules, words
from crm.phrasebook.book import book_of
from crm.phrasebook.files import REGIONAL, Entry, Section, chat, lexicon, phrases
from crm.phrasebook.indonesian import BESIDE, is_indonesian, itself, stems

LINES = 24
"""How many phrases one message shows."""
_MOST_FORMS = 5
_MOST_WORDS = 12
_OF_A_WORD = 2
"""Phrases for each word, where several are looked up by themselves."""


@dataclass(frozen=True, slots=True)
class _Line:
    entry: Entry
    said: frozenset[tuple[str, ...]]
    """Each way to say it, in either language, in bare words."""
    text: str


@dataclass(frozen=True, slots=True)
class _Index:
    """What is looked up in a language: its phrases, and its forms by what they mean."""

    lines: tuple[_Line, ...]
    forms: Mapping[tuple[str, ...], Sequence[str]]


def entries(tag: str, section: Section) -> tuple[Entry, ...]:
    """Return what can be said in a language."""
    return tuple(one for one in phrases(tag) if one.section is section)


def lookup(typed: str, tag: str) -> tuple[Entry, ...]:
    """Return what there is for an Indonesian word or phrase, or for one of the language.

    What is just that comes first, then what has it in it. Where there is neither, each word is
    looked up by itself, then without its endings.
    """
    said = words.said_in(typed)[:_MOST_WORDS]
    found = list(_whole(said, tag))
    if not found:
        found = [one for word in said for one in _alone(word, tag)]
    return tuple(_merged(found))[:LINES]


def _whole(said: tuple[str, ...], tag: str) -> Iterator[Entry]:
    """Yield what there is for words together, as they were typed and as they are in full."""
    ways = [way for way in dict.fromkeys((said, *_in_full(said))) if way]
    for find in (_just, _inside):
        for way in ways:
            yield from find(way, tag)


def _in_full(said: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """Yield what chats shorten in full, each word in its first meanings."""
    for at in (0, -1):
        full = (chat().get(word, word).split(BESIDE)[at] for word in said)
        yield tuple(one for word in full for one in words.said_in(word))


def _alone(word: str, tag: str) -> Iterator[Entry]:
    for stem in stems(word):
        found = tuple(_whole((stem,), tag))
        if found:
            yield from found[:_OF_A_WORD]
            return


def _just(wanted: tuple[str, ...], tag: str) -> Iterator[Entry]:
    index = _index(tag)
    yield from (line.entry for line in index.lines if wanted in line.said)
    if tag not in REGIONAL:
        return
    meaning = _meaning(wanted[0], tag) if len(wanted) == 1 else None
    if meaning is not None and meaning != wanted[0]:
        yield Entry(Section.WORD, meaning, wanted[0])
    alike = index.forms.get(wanted)
    if alike:
        yield Entry(Section.WORD, " ".join(wanted), BESIDE.join(alike[:_MOST_FORMS]))


def _inside(wanted: tuple[str, ...], tag: str) -> Iterator[Entry]:
    within = f" {' '.join(wanted)} "
    return (line.entry for line in _index(tag).lines if within in line.text)


@cache
def _index(tag: str) -> _Index:
    lines = tuple(
        _Line(
            one,
            frozenset((*_said(one.indonesian), *_said(one.phrase))),
            f" {' '.join(words.said_in(f'{one.indonesian} {one.phrase}'))} ",
        )
        for one in phrases(tag)
    )
    listed = lexicon(tag) if tag in REGIONAL else dict[str, str]()
    forms: dict[tuple[str, ...], list[str]] = {}
    for form, meaning in listed.items():
        if form not in chat():
            for said in _said(meaning):
                forms.setdefault(said, []).append(form)
    return _Index(lines, forms)


def _meaning(word: str, tag: str) -> str | None:
    """Return what a word of the language means; None where it is but Indonesian."""
    book = book_of(tag)
    listed = next((book.words[one] for one in words.forms(word) if one in book.words), None)
    if listed is not None:
        return listed
    plain = itself(word) is not None or is_indonesian(word, book.indonesian)
    return None if plain else rules.meaning(word, tag)


def _merged(found: Iterable[Entry]) -> Iterator[Entry]:
    """Yield one entry for all that are the same in Indonesian, with each way to say it once."""
    by_indonesian: dict[str, Entry] = {}
    for one in found:
        known = by_indonesian.setdefault(one.indonesian.lower(), one)
        ways: dict[str, str] = {}
        for way in (*known.phrase.split(BESIDE), *one.phrase.split(BESIDE)):
            ways.setdefault(words.unaccented(way.lower()), way)
        merged = replace(known, phrase=BESIDE.join(ways.values()))
        by_indonesian[one.indonesian.lower()] = merged
    yield from by_indonesian.values()


def _said(text: str) -> list[tuple[str, ...]]:
    return [words.said_in(one) for one in text.split(BESIDE)]
