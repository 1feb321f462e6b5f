"""What a text at a step of the wizard is, where it is no answer there."""

from enum import Enum, auto

from crm.followups.stopwords import is_stop_word
from crm.understanding.asides import Aside, aside, is_trouble
from crm.understanding.intents import Intent
from crm.understanding.offering import at_once
from crm.understanding.plain_words import commanded
from crm.understanding.reading import Reading
from models.uploads import UploadStep

_UNNAMED = frozenset({UploadStep.CATEGORY, UploadStep.PHOTOS, UploadStep.PREVIEW})
"""Steps at which no sentence is an answer."""
_OUT, _HELP = frozenset({"menu", "batal"}), "bantuan"
"""Commands whose plain words mean the same here."""


class Beside(Enum):
    """What a seller says beside the step."""

    OUT = auto()
    """Not now, or not at all."""
    HELP = auto()
    """They are lost, or want a person."""
    ENOUGH = auto()
    """All photos are there."""
    SILENCE = auto()
    """A word for "stop"."""
    TROUBLE = auto()
    """Something went wrong that has nothing to do with the step."""


def beside(text: str, reading: Reading | None, *, step: UploadStep) -> Beside | None:
    """Return what `text` is; None where it may be an answer."""
    said, command = aside(text), commanded(text)
    if said is Aside.LATER or command in _OUT:
        return Beside.OUT
    if said is Aside.LOST or command == _HELP or at_once(text, reading) is Intent.HUMAN:
        return Beside.HELP
    if said is Aside.ENOUGH:
        return Beside.ENOUGH if step is UploadStep.PHOTOS else None
    if is_stop_word(text):
        return Beside.SILENCE
    is_told = is_trouble(text, reading, plainly=step not in _UNNAMED)
    return Beside.TROUBLE if is_told else None
