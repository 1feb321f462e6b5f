"""What to do about a message by what its sender seems to want; where that is unsure, ask."""

import re

from crm.understanding.courtesies import Courtesy, courtesy
from crm.understanding.intents import Intent
from crm.understanding.reading import OFFERED, Reading
from crm.understanding.trade import is_about_trade

_WORTH_OFFERING = 0.3
"""The chance from which the likeliest guess is worth a button: below, it would only be noise."""
_WORTH_ADDING = 0.08
"""The same for the others: a right guess in thirty is lost by it, and a button in three."""
_MATTERS_LITTLE = 0.5
"""The chance from which a message is held to be about none of our subjects."""
_CERTAIN = 0.9
"""The chance from which a wish for silence or for a person is taken up at once."""
_SHORTEST_WISH = 3
"""Words of a wish: a single one may mean anything."""
_WISHES = frozenset({Intent.STOP, Intent.HUMAN})
_COURTESIES = frozenset({Intent.THANKS, Intent.GREETING})
_ASKS_WHAT_WE_ARE = re.compile(
    r"\s*(?:ini|apakah|apa|kamu|anda|iki|punika|ieu|niki|are|is)\b.*\b(?:ro)?bot\b", re.IGNORECASE
)
_NOT_OFFERED = _COURTESIES | {Intent.OTHER}


def at_once(text: str, reading: Reading | None) -> Courtesy | Intent | None:
    """Return what is taken up without an offer: a mere courtesy, silence, a person; else None.

    Whoever names an order or a parcel speaks of those, not of us, and whoever asks whether we are
    a robot asks for nobody yet.
    """
    mere = courtesy(text)
    if mere is not None or reading is None:
        return mere
    is_wish = reading.intent in _WISHES and reading.intent_score >= _CERTAIN
    is_asked = "?" in text or _ASKS_WHAT_WE_ARE.match(text) is not None
    is_plain = reading.words >= _SHORTEST_WISH and not is_asked and not is_about_trade(text)
    return reading.intent if is_wish and is_plain else None


def likely(reading: Reading | None) -> tuple[Intent, ...]:
    """Return what to offer: one thing where that is sure, else up to three, or nothing."""
    if reading is None or reading.intent_score < _WORTH_OFFERING:
        return ()
    if reading.intent is Intent.OTHER and reading.intent_score >= _MATTERS_LITTLE:
        return ()
    found = reading.likeliest if reading.is_unsure else reading.likeliest[:1]
    worth = tuple([intent for intent, chance in found if _is_worth(intent, chance)][:OFFERED])
    is_lone_stop = worth == (Intent.STOP,) and reading.is_unsure
    return () if is_lone_stop else worth


def begun_with(reading: Reading | None) -> Intent | None:
    """Return the thanks or the greeting that a message surely is, though it may say more."""
    is_one = reading is not None and not reading.is_unsure and reading.intent in _COURTESIES
    return reading.intent if reading is not None and is_one else None


def _is_worth(intent: Intent, chance: float) -> bool:
    if intent is Intent.STOP:
        return chance >= _WORTH_OFFERING
    return intent not in _NOT_OFFERED and chance >= _WORTH_ADDING
