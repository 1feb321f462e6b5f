"""Which messages the code has, and the catalogs brought up to them."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import polib
from babel.messages.extract import extract_from_dir

from locales.languages import EVERYTHING, plural_forms
from locales.readers import is_for_sellers

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "locales"
SOURCES = ("views",)
KEYWORDS = {"words": None, "ngettext": (1, 2), "pgettext": ((1, "c"), 2)}
"""How views ask for words: `words("…")`, `words.ngettext(…)`, `words.pgettext("context", "…")`."""

Key = tuple[str | None, str]
"""A message's context (None where it has none) and its English text."""


@dataclass(slots=True)
class Found:
    """A message as the code has it."""

    context: str | None
    text: str
    plural: str | None = None
    files: set[str] = field(default_factory=set[str])

    @property
    def key(self) -> Key:
        """Return what identifies it in a catalog."""
        return self.context, self.text

    @property
    def for_sellers(self) -> bool:
        """Whether a seller may read it."""
        return is_for_sellers(self.context, self.files)


def extract() -> dict[Key, Found]:
    """Return every message of the code."""
    found: dict[Key, Found] = {}
    for file, message, context in _messages():
        text, plural = message if isinstance(message, tuple) else (message, None)
        entry = found.setdefault((context, text), Found(context, text))
        entry.plural = plural or entry.plural
        entry.files.add(file)
    return found


def needed(found: dict[Key, Found], language: str) -> dict[Key, Found]:
    """Return the messages that `language` must have."""
    if language in EVERYTHING:
        return found
    return {key: message for key, message in found.items() if message.for_sellers}


def path_of(language: str, folder: Path = FOLDER) -> Path:
    """Return where a language's catalog is."""
    return folder / language / "LC_MESSAGES" / "sapa.po"


def read(language: str, folder: Path = FOLDER) -> polib.POFile:
    """Return a language's catalog, a new one where there is none.

    Raises:
        OSError, ValueError: it is no catalog.
    """
    path = path_of(language, folder)
    return polib.pofile(str(path), wrapwidth=95) if path.exists() else polib.POFile(wrapwidth=95)


def updated(
    language: str, found: dict[Key, Found], present: polib.POFile | None = None
) -> polib.POFile:
    """Return a language's catalog with the messages it needs, keeping what is translated.

    `present` is the catalog as it is, where it was read already.
    """
    old = read(language) if present is None else present
    kept: dict[Key, polib.POEntry] = {(entry.msgctxt, entry.msgid): entry for entry in old}
    catalog = polib.POFile(wrapwidth=95)
    catalog.metadata = {
        "Project-Id-Version": "sapa",
        "Language": language,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": plural_forms(language),
    }
    messages = needed(found, language)
    for key in sorted(messages, key=lambda key: (min(messages[key].files), key[1], key[0] or "")):
        catalog.append(_entry(messages[key], kept.get(key), language))
    return catalog


def _entry(message: Found, kept: polib.POEntry | None, language: str) -> polib.POEntry:
    entry = polib.POEntry(
        msgctxt=message.context,
        msgid=message.text,
        occurrences=[(file, "") for file in sorted(message.files)],
    )
    if message.plural is None:
        entry.msgstr = kept.msgstr if kept else ""
        if language == "en":
            entry.msgstr = message.text
        return entry
    entry.msgid_plural = message.plural
    if language == "en":
        entry.msgstr_plural = {0: message.text, 1: message.plural}
    else:
        entry.msgstr_plural = (kept.msgstr_plural if kept else None) or {0: ""}
    return entry


def _messages() -> Iterator[tuple[str, str | tuple[str, ...], str | None]]:
    for source in SOURCES:
        extracted = extract_from_dir(
            ROOT / source, method_map=[("**.py", "python")], keywords=KEYWORDS
        )
        for name, _line, message, _comments, context in extracted:
            yield f"{source}/{name}", message, context
