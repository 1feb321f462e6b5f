"""What a catalog must hold before it may land."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import polib

from locales.extraction import (
    FOLDER,
    Found,
    Key,
    extract,
    needed,
    path_of,
    read,
    updated,
)
from locales.languages import EVERYTHING, INDONESIAN, LANGUAGES
from locales.limits import COMMAND, LONGEST, NUMBER, PLACEHOLDER, TAG
from locales.texts import faults, pairs, plural_faults

MOST_ALIKE = 0.05
"""The share of a regional catalog that may read as Indonesian does, shared words aside."""
SHARED = frozenset(
    {
        "bpom", "foto", "kategori", "masuk login", "menu", "minuman", "p irt", "pelatihan",
        "produk baru", "produk upload", "promosi", "stok", "toko", "varian",
    }
)  # fmt: skip
"""Texts that are the same in several regional languages, as sellers say them, letters only."""
LONGER = 2
ROOM = 40
"""A translation has at most twice the message's characters, and so many more."""
_ARROWS = range(0x2190, 0x2200)
_SIGNS = frozenset({"So", "Me"})
"""Unicode's categories of pictures, and of what is put around a digit."""
_PICTURED = "\ufe0f"
_WORD = re.compile(r"[^\W\d_]+")


def problems(folder: Path = FOLDER) -> list[str]:
    """Return every problem of every catalog in `folder` as a line that names it."""
    found, catalogs, named = extract(), dict[str, polib.POFile](), list[str]()
    for language in LANGUAGES:
        path = path_of(language, folder)
        try:
            catalogs[language] = read(language, folder)
        except (OSError, ValueError) as error:
            named.append(f"{language}: cannot be read: {error}")
        else:
            if not path.exists():
                named.append(f"{language}: no catalog at {path}: run `make locales`")
    indonesian: dict[Key, str] = {
        (entry.msgctxt, entry.msgid): _translation(entry)
        for entry in catalogs.get(INDONESIAN, polib.POFile())
    }
    for language, catalog in catalogs.items():
        wrong = _of_language(language, catalog, found, indonesian)
        named += (f"{language}: {problem}" for problem in wrong)
    return named


def _of_language(
    language: str, catalog: polib.POFile, found: dict[Key, Found], indonesian: dict[Key, str]
) -> Iterator[str]:
    if str(catalog) != str(updated(language, found, catalog)):
        yield "not in step with the code: run `make locales`"
    for key in needed(found, language).keys() - {(e.msgctxt, e.msgid) for e in catalog}:
        yield f"missing: {key[1]!r}"
    for entry in catalog:
        for problem in (*of_entry(entry), *plural_faults(entry, language)):
            yield f"{problem}: {entry.msgid!r}"
    if language not in EVERYTHING:
        yield from _alike(catalog, indonesian)


def of_entry(entry: polib.POEntry) -> Iterator[str]:
    """Yield what does not fit in a translation, each as a phrase."""
    if entry.fuzzy:
        yield "fuzzy"
    for source, form in pairs(entry):
        yield from faults(source, form, entry.msgctxt)
        if form.strip():
            yield from _unequal(source, form)
            yield from _too_long(source, form, entry.msgctxt or "")


def _too_long(source: str, form: str, context: str) -> Iterator[str]:
    limit = LONGEST.get(context, LONGER * len(source) + ROOM)
    if len(form) > limit:
        yield f"{len(form)} characters where {limit} fit ({form[:80]!r})"
    if context in LONGEST and "\n" in form:
        yield "two lines where one fits"
    if form.count("\n\n") < source.count("\n\n"):
        yield "paragraphs that run together"


def _unequal(source: str, form: str) -> Iterator[str]:
    for name, pattern in (("tags", TAG), ("commands", COMMAND)):
        if Counter(pattern.findall(source)) != Counter(pattern.findall(form)):
            yield f"other {name} than the message"
    if _signs(source) != _signs(form):
        yield "other emoji than the message"
    if _numbers(source) != _numbers(form):
        yield "other numbers than the message"


def _signs(text: str) -> Counter[str]:
    return Counter(
        one
        for one in text
        if one == _PICTURED or ord(one) in _ARROWS or unicodedata.category(one) in _SIGNS
    )


def _numbers(text: str) -> Counter[str]:
    """Return the numbers as they are read; "1.000" here is "1,000" there."""
    bare = TAG.sub("", PLACEHOLDER.sub("", text))
    return Counter(re.sub(r"\D", "", number) for number in NUMBER.findall(bare))


def _alike(catalog: polib.POFile, indonesian: dict[Key, str]) -> Iterator[str]:
    words = [entry for entry in catalog if letters(_translation(entry)) not in SHARED]
    same = [
        entry
        for entry in words
        if is_alike(_translation(entry), indonesian.get((entry.msgctxt, entry.msgid), ""))
    ]
    if len(same) > MOST_ALIKE * len(words):
        yield f"{len(same)} of {len(words)} read as Indonesian does, {same[0].msgid!r} for one"


def is_alike(text: str, indonesian: str) -> bool:
    """Tell whether a translation reads as Indonesian does, words that both share aside."""
    words = letters(text)
    return words not in {"", *SHARED} and words == letters(indonesian)


def letters(text: str) -> str:
    """Return a text's words alone: a sign or a space more is no translation."""
    return " ".join(_WORD.findall(TAG.sub(" ", PLACEHOLDER.sub(" ", text)).casefold()))


def _translation(entry: polib.POEntry) -> str:
    return entry.msgstr_plural.get(0, "") if entry.msgid_plural else entry.msgstr
