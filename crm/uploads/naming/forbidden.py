"""Words that no product's name may hold, however they are dressed up."""

import re
from collections.abc import Iterator
from functools import cache
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from crm.declared.tables import Mistake, Table
from crm.declared.texts import refusal, text_of
from crm.uploads.naming.faults import FORBIDDEN, Fault

FILE = Path(__file__).with_name("forbidden.toml")
_TOKEN = re.compile(r"(?:(?<![^\W_])[^\W\d_](?:[ .\-_*]+|$)){3,}[^\W\d_]?(?![^\W_])|[^\W_]+%?")
"""A word, also one whose letters stand apart."""
_LETTER = re.compile(r"[^\W\d_]")
_APART = re.compile(r"[ .\-_*]+")
_HELD = re.compile(r"(.)\1+")
_LIKE_LETTERS = str.maketrans("01345", "oieas")

Phrase = tuple[str, ...]


class InvalidForbiddenWords(Exception):
    """The file of words cannot be meant; the text says on which line."""


class Token(NamedTuple):
    """A word of a text, where it stands, and what it reads as."""

    begin: int
    end: int
    word: str


def forbidden_in(text: str) -> Iterator[tuple[Fault, int, int]]:
    """Yield why, and from where to where, for every forbidden phrase in a plain `text`."""
    tokens = [
        Token(found.start(), found.start() + len(found[0].rstrip(" .-_*")), _folded(found[0]))
        for found in _TOKEN.finditer(text)
    ]
    at = 0
    while at < len(tokens):
        length, fault = _longest(tokens, at)
        if fault is None:
            at += 1
            continue
        begin, at = tokens[at].begin, at + length
        if fault is Fault.PROMOTION and at < len(tokens) and tokens[at].word.endswith("%"):
            at += 1
        yield fault, begin, tokens[at - 1].end


def parse(text: str) -> dict[Phrase, Fault]:
    """Return the phrases that `text` declares, as the words they read as.

    Raises:
        Mistake: the first one, with its line.
    """
    file = Table.read(text)
    file.knows(*FORBIDDEN)
    found: dict[Phrase, Fault] = {}
    for fault in FORBIDDEN:
        for at, phrase in enumerate(file.texts(fault)):
            words = tuple(_folded(one[0]) for one in _TOKEN.finditer(phrase))
            if not words or len(words) > _MOST_WORDS:
                message = f"a phrase must be of 1 to {_MOST_WORDS} words"
                raise file.wrong(message, fault, at)
            found[words] = fault
    return found


_MOST_WORDS = 5


def _longest(tokens: list[Token], at: int) -> tuple[int, Fault | None]:
    """Return how many words from there on are the longest phrase, and why it is forbidden."""
    known = _shipped()
    for length in range(_MOST_WORDS, 0, -1):
        fault = known.get(tuple(token.word for token in tokens[at : at + length]))
        if fault is not None:
            return min(length, len(tokens) - at), fault
    return 0, None


def _folded(word: str) -> str:
    """Return what `word` reads as: small, with letters for digits, none of them held."""
    word = _APART.sub("", word.casefold())
    if len(_LETTER.findall(word)) > 1:
        word = word.translate(_LIKE_LETTERS)
        word = _HELD.sub(r"\1", word)
    return word


@cache
def _shipped() -> dict[Phrase, Fault]:
    try:
        return parse(text_of(FILE))
    except Mistake as mistake:
        message = refusal(FILE.name, mistake)
    raise InvalidForbiddenWords(message)


def without_forbidden(text: str) -> str:
    """Return `text` with a blank for each of them."""
    kept, last = list[str](), 0
    for _, begin, end in forbidden_in(text):
        kept += text[last:begin], " "
        last = end
    return "".join(chain(kept, text[last:]))
