"""Whether a message is nothing but a wish that we stop, in any of the languages' plain words."""

from functools import cache
from itertools import chain
from pathlib import Path

from crm.understanding.courtesies import fillers
from crm.understanding.fixed_phrases import Phrase, kinds_of, phrases, words_of
from crm.understanding.word_lists import read

FILE = Path(__file__).with_name("stopwords.toml")
LONGEST = 120
"""Characters; whoever writes more has more to say than that."""


def is_stop_word(text: str) -> bool:
    """Tell whether `text` says that we shall stop, and says nothing else."""
    if len(text) > LONGEST or any(letter.isdigit() for letter in text):
        return False
    return any(kinds_of(words_of(text), _known()) or ())


def languages() -> frozenset[str]:
    """Return the languages whose words are known."""
    return frozenset(_stops())


@cache
def _known() -> dict[Phrase, bool]:
    """Return what such a message is made of, and whether that says to stop."""
    stops = phrases(chain.from_iterable(_stops().values()))
    return dict.fromkeys(fillers(), False) | dict.fromkeys(stops, True)


def _stops() -> dict[str, list[str]]:
    return read(FILE, sections={"stop"})["stop"]
