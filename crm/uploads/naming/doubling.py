"""Words that a name says too often; "gado gado" is one thing, and numbers may recur."""

from itertools import pairwise

from crm.uploads.naming.titles import is_amount

_TOO_OFTEN = 3


def doubled(text: str) -> str:
    """Return what `text` says too often: a word a third time, or two words in a row again."""
    words = [word.casefold() for word in text.split()]
    for at, word in enumerate(words):
        if is_amount(word):
            continue
        if words[: at + 1].count(word) == _TOO_OFTEN:
            return word
        two = words[at : at + 2]
        if not is_amount(two[-1]) and two in map(list, pairwise(words[:at])):
            return " ".join(two)
    return ""


def once(text: str) -> str:
    """Return `text` with no word twice, save at once."""
    kept: list[str] = []
    known: list[str] = []
    before = ""
    for word in text.split():
        key = word.casefold()
        if is_amount(word) or key not in known or (key == before and known.count(key) == 1):
            kept.append(word)
            known.append(key)
        before = key
    return " ".join(kept)
