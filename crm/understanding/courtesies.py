"""Messages that are nothing but a courtesy: whoever says more has something else to say, too."""

import re
from collections.abc import Mapping
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
    NEVER_MIND = "never_mind"
    """Leave it, or another time."""
    NO = "no"
    YES = "yes"


_PLEA = "plea"
"""What asks for something: whoever says it waits for more than a courtesy."""
_AROUND = ("tail", "polite", "address")
"""What may stand around a courtesy, or anything else, and says no more."""
_POLITE_YES = "polite yes"
"""A polite word that alone is a yes, such as "ya"."""
_ASKED = frozenset({Courtesy.GREETING, Courtesy.THANKS})
"""What may be said as a question."""
_CONTENT = frozenset({Courtesy.WELL, Courtesy.YES})
_GOOD = frozenset({
    "ok", "oke", "okay", "okey", "okeh", "baik", "baek", "baiak", "siap", "siyap",
})  # fmt: skip
"""Words that are as polite as "ya", but after a no say that something is bad."""
_SIGNS: Mapping[str, Courtesy] = {
    **dict.fromkeys("🙏❤💚💛🧡💙💜🤎🖤🤗🥰😍🌹💐🤝", Courtesy.THANKS),
    **dict.fromkeys("👋🖐", Courtesy.GREETING),
    **dict.fromkeys("👍👌🆗✅☑💪😊😁😀😃😄🙂😇", Courtesy.YES),
}
"""What a sign says that stands without a word."""
_CROSS = frozenset("😡😠🤬😤😞😢😭👎😒🙄😩😫🤮💔😔☹🙁😓😥😟😕😖😣")
"""Signs beside which no word is a courtesy."""
_UNSEEN = re.compile(r"[\s!.,~\ufe0f\u200d\U0001f3fb-\U0001f3ff]+")
"""Between signs: gaps, and what only colours them."""


def courtesy(text: str) -> Courtesy | None:
    """Return which courtesy `text` is; None where it says anything else besides, or nothing."""
    found = courtesies(text)
    return next((one for one in Courtesy if one in found), None)


def courtesies(text: str) -> frozenset[Courtesy]:
    """Return all that `text` is made of; nothing where it says anything else besides.

    A "no" beside "well" or "yes" is no courtesy, for "tidak berhasil" makes of both a trouble; nor
    is a question whether all is well, or a plea. Whoever only calls us, "kak", greets.
    """
    if len(text) > LONGEST or any(letter.isdigit() or letter in _CROSS for letter in text):
        return frozenset()
    words = words_of(text)
    found = frozenset(kinds_of(words, _known()) or ()) if words else _signs(text)
    said = frozenset(one for one in Courtesy if one in found)
    is_good = said & _CONTENT or not _GOOD.isdisjoint(words)
    is_trouble = Courtesy.NO in said and is_good
    if _PLEA in found or is_trouble or ("?" in text and said - _ASKED):
        return frozenset()
    if said or not found:
        return said
    if _POLITE_YES in found:
        return frozenset({Courtesy.YES})
    return frozenset({Courtesy.GREETING} if "address" in found else ())


def _signs(text: str) -> frozenset[str]:
    said = [_SIGNS.get(sign) for sign in _UNSEEN.sub("", text)]
    return frozenset(one for one in said if one) if all(said) else frozenset()


@cache
def fillers() -> frozenset[Phrase]:
    """Return the polite phrases that may stand around anything without saying more."""
    return frozenset(phrases(chain(*(_patterns(name) for name in (*_AROUND, _PLEA, "thanks")))))


def languages() -> dict[str, frozenset[str]]:
    """Return the languages of each kind whose phrases are known."""
    return {kind: frozenset(phrases) for kind, phrases in _file().items()}


@cache
def _known() -> dict[Phrase, str]:
    known: dict[Phrase, str] = {}
    for kind in (*_AROUND, *reversed(Courtesy), _PLEA):
        known |= dict.fromkeys(phrases(_patterns(kind)), kind)
    for polite in phrases(_patterns("polite")):
        if known[polite] == Courtesy.YES:
            known[polite] = _POLITE_YES
    return known


def _patterns(kind: str) -> chain[str]:
    return chain.from_iterable(_file().get(kind, {}).values())


@cache
def _file() -> WordLists:
    return read(FILE, sections=(*Courtesy, *_AROUND, _PLEA))
