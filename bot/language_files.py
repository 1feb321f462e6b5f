"""The files by which Sapa understands what sellers write: all are read before it starts."""

from crm.followups.stopwords import is_stop_word
from crm.phrasebook import files as phrasebook
from crm.phrasebook.files import InvalidPhrasebook
from crm.understanding.asides import aside
from crm.understanding.courtesies import courtesy
from crm.understanding.errors import InvalidWordList, ModelError
from crm.understanding.model import load
from crm.understanding.plain_words import commanded
from crm.understanding.requests import requested

REFUSALS = (InvalidPhrasebook, InvalidWordList, ModelError)
_LISTS = (aside, courtesy, commanded, requested, is_stop_word)
"""What reads a list of phrases when it is first asked."""


def check() -> None:
    """Read the model, the word lists and the phrasebook; what was read is kept.

    Raises:
        InvalidPhrasebook: a file of it is missing or cannot be meant.
        InvalidWordList: the same of a list of phrases.
        ModelError: the model is missing or broken.
    """
    load()
    for heard in _LISTS:
        heard("")
    phrasebook.check()


if __name__ == "__main__":
    try:
        check()
    except REFUSALS as error:
        raise SystemExit(str(error)) from None
