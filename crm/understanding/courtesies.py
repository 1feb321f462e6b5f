"""Messages that are nothing but a courtesy: whoever says more has something else to say, too."""

from enum import StrEnum
from functools import cache
from itertools import chain
from pathlib import Path

from crm.understanding.fixed_phrases import Phrase, kinds_of, phrases, words_of
from crm.understanding.word_lists import WordLists, read

FILE = Path(__file__).with_name("courtesies.toml")
LONGEST = 200
"""Characters; whoever writes more has more to say than that."""


class Courtesy(StrEnum):
    """What a mere courtesy says; of several the first counts."""

    WELL = "well"
    """All is well: "it works now"."""
    THANKS = "thanks"
    GREETING = "greeting"
    NO = "no"
    """Nothing but "no", or "never mind"."""
    YES = "yes"
    """Nothing but assent."""


_AROUND = ("tail", "address", "polite")
"""What may stand around a courtesy, or anything else, and says no more."""
_POLITE_YES = "polite yes"
"""A polite word that alone is a yes, such as "ya"."""
_ASKED = frozenset({Courtesy.GREETING, Courtesy.THANKS})
"""What may be said as a question."""
_CONTENT = frozenset({Courtesy.WELL, Courtesy.YES})


def courtesy(text: str) -> Courtesy | None:
    """Return which courtesy `text` is; None where it says anything else besides, or nothing."""
    found = courtesies(text)
    return next((one for one in Courtesy if one in found), None)


def courtesies(text: str) -> frozenset[Courtesy]:
    """Return all that `text` is made of; nothing where it says anything else besides.

    A "no" beside "well" or "yes" is no courtesy, for "tidak berhasil" makes of both a trouble; nor
    is a question whether all is well.
    """
    if len(text) > LONGEST or any(letter.isdigit() for letter in text):
        return frozenset()
    found = kinds_of(words_of(text), _known()) or ()
    said = frozenset(Courtesy(kind) for kind in found if kind in set(Courtesy))
    if "?" in text and said - _ASKED:
        return frozenset()
    if Courtesy.NO in said and said & _CONTENT:
        return frozenset()
    return said or frozenset({Courtesy.YES} if _POLITE_YES in found else ())


@cache
def fillers() -> frozenset[Phrase]:
    """Return the polite phrases that may stand around anything without saying more."""
    return frozenset(phrases(chain(*(_patterns(name) for name in (*_AROUND, "thanks")))))


def languages() -> dict[str, frozenset[str]]:
    """Return the languages of each kind whose phrases are known."""
    return {kind: frozenset(phrases) for kind, phrases in _file().items()}


@cache
def _known() -> dict[Phrase, str]:
    known: dict[Phrase, str] = {}
    for kind in (*_AROUND, *reversed(Courtesy)):
        known |= dict.fromkeys(phrases(_patterns(kind)), kind)
    for polite in phrases(_patterns("polite")):
        if known[polite] == Courtesy.YES:
            known[polite] = _POLITE_YES
    return known


def _patterns(kind: str) -> chain[str]:
    return chain.from_iterable(_file().get(kind, {}).values())


@cache
def _file() -> WordLists:
    return read(FILE, sections=(*Courtesy, *_AROUND))
