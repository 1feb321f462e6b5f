"""What a catalog must hold before it may land."""

import re
from collections import Counter
from collections.abc import Iterator

import polib

from locales.extraction import Found, Key, extract, needed, path_of, read, updated
from locales.languages import EVERYTHING, INDONESIAN, LANGUAGES, plural_forms
from locales.limits import COMMAND, LONGEST, NUMBER, PLACEHOLDER, TAG

EMOJI = re.compile("[\u2190-\u21ff\u2600-\u27bf\U0001f000-\U0001faff]")
MOST_ALIKE = 0.10
"""The share of a regional catalog that may read as Indonesian does, shared words aside."""
SHARED = frozenset({"English", "Bahasa Indonesia", "Basa Jawa", "Basa Sunda", "WhatsApp"})


def problems() -> list[str]:
    """Return every problem of every catalog as a line that names it."""
    found = extract()
    indonesian: dict[Key, str] = {
        (entry.msgctxt, entry.msgid): _translation(entry) for entry in read(INDONESIAN)
    }
    return [
        f"{language}: {problem}"
        for language in LANGUAGES
        for problem in _of_language(language, found, indonesian)
    ]


def _of_language(
    language: str, found: dict[Key, Found], indonesian: dict[Key, str]
) -> Iterator[str]:
    if not path_of(language).exists():
        yield f"no catalog at {path_of(language)}: run `make locales`"
        return
    catalog = read(language)
    if str(catalog) != str(updated(language, found)):
        yield "not in step with the code: run `make locales`"
    for key in needed(found, language).keys() - {(e.msgctxt, e.msgid) for e in catalog}:
        yield f"missing: {key[1]!r}"
    for entry in catalog:
        for problem in (*of_entry(entry), *of_plurals(entry, language)):
            yield f"{problem}: {entry.msgid!r}"
    if language not in EVERYTHING:
        yield from _alike(catalog, indonesian)


def of_entry(entry: polib.POEntry) -> Iterator[str]:
    """Yield what does not fit in a translation, each as a phrase."""
    if entry.fuzzy:
        yield "fuzzy"
    for source, form in _forms(entry):
        if not form.strip():
            yield "not translated"
            continue
        yield from _unequal(source, form)
        limit = LONGEST.get(entry.msgctxt or "")
        if limit and len(form) > limit:
            yield f"{len(form)} characters where {limit} fit ({form!r})"


def of_plurals(entry: polib.POEntry, language: str) -> Iterator[str]:
    """Yield where a message has other plural forms than its language."""
    needed_forms = list(range(2 if "nplurals=2" in plural_forms(language) else 1))
    if entry.msgid_plural and sorted(entry.msgstr_plural) != needed_forms:
        yield f"plural forms {sorted(entry.msgstr_plural)} where {needed_forms} are needed"


def _forms(entry: polib.POEntry) -> list[tuple[str, str]]:
    """Return the message that each form must fit, and the form; an only form fits the plural."""
    if not entry.msgid_plural:
        return [(entry.msgid, entry.msgstr)]
    forms = entry.msgstr_plural
    singular = entry.msgid if len(forms) > 1 else entry.msgid_plural
    return [(singular if index == 0 else entry.msgid_plural, forms[index]) for index in forms]


def _unequal(source: str, form: str) -> Iterator[str]:
    for name, pattern in (
        ("placeholders", PLACEHOLDER),
        ("tags", TAG),
        ("commands", COMMAND),
        ("emoji", EMOJI),
    ):
        if Counter(pattern.findall(source)) != Counter(pattern.findall(form)):
            yield f"other {name} than the message"
    if _numbers(source) != _numbers(form):
        yield "other numbers than the message"


def _numbers(text: str) -> Counter[str]:
    """Return the numbers as they are read; "1.000" here is "1,000" there."""
    bare = TAG.sub("", PLACEHOLDER.sub("", text))
    return Counter(re.sub(r"\D", "", number) for number in NUMBER.findall(bare))


def _alike(catalog: polib.POFile, indonesian: dict[Key, str]) -> Iterator[str]:
    words = [entry for entry in catalog if _translation(entry) not in SHARED]
    same = [e for e in words if _translation(e) == indonesian.get((e.msgctxt, e.msgid))]
    if len(same) > MOST_ALIKE * len(words):
        yield f"{len(same)} of {len(words)} read as Indonesian does, {same[0].msgid!r} for one"


def _translation(entry: polib.POEntry) -> str:
    return entry.msgstr_plural.get(0, "") if entry.msgid_plural else entry.msgstr
