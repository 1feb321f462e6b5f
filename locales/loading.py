"""The catalogs as a process reads them: whole, or it does not start."""

from collections.abc import Collection, Iterator
from gettext import GNUTranslations
from io import BytesIO
from pathlib import Path

import polib

from locales.languages import EVERYTHING, INDONESIAN, LANGUAGES, plural_forms
from locales.limits import PLACEHOLDER
from locales.readers import is_for_sellers

_PLURALS = "Plural-Forms"


class CatalogError(Exception):
    """A catalog is missing, broken or incomplete; the text names its file and what is wrong."""


def load(folder: Path) -> dict[str, GNUTranslations]:
    """Read every language's catalog under `folder`; Indonesian says what a whole one has.

    Raises:
        CatalogError: where one of them would leave somebody without words.
    """
    indonesian = _read(folder, INDONESIAN)
    everything = {(entry.msgctxt, entry.msgid) for entry in indonesian}
    for_sellers = {(entry.msgctxt, entry.msgid) for entry in indonesian if _is_for_sellers(entry)}
    return {
        tag: _translations(
            folder,
            tag,
            indonesian if tag == INDONESIAN else _read(folder, tag),
            everything if tag in EVERYTHING else for_sellers,
        )
        for tag in LANGUAGES
    }


def _read(folder: Path, tag: str) -> polib.POFile:
    path = _path(folder, tag)
    try:
        return polib.pofile(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise _refused(path, tag, str(error)) from error


def _translations(
    folder: Path, tag: str, catalog: polib.POFile, needed: Collection[tuple[str | None, str]]
) -> GNUTranslations:
    path = _path(folder, tag)
    fault = next(_faults(tag, catalog, needed), None)
    if fault is not None:
        raise _refused(path, tag, fault)
    return GNUTranslations(BytesIO(catalog.to_binary()))


def _faults(
    tag: str, catalog: polib.POFile, needed: Collection[tuple[str | None, str]]
) -> Iterator[str]:
    if catalog.metadata.get(_PLURALS) != plural_forms(tag):
        yield f"its {_PLURALS} must be {plural_forms(tag)}"
    for entry in catalog:
        if not entry.translated():
            yield f"not translated: {entry.msgid!r}"
        elif not _names(_forms(entry)) <= _names([entry.msgid, entry.msgid_plural]):
            yield f"other placeholders than the message: {entry.msgid!r}"
    there = {(entry.msgctxt, entry.msgid) for entry in catalog}
    yield from (f"missing: {text!r}" for context, text in needed if (context, text) not in there)


def _is_for_sellers(entry: polib.POEntry) -> bool:
    return is_for_sellers(entry.msgctxt, {file for file, _ in entry.occurrences})


def _forms(entry: polib.POEntry) -> Collection[str]:
    return entry.msgstr_plural.values() if entry.msgid_plural else (entry.msgstr,)


def _names(texts: Collection[str]) -> set[str]:
    return {name for text in texts for name in PLACEHOLDER.findall(text)}


def _path(folder: Path, tag: str) -> Path:
    return folder / tag / "LC_MESSAGES" / "sapa.po"


def _refused(path: Path, tag: str, reason: str) -> CatalogError:
    return CatalogError(f"The catalog of '{tag}' cannot be used: {path} ({reason})")
