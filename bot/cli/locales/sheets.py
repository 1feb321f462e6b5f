"""A catalog as a sheet for a native reader, and such a sheet read again."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import polib

from bot.cli.locales import errors
from core.workbook import Sheet, safe, workbook
from crm.errors import CrmError
from locales.extraction import Key
from locales.limits import LONGEST

HEADINGS = ("Context", "English", "Indonesian", "Translation", "Comment", "New translation")
WIDTHS = (24, 48, 48, 48, 40, 48)
CONTEXT, ENGLISH, INDONESIAN, TRANSLATION, COMMENT, NEW = range(len(HEADINGS))
_FIRST_LINE = 2
"""Where a spreadsheet shows what is below the headings."""


class NoReviewSheet(CrmError):
    """The file cannot be read as a sheet of this language that `sapa locales review` wrote."""

    code = "no_review_sheet"


@dataclass(frozen=True, slots=True)
class Row:
    """What a reader left in one line of the sheet; texts are as a cell holds them."""

    line: int
    context: str
    english: str
    indonesian: str
    translation: str
    """The translation that the reader saw."""
    comment: str
    new: str


def written(tag: str, catalog: polib.POFile, indonesian: polib.POFile) -> bytes:
    """Return an XLSX file: a line for each message, with room for a comment and a correction."""
    known = {key_of(entry): text_of(entry) for entry in indonesian}
    rows = (
        (context_of(entry), english_of(entry), known.get(key_of(entry)), text_of(entry))
        for entry in catalog
    )
    return workbook(Sheet(tag, HEADINGS, rows, WIDTHS), zone=ZoneInfo("UTC"))


def read(path: Path, tag: str) -> Iterator[Row]:
    """Yield the lines of a sheet.

    Raises:
        NoReviewSheet: it is another file, or one of another language.
    """
    for line, found in enumerate(cells(path, tag), start=_FIRST_LINE):
        yield Row(
            line,
            context=found[CONTEXT],
            english=found[ENGLISH],
            indonesian=found[INDONESIAN],
            translation=found[TRANSLATION],
            comment=found[COMMENT],
            new=found[NEW],
        )


def key_of(entry: polib.POEntry) -> Key:
    """Return what identifies a message."""
    return entry.msgctxt, entry.msgid


def context_of(entry: polib.POEntry) -> str:
    """Return where a message stands, and how long it may be there."""
    context = entry.msgctxt or ""
    return f"{context}: at most {LONGEST[context]} letters" if context in LONGEST else context


def english_of(entry: polib.POEntry) -> str:
    """Return the message itself; of singular and plural the plural, which fits any number."""
    return entry.msgid_plural or entry.msgid


def text_of(entry: polib.POEntry) -> str:
    """Return the translation; regional languages have one form for any number."""
    return entry.msgstr_plural.get(0, "") if entry.msgid_plural else entry.msgstr


def cell_of(text: str) -> str:
    """Return how a text stands in a cell, and comes back from any spreadsheet program."""
    return safe(text).replace("\r\n", "\n").strip()


def cells(path: Path, tag: str) -> Iterator[tuple[str, ...]]:
    """Yield the cells of each line below the headings, errors as they are shown.

    NoReviewSheet as `read`.
    """
    import fastexcel  # noqa: PLC0415 - it brings polars, which no other command of these needs

    try:
        book = fastexcel.read_excel(path)
        if book.sheet_names[:1] != [tag]:
            message = f"{path.name} is no sheet for '{tag}'; its first sheet must be called so."
            raise NoReviewSheet(message)
        untyped: Any = book
        table = untyped.load_sheet(0, header_row=None, dtypes="string").to_polars()
    except (OSError, fastexcel.FastExcelError) as error:
        message = f"{path.name} cannot be read as a workbook."
        raise NoReviewSheet(message) from error
    rows = table.iter_rows()
    if tuple(next(rows, ())[: len(HEADINGS)]) != HEADINGS:
        message = f"The first line of {path.name} must be {', '.join(HEADINGS)}."
        raise NoReviewSheet(message)
    wrong = errors.in_first_sheet(path)
    for line, row in enumerate(rows, start=_FIRST_LINE):
        yield tuple(
            wrong.get((line, column)) or (cell or "").replace("\r\n", "\n")
            for column, cell in enumerate(row[: len(HEADINGS)])
        )
