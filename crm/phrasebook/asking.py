"""What staff ask the phrasebook, and its answers."""

from collections.abc import Iterator, Sequence

from crm.outbox.payload import Payload
from crm.phrasebook import search, words
from crm.phrasebook.files import LANGUAGES, Entry, Section
from crm.phrasebook.payloads import PhraseLine, PhrasePage, PhrasesFound, WhichPhrasebook
from crm.tickets.rules import cut
from crm.understanding.requests import NAMES

LONGEST = 60
"""Letters of what is looked up: nothing in the phrasebook is longer."""
_OF_EACH = 2
"""Lines of each language, where all are asked."""
_NAME = 3
"""Words that a language's name has at most, as "basa dayak ngaju"."""
_LANGUAGE = frozenset({"bahasa", "basa", "baso", "bahsa"})
_LINKS = frozenset({"dalam", "ke", "di", "in", "pakai"})
"""What stands between something and the language that it is wanted in."""
_ONLY_FIRST = frozenset({"jakarta", "ban", "min", "su", "id", "en"})
"""Names that at the end are rather a word: a tyre, an admin, a town."""
_MARKS = " :;,.-=(→"


def asked(typed: str, *, spoken: str | None) -> Payload:
    """Answer what is asked: a language, something to look up, one in the other, or nothing.

    Where no language is named it is the one that is `spoken` here.
    """
    tag, wanted = named(typed.split())
    language = tag or spoken
    known = language if language in LANGUAGES else None
    if wanted:
        return _found(cut(wanted, LONGEST), known)
    return page_of(known or "", Section.GREETING)


def named(typed: Sequence[str]) -> tuple[str | None, str]:
    """Return which language the first words name, or else the last, and what is left."""
    for length in range(min(_NAME, len(typed)), 0, -1):
        tag = _tag_of(typed[:length])
        if tag is not None:
            return tag, " ".join(typed[length:]).lstrip(_MARKS)
    for length in range(min(_NAME, len(typed) - 1), 0, -1):
        tag = None if words.bare(typed[-1]) in _ONLY_FIRST else _tag_of(typed[-length:])
        if tag is not None:
            return tag, " ".join(_without_link(typed[:-length])).rstrip(_MARKS)
    return None, " ".join(typed)


def _tag_of(name: Sequence[str]) -> str | None:
    said = [words.bare(one) for one in name]
    called = " ".join(said[1:] if said[0] in _LANGUAGE else said)
    return called if called in LANGUAGES else NAMES.get(called)


def _without_link(typed: Sequence[str]) -> Sequence[str]:
    return typed[:-1] if len(typed) > 1 and typed[-1].lower() in _LINKS else typed


def page_of(
    language: str, section: str, *, page: int = 0, message_id: int | None = None
) -> PhrasePage | WhichPhrasebook:
    """Return a page of what can be said; ask for a language where `language` is none of ours."""
    if language not in LANGUAGES:
        return WhichPhrasebook(message_id)
    here = Section(section) if section in set(Section) else Section.GREETING
    said = search.entries(language, here)
    pages = -(-len(said) // search.LINES)
    at = min(max(page, 0), pages - 1)
    shown = said[at * search.LINES : (at + 1) * search.LINES]
    return PhrasePage(language, here, tuple(_lines(language, shown)), at, pages, message_id)


def _found(typed: str, language: str | None) -> PhrasesFound:
    if language is not None:
        found = search.lookup(typed, language)
        return PhrasesFound(typed, language, tuple(_lines(language, found)))
    lines = [
        line for tag in LANGUAGES for line in _lines(tag, search.lookup(typed, tag)[:_OF_EACH])
    ]
    return PhrasesFound(typed, None, tuple(lines[: search.LINES]))


def _lines(language: str, said: tuple[Entry, ...]) -> Iterator[PhraseLine]:
    return (PhraseLine(language, one.indonesian, one.phrase, one.sound) for one in said)
