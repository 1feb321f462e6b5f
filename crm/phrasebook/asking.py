"""What staff ask the phrasebook, and its answers."""

from collections.abc import Iterator

from crm.outbox.payload import Payload
from crm.phrasebook import rules
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


def named(words: list[str]) -> tuple[str | None, str]:
    """Return which language the first words name, and what is left."""
    for length in range(min(_NAME, len(words)), 0, -1):
        name = words[:length]
        bare = name[1:] if name[0].lower() in _LANGUAGE else name
        called = " ".join(bare).lower()
        tag = called if called in LANGUAGES else NAMES.get(called)
        if tag is not None:
            return tag, " ".join(words[length:])
    return None, " ".join(words)


def page_of(
    language: str, section: str, *, page: int = 0, message_id: int | None = None
) -> PhrasePage | WhichPhrasebook:
    """Return a page of what can be said; ask for a language where `language` is none of ours."""
    if language not in LANGUAGES:
        return WhichPhrasebook(message_id)
    here = Section(section) if section in set(Section) else Section.GREETING
    said = rules.entries(language, here)
    pages = -(-len(said) // rules.LINES)
    at = min(max(page, 0), pages - 1)
    shown = said[at * rules.LINES : (at + 1) * rules.LINES]
    return PhrasePage(language, here, tuple(_lines(language, shown)), at, pages, message_id)


def _found(typed: str, language: str | None) -> PhrasesFound:
    if language is not None:
        found = rules.lookup(typed, language)
        return PhrasesFound(typed, language, tuple(_lines(language, found)))
    lines = [
        line for tag in LANGUAGES for line in _lines(tag, rules.lookup(typed, tag)[:_OF_EACH])
    ]
    return PhrasesFound(typed, None, tuple(lines[: rules.LINES]))


def _lines(language: str, said: tuple[Entry, ...]) -> Iterator[PhraseLine]:
    return (PhraseLine(language, one.indonesian, one.phrase, one.sound) for one in said)
