"""What the words of a seller mean, one by one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial
from itertools import zip_longest

from crm.phrasebook import words
from crm.phrasebook.book import Book, book_of
from crm.phrasebook.files import REGIONAL
from crm.phrasebook.indonesian import ROOT, SHORTEST, beside, is_indonesian, itself
from crm.understanding.reading import SURE, read
from crm.understanding.rules import LEAST_WORDS

_TELLING = 300
"""Letters that tell a text's language: cards are made often, and what comes later is the same."""
_ENDINGS: Mapping[str, Mapping[str, str]] = {
    "jv": {"nipun": "nya", "ipun": "nya", "né": "nya", "ne": "nya", "e": "nya"},
    "su": {"na": "nya"},
    "min": {"nyo": "nya"},
    "ban": {"nyané": "nya", "nyane": "nya", "né": "nya", "ne": "nya", "e": "nya"},
    "bug": {"na": "nya", "ku": "saya", "ta": "Anda", "e": "itu"},
    "ace": {"jih": "nya", "lôn": "saya", "lon": "saya", "neuh": "Anda"},
    "mad": {"na": "nya", "êpon": "nya", "epon": "nya"},
    "bbc": {"muna": "Anda", "na": "nya", "hu": "saya"},
    "nij": {"ku": "saya"},
    "bew": {"nye": "nya"},
}
"""What is written to the end of a word, and says whose it is; `nya` is everywhere."""


@dataclass(frozen=True, slots=True)
class Glossed:
    """Words of a text as they stand there, and what they mean.

    Indonesian, numbers and the like mean themselves.
    """

    text: str
    meaning: str | None
    """None where nobody wrote it down."""


@dataclass(frozen=True, slots=True)
class _Piece:
    text: str
    word: str
    goes_on: bool
    """Whether the next may belong to the same phrase."""


def gloss(text: str, tag: str) -> tuple[Glossed, ...]:
    """Return `text` word by word, in its order and with nothing left out.

    What is said in several words stays together, unless a mark or a new line parts it.
    """
    pieces = _pieces(text)
    book = book_of(tag)
    found: list[Glossed] = []
    single = cache(partial(meaning, tag=tag))
    at = 0
    while at < len(pieces):
        phrase = _phrase_at(pieces, at, book)
        said = " ".join(one.text for one in pieces[at : at + max(len(phrase), 1)])
        found.append(Glossed(said, book.phrases[phrase] if phrase else single(said)))
        at += max(len(phrase), 1)
    return tuple(found)


def meaning(piece: str, tag: str) -> str | None:
    """Return what a piece of a text means; itself where it is Indonesian, a number or a name."""
    word = words.bare(piece)
    if words.says_itself(word) or words.is_address(piece):
        return piece
    book = book_of(tag)
    found = next((said for one in words.forms(word) if (said := _said(one, book))), None)
    if found is not None:
        return piece if found == word else found
    if is_indonesian(word, book.indonesian):
        return piece
    return _without_ending(word, tag, book)


def language_of(text: str, spoken: str) -> str:
    """Return in which language to explain what a seller who speaks `spoken` wrote.

    A regional one that the text itself is clearly in goes first: they may have chosen another.
    """
    reading = read(text[:_TELLING])
    sure = reading and reading.language_score >= SURE and reading.words >= LEAST_WORDS
    return reading.language if reading and sure and reading.language in REGIONAL else spoken


def _pieces(text: str) -> list[_Piece]:
    found = list(words.PIECE.finditer(text))
    return [
        _Piece(
            this.group(),
            words.unaccented(words.bare(this.group())),
            after is not None and words.goes_on(text, this.end(), after.start()),
        )
        for this, after in zip_longest(found, found[1:])
    ]


def _phrase_at(pieces: Sequence[_Piece], at: int, book: Book) -> tuple[str, ...]:
    """Return the phrase that is known and begins here, in bare words; empty where none does."""
    most = 1
    while most < book.longest and at + most < len(pieces) and pieces[at + most - 1].goes_on:
        most += 1
    for length in range(most, 1, -1):
        phrase = tuple(one.word for one in pieces[at : at + length])
        if phrase in book.phrases:
            return phrase
    return ()


def _said(form: str, book: Book) -> str | None:
    """Return what a form means in the language, with what it is in Indonesian beside it."""
    known = book.words.get(form) or book.words.get(form.rstrip("'"))
    return itself(form) if known is None else beside(known, form)


def _without_ending(word: str, tag: str, book: Book) -> str | None:
    for ending, owner in {**_ENDINGS.get(tag, {}), "nya": "nya"}.items():
        stem = word.removesuffix(ending)
        if stem == word or len(stem) < SHORTEST:
            continue
        known = next((one for one in words.forms(stem) if one in book.words), None)
        if known is not None:
            return f"{beside(book.words[known], known)} + {owner}"
        if len(stem) >= ROOT and is_indonesian(stem, ()):
            return f"{stem} + {owner}"
    return None
