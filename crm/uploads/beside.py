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
_NUMBERS = frozenset({UploadStep.PRICE, UploadStep.STOCK, UploadStep.WEIGHT})
"""Steps at which a sentence without a figure is hardly one."""
_ELSEWHERE = frozenset({Intent.LOGIN, Intent.PAYMENT, Intent.STORE})
"""What is not about the product, whatever is said of it."""
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
    return Beside.TROUBLE if _is_trouble(text, reading, step) else None


def _is_trouble(text: str, reading: Reading | None, step: UploadStep) -> bool:
    if step in _UNNAMED:
        return is_trouble(text, reading)
    is_sentence = step in _NUMBERS and not any(map(str.isdigit, text))
    is_elsewhere = reading is not None and reading.intent in _ELSEWHERE
    return is_trouble(text, reading, plainly=not (is_sentence and is_elsewhere))
