"""What is Indonesian in a text, as sellers mix it into every language, and what chats make of it.

Its commonest words and the forms that chats give them stand in two files; other words are
recognised by these inside them, between the prefixes and suffixes of Indonesian.
"""

from collections.abc import Collection, Iterator

from crm.phrasebook import words
from crm.phrasebook.files import chat, everyday

BESIDE = " / "
"""Stands between words that mean the same."""
SHORTEST = 3
"""Letters that are left of a word, at least, where something is taken off."""
ROOT = 4
"""Letters of a root, at least, where more is around it: shorter ones are in any language."""
_ENDINGS = ("nya", "kan", "lah", "kah", "ku", "mu", "an", "annya", "pun")
_BEHIND_A_PREFIX = ("i", "inya", "kannya")
"""Endings of words that have a prefix too; elsewhere they are of other languages."""
_PREFIXES = (
    ("di", ""), ("ber", ""), ("ter", ""), ("se", ""), ("ke", ""), ("per", ""), ("memper", ""),
    ("diper", ""), ("be", ""), ("mem", ""), ("mem", "p"), ("men", ""), ("men", "t"), ("meng", ""),
    ("meng", "k"), ("meny", "s"), ("me", ""), ("pem", ""), ("pem", "p"), ("pen", ""),
    ("pen", "t"), ("peng", ""), ("peng", "k"), ("peny", "s"), ("pe", ""), ("ng", ""), ("ng", "k"),
    ("ny", "s"), ("n", "t"),
)  # fmt: skip
"""What stands before a root, and the letter that the root loses to it."""


def itself(form: str) -> str | None:
    """Return what a form says to whoever reads Indonesian: itself, or what a chat shortened."""
    return form if form in everyday() else chat().get(form)


def beside(meaning: str, form: str) -> str:
    """Return what a word of another language means, with what its form is in Indonesian.

    A seller may have meant either. What says the same is not said twice.
    """
    full = chat().get(form)
    if full is None and form not in everyday():
        return meaning
    said = words.said_in(meaning)
    own = {form, *words.said_in(full or form)}
    known = any(word in own or (word.startswith("me") and form in _roots(word)) for word in said)
    return meaning if known else f"{meaning}{BESIDE}{full or form}"


def is_indonesian(word: str, others: Collection[str]) -> bool:
    """Tell whether a word is in the list, or is one of `others`, or is made of one in the list."""
    listed = everyday()
    return any(
        any(form in listed or form in others for form in words.forms(stem)) for stem in stems(word)
    ) or any(root in listed for root in _roots(word))


def stems(word: str) -> Iterator[str]:
    """Yield a word, and what is left of it without each ending that it may have."""
    yield word
    for ending in _ENDINGS:
        stem = word.removesuffix(ending)
        if stem != word and len(stem) >= SHORTEST:
            yield stem


def _roots(word: str) -> Iterator[str]:
    """Yield what is left of a word without its prefix, and without each ending as well."""
    for ending in ("", *_ENDINGS, *_BEHIND_A_PREFIX):
        stem = word.removesuffix(ending)
        if ending and stem == word:
            continue
        for prefix, lost in _PREFIXES:
            root = lost + stem.removeprefix(prefix)
            if stem.startswith(prefix) and len(root) >= ROOT:
                yield root
