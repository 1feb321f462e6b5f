"""The phrasebook's files, a pair for each language, which whoever speaks it well may correct.

`words/id.tsv` says what staff may want to say, as `section<TAB>key<TAB>Indonesian`; the others
beside it say it in their language, as `key<TAB>phrase<TAB>how to say it`, the latter perhaps
empty. `lexicon/TAG.tsv` says what a seller's word means, as `form<TAB>Indonesian`. Words that mean
the same stand side by side with ` / ` between. `indonesian/everyday.txt` holds the commonest words
of Indonesian, and `indonesian/chat.tsv` what chats make of some, as `form<TAB>Indonesian`. All of
it was written for this project.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path

from crm.declared.tables import Mistake
from crm.declared.texts import refusal, text_of
from crm.understanding.corpus import LANGUAGES as SPOKEN

INDONESIAN, ENGLISH = "id", "en"
WORDS, LEXICON, EVERYDAY = (
    Path(__file__).with_name(name) for name in ("words", "lexicon", "indonesian")
)
LANGUAGES = tuple(tag for tag in SPOKEN if tag != INDONESIAN)
"""The languages that staff find phrases in."""
REGIONAL = tuple(tag for tag in LANGUAGES if tag != ENGLISH)
"""Those whose words are explained."""
_LOOSE = re.compile(r"(?:^|\s) | (?:\s|$)")
_SOUND = 3
"""The column that says how to say a phrase."""


class InvalidPhrasebook(Exception):
    """A file of the phrasebook cannot be meant; the text names it and the line."""


class Section(StrEnum):
    """What a phrase is for."""

    GREETING = "greeting"
    COURTESY = "courtesy"
    TALK = "talk"
    WORD = "word"


@dataclass(frozen=True, slots=True)
class Entry:
    """Something to say, and how it is said in another language; `sound` may be empty."""

    section: Section
    indonesian: str
    phrase: str
    sound: str = ""


def check() -> None:
    """Read every file.

    Raises:
        InvalidPhrasebook: naming the first that is missing or cannot be meant.
    """
    for tag in LANGUAGES:
        phrases(tag)
    for tag in REGIONAL:
        lexicon(tag)
    everyday()
    chat()


@cache
def phrases(tag: str, folder: Path = WORDS) -> tuple[Entry, ...]:
    """Return all that can be said in a language, in the order of the Indonesian file.

    Raises:
        InvalidPhrasebook: as it says.
    """
    wanted = _wanted(folder)
    path = folder / f"{tag}.tsv"
    said = {cells[0]: cells[1:] for cells in _lines(path, 2, _SOUND, keys=wanted)}
    missing = [key for key in wanted if key not in said]
    if missing:
        raise _invalid(path, f"it lacks {', '.join(missing)}")
    return tuple(
        Entry(section, indonesian, said[key][0], "".join(said[key][1:]))
        for key, (section, indonesian) in wanted.items()
    )


@cache
def lexicon(tag: str, folder: Path = LEXICON) -> Mapping[str, str]:
    """Return what words of a language mean, by their forms in small letters.

    Raises:
        InvalidPhrasebook: as it says.
    """
    return _meanings(folder / f"{tag}.tsv")


@cache
def everyday(folder: Path = EVERYDAY) -> frozenset[str]:
    """Return the commonest words of Indonesian and of the trade, in small letters.

    Raises:
        InvalidPhrasebook: as it says.
    """
    path = folder / "everyday.txt"
    found: set[str] = set()
    for number, line in enumerate(_text(path).splitlines(), 1):
        for word in line.split(" "):
            if word != word.lower() or len(word.split()) != 1:
                raise _invalid(path, f"'{word}' is not one word in small letters", number)
            if word in found:
                raise _invalid(path, f"'{word}' stands here twice", number)
            found.add(word)
    return frozenset(found)


@cache
def chat(folder: Path = EVERYDAY) -> Mapping[str, str]:
    """Return what the forms of Indonesian words in chats are in full.

    Raises:
        InvalidPhrasebook: as it says.
    """
    return _meanings(folder / "chat.tsv")


def _meanings(path: Path) -> dict[str, str]:
    found: dict[str, str] = {}
    for number, (form, meaning) in enumerate(_lines(path, 2, 2), 1):
        if form != form.lower() or len(form.split()) != 1:
            raise _invalid(path, f"'{form}' is not one word in small letters", number)
        found[form] = meaning
    return found


def _wanted(folder: Path) -> dict[str, tuple[Section, str]]:
    path = folder / f"{INDONESIAN}.tsv"
    found: dict[str, tuple[Section, str]] = {}
    for number, (section, key, text) in enumerate(_lines(path, 3, 3, key=1), 1):
        if section not in set(Section):
            raise _invalid(path, f"'{section}' is no section (of {', '.join(Section)})", number)
        found[key] = (Section(section), text)
    return found


def _lines(
    path: Path, least: int, most: int, *, key: int = 0, keys: Mapping[str, object] | None = None
) -> Iterator[list[str]]:
    """Yield the cells of each line, whose key stands in no other line and is one of `keys`."""
    seen: set[str] = set()
    for number, line in enumerate(_text(path).splitlines(), 1):
        cells = line.split("\t")
        if not least <= len(cells) <= most or not all(cells[:least]):
            raise _invalid(path, f"a line has {least} to {most} cells between tabs", number)
        if _LOOSE.search(line):
            raise _invalid(path, "there are spaces too many", number)
        if cells[key] in seen or cells[key] not in (keys or cells):
            why = "stands here twice" if cells[key] in seen else "is not in the Indonesian file"
            raise _invalid(path, f"'{cells[key]}' {why}", number)
        seen.add(cells[key])
        yield cells


def _text(path: Path) -> str:
    try:
        return text_of(path)
    except Mistake as mistake:
        raise InvalidPhrasebook(refusal(f"{path.parent.name}/{path.name}", mistake)) from None


def _invalid(path: Path, text: str, line: int | None = None) -> InvalidPhrasebook:
    return InvalidPhrasebook(refusal(f"{path.parent.name}/{path.name}", Mistake(text, line)))
