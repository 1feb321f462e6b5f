"""The catalogs as a process reads them: whole, or it does not start."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from gettext import GNUTranslations
from io import BytesIO
from pathlib import Path

import polib

from locales.kept import Kept
from locales.languages import EVERYTHING, LANGUAGES, plural_forms
from locales.readers import is_for_sellers
from locales.texts import faults, pairs, plural_faults

_PLURALS = "Plural-Forms"


class CatalogError(Exception):
    """A catalog is missing, broken or incomplete; the text names its file and what is wrong."""


def load(folder: Path) -> dict[str, GNUTranslations]:
    """Read every language's catalog under `folder`; the whole ones say what there is to have.

    Raises:
        CatalogError: where one of them would leave somebody without words.
    """
    sources = {tag: _source(folder, tag) for tag in LANGUAGES}
    kept = Kept(folder, sources)
    compiled = kept.read()
    if compiled is None:
        compiled = _compiled(folder, sources)
        kept.write(compiled)
    return {tag: GNUTranslations(BytesIO(compiled[tag])) for tag in LANGUAGES}


def _compiled(folder: Path, sources: Mapping[str, bytes]) -> dict[str, bytes]:
    """Parse and check the catalogs, and return what gettext makes of them."""
    catalogs = {tag: _parsed(folder, tag, source) for tag, source in sources.items()}
    everything = {
        _key(entry): _is_for_sellers(entry) for tag in EVERYTHING for entry in catalogs[tag]
    }
    for_sellers = [key for key, is_theirs in everything.items() if is_theirs]
    made: dict[str, bytes] = {}
    for tag, catalog in catalogs.items():
        needed = everything if tag in EVERYTHING else for_sellers
        fault = next(_faults(tag, catalog, needed), None)
        if fault is not None:
            raise _refused(folder, tag, fault)
        made[tag] = catalog.to_binary()
    return made


def _source(folder: Path, tag: str) -> bytes:
    try:
        return _path(folder, tag).read_bytes()
    except OSError as error:
        raise _refused(folder, tag, str(error)) from error


def _parsed(folder: Path, tag: str, source: bytes) -> polib.POFile:
    try:
        return polib.pofile(source.decode())
    except (OSError, ValueError) as error:
        raise _refused(folder, tag, str(error)) from error


def _faults(
    tag: str, catalog: polib.POFile, needed: Collection[tuple[str | None, str]]
) -> Iterator[str]:
    if catalog.metadata.get(_PLURALS) != plural_forms(tag):
        yield f"its {_PLURALS} must be {plural_forms(tag)}"
    for entry in catalog:
        found = [one for pair in pairs(entry) for one in faults(*pair, entry.msgctxt)]
        if entry.fuzzy or entry.obsolete:
            found = ["not translated"]
        yield from (f"{fault}: {entry.msgid!r}" for fault in (*found, *plural_faults(entry, tag)))
    there = Counter(_key(entry) for entry in catalog)
    yield from (
        f"there {count} times: {text!r}" for (_, text), count in there.items() if count > 1
    )
    yield from (f"missing: {text!r}" for context, text in needed if (context, text) not in there)


def _key(entry: polib.POEntry) -> tuple[str | None, str]:
    return entry.msgctxt, entry.msgid


def _is_for_sellers(entry: polib.POEntry) -> bool:
    return is_for_sellers(entry.msgctxt, {file for file, _ in entry.occurrences})


def _path(folder: Path, tag: str) -> Path:
    return folder / tag / "LC_MESSAGES" / "sapa.po"


def _refused(folder: Path, tag: str, reason: str) -> CatalogError:
    path = _path(folder, tag)
    return CatalogError(f"The catalog of '{tag}' cannot be used: {path} ({reason})")
