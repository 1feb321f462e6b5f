"""What the words of a seller mean, one by one; and what is found in the phrasebook."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from crm.phrasebook import words
from crm.phrasebook.files import INDONESIAN, REGIONAL, Entry, Section, lexicon, phrases
from crm.understanding.corpus import sentences
from crm.understanding.reading import SURE, read
from crm.understanding.rules import LEAST_WORDS

BESIDE = " / "
"""Stands between words that mean the same."""
LINES = 24
"""How many phrases one message shows."""
_MOST_FORMS = 5
_TELLING = 300
"""Letters that tell a text's language: cards are made often, and what comes later is the same."""
_SHORTEST = 3
"""Letters that are left of a word, at least, where its ending is taken off."""
_ENDINGS: Mapping[str, Mapping[str, str]] = {
    "jv": {"nipun": "nya", "ipun": "nya", "né": "nya", "ne": "nya", "e": "nya"},
    "su": {"na": "nya"},
    "min": {"nyo": "nya"},
    "ban": {"nyané": "nya", "nyane": "nya", "né": "nya", "ne": "nya"},
    "bug": {"na": "nya", "ku": "saya", "ta": "Anda"},
    "ace": {"jih": "nya", "lôn": "saya", "lon": "saya", "neuh": "Anda"},
    "mad": {"na": "nya", "êpon": "nya", "epon": "nya"},
    "bbc": {"muna": "Anda", "na": "nya", "hu": "saya"},
    "nij": {"ku": "saya"},
    "bew": {"nye": "nya"},
}
"""What is written to the end of a word, and says whose it is; `nya` is everywhere."""
_OF_INDONESIAN = ("nya", "kan", "lah", "kah", "ku", "mu")


@dataclass(frozen=True, slots=True)
class Glossed:
    """Words of a text as they stand there, and what they mean.

    Indonesian, numbers and the like mean themselves.
    """

    text: str
    meaning: str | None
    """None where nobody wrote it down."""


@dataclass(frozen=True, slots=True)
class _Book:
    """What is known of a language: its words, phrases of several, and words of Indonesian."""

    words: Mapping[str, str]
    phrases: Mapping[tuple[str, ...], str]
    longest: int
    indonesian: frozenset[str]


def entries(tag: str, section: Section) -> tuple[Entry, ...]:
    """Return what can be said in a language."""
    return tuple(one for one in phrases(tag) if one.section is section)


def gloss(text: str, tag: str) -> tuple[Glossed, ...]:
    """Return `text` word by word, in its order and with nothing left out.

    What is said in several words stays together.
    """
    pieces: list[str] = words.PIECE.findall(text)
    plain = [words.unaccented(words.bare(piece)) for piece in pieces]
    book = _book(tag)
    found: list[Glossed] = []
    at = 0
    while at < len(pieces):
        length = _phrase_at(plain, at, book)
        said = " ".join(pieces[at : at + length])
        known = book.phrases.get(tuple(plain[at : at + length])) if length > 1 else None
        found.append(Glossed(said, known or _meaning(said, tag, book)))
        at += length
    return tuple(found)


def lookup(typed: str, tag: str) -> tuple[Entry, ...]:
    """Return what there is for an Indonesian word or phrase, or for one of the language.

    What is just that comes first, then what has it in it.
    """
    wanted = words.said_in(typed)
    if not wanted:
        return ()
    book = phrases(tag)
    just = [one for one in book if wanted in (*_said(one.indonesian), *_said(one.phrase))]
    inside = [one for one in book if _holds(f"{one.indonesian} {one.phrase}", wanted)]
    return tuple(dict.fromkeys((*just, *_known(typed, tag), *inside)))[:LINES]


def language_of(text: str, spoken: str) -> str:
    """Return in which language to explain what a seller who speaks `spoken` wrote.

    A regional one that the text itself is clearly in goes first: they may have chosen another.
    """
    reading = read(text[:_TELLING])
    sure = reading and reading.language_score >= SURE and reading.words >= LEAST_WORDS
    return reading.language if reading and sure and reading.language in REGIONAL else spoken


def is_explained(text: str, spoken: str) -> bool:
    """Tell whether staff find a meaning for what a seller who speaks `spoken` wrote."""
    return spoken in REGIONAL or language_of(text, spoken) in REGIONAL


def _said(text: str) -> list[tuple[str, ...]]:
    return [words.said_in(one) for one in text.split(BESIDE)]


def _holds(text: str, wanted: Sequence[str]) -> bool:
    return f" {' '.join(wanted)} " in f" {' '.join(words.said_in(text))} "


def _known(typed: str, tag: str) -> Iterator[Entry]:
    """Yield what the list of words says, either way."""
    if tag not in REGIONAL:
        return
    word = typed.strip()
    meaning = _meaning(word, tag, _book(tag)) if len(word.split()) == 1 else None
    if meaning is not None and meaning != word:
        yield Entry(Section.WORD, meaning, words.bare(word))
    wanted = words.said_in(typed)
    alike = [form for form, means in lexicon(tag).items() if wanted in _said(means)]
    if alike:
        yield Entry(Section.WORD, typed.strip().lower(), BESIDE.join(alike[:_MOST_FORMS]))


def _phrase_at(plain: Sequence[str], at: int, book: _Book) -> int:
    """Return how many pieces are a phrase that is known; 1 where none begins here."""
    for length in range(min(book.longest, len(plain) - at), 1, -1):
        if tuple(plain[at : at + length]) in book.phrases:
            return length
    return 1


def _meaning(piece: str, tag: str, book: _Book) -> str | None:
    word = words.bare(piece)
    if not words.has_letters(word) or words.is_address(piece):
        return piece
    for form in words.forms(word):
        meaning = book.words.get(form) or book.words.get(form.rstrip("'"))
        if meaning is not None:
            return piece if meaning == word else meaning
    if _is_indonesian(word, book):
        return piece
    return _without_ending(word, tag, book)


def _is_indonesian(word: str, book: _Book) -> bool:
    stems = (word.removesuffix(ending) for ending in ("", *_OF_INDONESIAN))
    found = (stem for stem in stems if stem == word or len(stem) >= _SHORTEST)
    return any(form in book.indonesian for stem in found for form in words.forms(stem))


def _without_ending(word: str, tag: str, book: _Book) -> str | None:
    for ending, owner in {**_ENDINGS.get(tag, {}), "nya": "nya"}.items():
        stem = word.removesuffix(ending)
        if stem == word or len(stem) < _SHORTEST:
            continue
        meaning = next((book.words[one] for one in words.forms(stem) if one in book.words), None)
        if meaning is not None:
            return f"{meaning.split(BESIDE)[0]} + {owner}"
    return None


@cache
def _book(tag: str) -> _Book:
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
        if len(phrase) == 1:
            known.setdefault(phrase[0], meaning)
    several = {phrase: meaning for phrase, meaning in reversed(said) if len(phrase) > 1}
    return _Book(known, several, max(map(len, several), default=1), _indonesian(listed))


def _indonesian(listed: Mapping[str, str]) -> frozenset[str]:
    texts = (
        *listed.values(),
        *(one.text for one in sentences(INDONESIAN)),
        *(entry.indonesian for entry in phrases(REGIONAL[0])),
    )
    return frozenset(word for text in texts for word in words.said_in(text))
