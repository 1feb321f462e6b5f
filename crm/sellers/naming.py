"""What somebody says who was asked for their store: its name, or that it cannot be told now."""

from enum import Enum, auto

from crm.followups.stopwords import is_stop_word
from crm.understanding.asides import Aside, aside, is_trouble
from crm.understanding.courtesies import Courtesy, courtesies
from crm.understanding.intents import Intent
from crm.understanding.plain_words import commanded
from crm.understanding.reading import Reading
from crm.understanding.rules import is_of_names

_REFUSALS = frozenset({Courtesy.NO, Courtesy.NEVER_MIND})
_LEAVING = frozenset({Aside.STORELESS, Aside.LATER})
_MATTERS = frozenset({
    Intent.LOGIN, Intent.PAYMENT, Intent.ORDER, Intent.SHIPPING, Intent.HUMAN,
})  # fmt: skip
"""What a store is not called after at length."""
_SHORTEST, _LONGEST_NAME = 4, 8
"""Words of a matter: fewer are a name, and as many are none."""


class StoreAnswer(Enum):
    """What an answer is."""

    NAME = auto()
    """What may be a store's name."""
    LATER = auto()
    """They do not want to, or have no store yet."""
    FORGOTTEN = auto()
    """They do not know the name."""
    MATTER = auto()
    """Something to be looked after, once the store is told."""
    NOTHING = auto()
    """Words that are for something else, or none."""


def store_answer(text: str, reading: Reading | None) -> StoreAnswer:
    """Return what `text` is; whatever is not surely something else is a name."""
    said = aside(text)
    polite = courtesies(text)
    command = commanded(text)
    if said in _LEAVING or polite & _REFUSALS or command == "menu":
        return StoreAnswer.LATER
    if said is Aside.FORGOTTEN:
        return StoreAnswer.FORGOTTEN
    if said is Aside.LOST or (reading is not None and _is_matter(text, reading)):
        return StoreAnswer.MATTER
    is_none = polite or command or is_stop_word(text) or not any(map(str.isalnum, text))
    return StoreAnswer.NOTHING if is_none else StoreAnswer.NAME


def _is_matter(text: str, reading: Reading) -> bool:
    """Tell whether somebody asks, wishes for a person, or says that something went wrong."""
    if is_of_names(text) or reading.words < _SHORTEST:
        return False
    is_one = reading.intent in _MATTERS and not reading.is_unsure
    is_long = reading.words >= _LONGEST_NAME or reading.intent is Intent.HUMAN
    return "?" in text or (is_one and is_long) or is_trouble(text, reading)
