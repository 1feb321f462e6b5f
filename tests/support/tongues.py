"""Words that betray another language than a reader's, told by the catalogs alone."""

import re
from collections.abc import Collection
from functools import cache
from html import unescape

import polib

from locales.extraction import read
from locales.languages import EVERYTHING
from locales.limits import PLACEHOLDER, TAG
from locales.readers import LISTING_CONTEXTS

_BREAKS = re.compile(rf"{PLACEHOLDER.pattern}|\n|\d+|[.:;?!“”]")
_EDGES = re.compile(r"^\W+|\W+$")
_TELLING = 2
"""Words from which a phrase tells its language wherever it stands; fewer only on their own."""


def betrayals(text: str, tag: str, *, said: Collection[str] = ()) -> list[str]:
    """Return the phrases of `text` that stand in another language's catalog and not in this one's.

    What people themselves have `said` is left out: it stays as they wrote it.
    """
    for one in sorted(said, key=len, reverse=True):
        text = text.replace(one, "\n")
    alone = _phrases_of(text) & _foreign(tag)
    whole = " ".join(text.casefold().split())
    return sorted(alone | {phrase for phrase in _telling(tag) if _stands(phrase, whole)})


def _stands(phrase: str, text: str) -> bool:
    return phrase in text and re.search(rf"\b{re.escape(phrase)}\b", text) is not None


@cache
def _foreign(tag: str) -> frozenset[str]:
    """Return what Indonesian and English say, and neither `tag` nor a listing anywhere does."""
    others = {phrase for other in EVERYTHING if other != tag for phrase in _phrases(other)}
    return frozenset(others - _own(tag))


@cache
def _telling(tag: str) -> tuple[str, ...]:
    """Return of these what would be foreign within a sentence, too."""
    own = "\n".join(_own(tag))
    long = (phrase for phrase in _foreign(tag) if len(phrase.split()) >= _TELLING)
    return tuple(phrase for phrase in long if not _stands(phrase, own))


@cache
def _own(tag: str) -> frozenset[str]:
    listings = (_phrases(other, listing=True) for other in EVERYTHING)
    return _phrases(tag).union(*listings)


@cache
def _phrases(tag: str, *, listing: bool = False) -> frozenset[str]:
    """Return the phrases of a catalog between placeholders: to people, or in a listing."""
    entries = (e for e in read(tag) if (e.msgctxt in LISTING_CONTEXTS) is listing)
    forms = (form for entry in entries for form in _forms(entry))
    return frozenset[str]().union(*(_phrases_of(unescape(TAG.sub("", form))) for form in forms))


def _phrases_of(text: str) -> frozenset[str]:
    bare = (_EDGES.sub("", part).casefold().split() for part in _BREAKS.split(text))
    return frozenset(" ".join(words) for words in bare if words)


def _forms(entry: polib.POEntry) -> Collection[str]:
    return entry.msgstr_plural.values() if entry.msgid_plural else (entry.msgstr,)
