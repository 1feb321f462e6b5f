"""What to do about a message by what its sender seems to want; where that is unsure, ask."""

from crm.understanding.intents import Intent
from crm.understanding.reading import OFFERED, Reading

_BEGINNINGS = frozenset({Intent.THANKS, Intent.GREETING})
_WORTH_OFFERING = 0.3
"""The chance from which a guess is worth a button: below, it would only be noise."""
_CERTAIN = 0.9
"""The chance from which a wish for silence or for a person is taken up at once."""
_LONGEST_COURTESY = 10
"""Words of a thanks or a greeting: whoever says more has something else to say, too."""
_SHORTEST_WISH = 3
"""Words of a wish: a single one may mean anything."""
_NOT_OFFERED = _BEGINNINGS | {Intent.OTHER}


def at_once(reading: Reading | None) -> Intent | None:
    """Return what is answered without asking: thanks, a greeting, silence, a person; else None."""
    if reading is None or reading.is_unsure:
        return None
    if reading.intent in _BEGINNINGS:
        return reading.intent if reading.words <= _LONGEST_COURTESY else None
    if reading.intent not in {Intent.STOP, Intent.HUMAN}:
        return None
    is_plain = reading.words >= _SHORTEST_WISH and reading.intent_score >= _CERTAIN
    return reading.intent if is_plain else None


def likely(reading: Reading | None) -> tuple[Intent, ...]:
    """Return what to offer: one thing where that is sure, else three, or nothing."""
    if reading is None or reading.intent_score < _WORTH_OFFERING:
        return ()
    found = reading.likeliest if reading.is_unsure else reading.likeliest[:1]
    return tuple([intent for intent in found if intent not in _NOT_OFFERED][:OFFERED])
