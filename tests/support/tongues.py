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
"""Words from which a phrase tells its language wherever it stands; fewer only as a whole line."""


def betrayals(text: str, tag: str, *, said: Collection[str] = ()) -> list[str]:
    """Return the phrases and lines of `text` that stand in another language's catalog, not here.

    What people themselves have `said` is left out: it stays as they wrote it.
    """
    for one in sorted(said, key=len, reverse=True):
        text = text.replace(one, "\n")
    lines = {_bare(line) for line in text.split("\n")}
    whole = f" {' '.join(text.casefold().split())} "
    return [
        phrase
        for phrase in _foreign(tag)
        if phrase in lines or (len(phrase.split()) >= _TELLING and _stands(phrase, whole))
    ]


def _stands(phrase: str, text: str) -> bool:
    return phrase in text and re.search(rf"\b{re.escape(phrase)}\b", text) is not None


@cache
def _foreign(tag: str) -> tuple[str, ...]:
    """Return what Indonesian and English say, and neither `tag` nor a listing anywhere does."""
    listings = {phrase for other in EVERYTHING for phrase in _phrases(other, listing=True)}
    own = "\n".join(_phrases(tag) | listings)
    others = {phrase for other in EVERYTHING if other != tag for phrase in _phrases(other)}
    return tuple(sorted(phrase for phrase in others if not _stands(phrase, own)))


@cache
def _phrases(tag: str, *, listing: bool = False) -> frozenset[str]:
    """Return the phrases of a catalog between placeholders: to people, or in a listing."""
    forms = (
        form
        for entry in read(tag)
        if (entry.msgctxt in LISTING_CONTEXTS) is listing
        for form in _forms(entry)
    )
    parts = (part for form in forms for part in _BREAKS.split(unescape(TAG.sub("", form))))
    return frozenset(phrase for part in parts if (phrase := _bare(part)))


def _forms(entry: polib.POEntry) -> Collection[str]:
    return entry.msgstr_plural.values() if entry.msgid_plural else (entry.msgstr,)


def _bare(text: str) -> str:
    return " ".join(_EDGES.sub("", text).casefold().split())
