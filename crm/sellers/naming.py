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
_SHORTEST_WISH = 4
"""Words in which one asks for a person: fewer may be a store."""


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
    if said is Aside.LOST or is_trouble(text, reading) or _asks_for_a_person(text, reading):
        return StoreAnswer.MATTER
    is_none = polite or command or is_stop_word(text) or not any(map(str.isalnum, text))
    return StoreAnswer.NOTHING if is_none else StoreAnswer.NAME


def _asks_for_a_person(text: str, reading: Reading | None) -> bool:
    if reading is None or reading.intent is not Intent.HUMAN or reading.is_unsure:
        return False
    return reading.words >= _SHORTEST_WISH and not is_of_names(text)
