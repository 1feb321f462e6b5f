"""A message that is nothing but a command's own word, without its "/": "menu", "laporan saya"."""

from functools import cache
from itertools import chain
from pathlib import Path

from crm.understanding.courtesies import fillers
from crm.understanding.fixed_phrases import Phrase, kinds_of, phrases, words_of
from crm.understanding.requests import around
from crm.understanding.word_lists import WordLists, read

FILE = Path(__file__).with_name("plain_words.toml")
COMMANDS = frozenset({
    "menu", "bantuan", "bahasa", "laporan_saya", "lapor", "unggah", "tips", "privasi", "lanjut",
    "batal",
})  # fmt: skip
"""The commands that have plain words: the file has a list of each, and no other."""
_LONGEST, _MOST = 80, 12
"""Characters and words; whoever writes more has more to say than that."""


def commanded(text: str) -> str | None:
    """Return the command that `text` is the word for; None where it says anything else.

    Polite words may stand around it: "kak, saya mau lapor dong". Two commands are none.
    """
    if len(text) > _LONGEST or any(letter.isdigit() for letter in text):
        return None
    words = words_of(text)
    kinds = kinds_of(words, _known()) if len(words) <= _MOST else None
    found = [kind for kind in kinds or () if kind]
    return found[0] if len(found) == 1 else None


@cache
def _known() -> dict[Phrase, str]:
    """Return each phrase with its command; what only stands around one has none."""
    known = dict.fromkeys(chain(fillers(), phrases(around())), "")
    for command, by_language in _file().items():
        known |= dict.fromkeys(phrases(chain.from_iterable(by_language.values())), command)
    return known


def _file() -> WordLists:
    return read(FILE, sections=COMMANDS)
