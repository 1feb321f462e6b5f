"""What is said to a question and is no answer to it: not now, I am lost, something went wrong."""

from enum import StrEnum
from functools import cache
from itertools import chain
from pathlib import Path

from crm.understanding.courtesies import courtesies, fillers
from crm.understanding.fixed_phrases import Phrase, kinds_of, phrases, words_of
from crm.understanding.intents import Intent
from crm.understanding.reading import SURE, Reading
from crm.understanding.requests import FILE as REQUESTS
from crm.understanding.requests import around
from crm.understanding.rules import is_of_names
from crm.understanding.word_lists import WordLists, read

FILE = Path(__file__).with_name("asides.toml")
_LONGEST, _MOST = 120, 20
"""Characters and words; whoever writes more has more to say than that."""
_FEWEST = 4
"""Words of a trouble: fewer are a name, or an answer."""
_PROBLEMS = frozenset({
    Intent.LOGIN, Intent.PAYMENT, Intent.ORDER, Intent.SHIPPING, Intent.PRODUCT, Intent.STORE,
})  # fmt: skip
"""What something may be wrong with."""


class Aside(StrEnum):
    """What a whole message says to a question; of several the first counts."""

    STORELESS = "storeless"
    """They have no store yet."""
    FORGOTTEN = "forgotten"
    """They do not know what their store is called."""
    LATER = "later"
    """Another time, or not at all."""
    LOST = "lost"
    """They plead for help, or do not understand."""
    ENOUGH = "enough"
    """There is nothing more to come."""


_PERSON, _TROUBLE, _SUPPOSED = _SINGLE = ("person", "trouble", "supposed")


def aside(text: str) -> Aside | None:
    """Return what `text` says, and says nothing else; None where it may be an answer."""
    if len(text) > _LONGEST or any(letter.isdigit() for letter in text):
        return None
    words = words_of(text)
    found = (kinds_of(words, _known()) or ()) if len(words) <= _MOST else ()
    said = next((one for one in Aside if one in found), None)
    is_thanks = said is Aside.LOST and courtesies(text)  # "thanks for your help"
    return None if is_thanks else said


def is_trouble(text: str, reading: Reading | None, *, plainly: bool = False) -> bool:
    """Tell whether `text` surely says that something went wrong with the trade.

    It needs a word that says so, for names and answers are about the trade, too. Where goods are
    described, "not" is no such word, nor is it a trouble what may happen to them: there it has to
    be said `plainly`, and not of goods.
    """
    if reading is None or reading.words < _FEWEST + plainly or is_of_names(text):
        return False
    words = frozenset(words_of(text))
    if plainly and (reading.intent is Intent.PRODUCT or words & _words(_SUPPOSED)):
        return False
    if not words & (_words(_TROUBLE) if plainly else _words(_TROUBLE) | _negations()):
        return False
    return reading.intent in _PROBLEMS and _chance(reading) >= SURE


def _chance(reading: Reading) -> float:
    """Return the chance that something is wrong, whatever it is."""
    return sum(chance for intent, chance in reading.likeliest if intent in _PROBLEMS)


@cache
def _known() -> dict[Phrase, str]:
    around_it = chain(fillers(), phrases(around()), _phrases(_PERSON))
    known = dict.fromkeys(around_it, "")
    lost = frozenset(_phrases(Aside.LOST))
    known |= dict.fromkeys((one for one in known if _holds(one, lost)), Aside.LOST)
    for kind in reversed(Aside):
        known |= dict.fromkeys(_phrases(kind), kind)
    return known


def _holds(phrase: Phrase, wanted: frozenset[Phrase]) -> bool:
    """Tell whether some words of `phrase`, one after the other, are a wanted one."""
    ends = range(1, len(phrase) + 1)
    return any(phrase[begin:end] in wanted for end in ends for begin in range(end))


@cache
def _words(section: str) -> frozenset[str]:
    return frozenset(chain.from_iterable(_phrases(section)))


@cache
def _negations() -> frozenset[str]:
    listed = chain.from_iterable(read(REQUESTS)["not"].values())
    return frozenset(phrase[0] for phrase in phrases(listed) if len(phrase) == 1)


def _phrases(section: str) -> list[Phrase]:
    return list(phrases(chain.from_iterable(_file()[section].values())))


@cache
def _file() -> WordLists:
    return read(FILE, sections=(*Aside, *_SINGLE))
