"""Whether a message is nothing but a wish that we stop, in any of the languages' plain words."""

import re
import tomllib
import unicodedata
from collections.abc import Iterable
from functools import cache
from itertools import chain
from pathlib import Path

FILE = Path(__file__).with_name("stopwords.toml")
LONGEST = 120
"""Characters; whoever writes more has more to say than that."""
_LETTERS = re.compile(r"[^\W\d_]+")
_HELD = re.compile(r"(.)\1+")
_APOSTROPHES = re.compile(r"['`´ʼ‘’]")  # noqa: RUF001 - what people type for one

Phrase = tuple[str, ...]


def is_stop_word(text: str) -> bool:
    """Tell whether `text` says that we shall stop, and says nothing else."""
    if len(text) > LONGEST or any(letter.isdigit() for letter in text):
        return False
    return _is_made_of(_tokens(text), stops=_stops(), fillers=_fillers())


def languages() -> frozenset[str]:
    """Return the languages whose words are known."""
    return frozenset(_file()["stop"])


def _is_made_of(tokens: Phrase, *, stops: frozenset[Phrase], fillers: frozenset[Phrase]) -> bool:
    """Tell whether `tokens` are phrases one after the other, at least one of them a stop word."""
    polite, stopped = {0}, set[int]()  # after how many tokens that can be, without and with one
    for end in range(1, len(tokens) + 1):
        for begin in range(end):
            phrase = tokens[begin:end]
            if phrase in stops and begin in polite | stopped:
                stopped.add(end)
            if phrase in fillers:
                polite |= {end} if begin in polite else set()
                stopped |= {end} if begin in stopped else set()
    return len(tokens) in stopped


def _tokens(text: str) -> Phrase:
    """Return the words of `text` without what people write differently: case, accents, ooo."""
    plain = unicodedata.normalize("NFKD", _APOSTROPHES.sub("", text.casefold()))
    bare = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return tuple(_HELD.sub(r"\1", word) for word in _LETTERS.findall(bare))


@cache
def _stops() -> frozenset[Phrase]:
    return _phrases(chain.from_iterable(_file()["stop"].values()))


@cache
def _fillers() -> frozenset[Phrase]:
    return _phrases(_file()["polite"]["words"])


def _phrases(texts: Iterable[str]) -> frozenset[Phrase]:
    return frozenset(_tokens(text) for text in texts)


@cache
def _file() -> dict[str, dict[str, list[str]]]:
    return tomllib.loads(FILE.read_text(encoding="utf-8"))
