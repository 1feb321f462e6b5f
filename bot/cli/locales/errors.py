"""Cells of a workbook that hold an error, such as #REF!: its reader takes them for empty ones."""

import re
import zipfile
from collections.abc import Mapping
from pathlib import Path
from posixpath import join, normpath
from string import ascii_uppercase

Place = tuple[int, int]
"""The line of a cell, from 1, and its column, from 0."""

_BOOK, _PARTS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
_FIRST = re.compile(r'<sheet\b[^>]*?\br:id="([^"]+)"')
_PART = re.compile(r"<Relationship\b[^>]*>")
_ATTRIBUTE = re.compile(r'\b(Id|Target)="([^"]*)"')
_CELL = re.compile(
    r'<c\b(?=[^>]*\bt="e")[^>]*?\br="([A-Z]+)(\d+)"[^>]*(?<!/)>(?:(?!</c>).)*?<v>([^<]*)</v>',
    re.DOTALL,
)
_ERROR = re.compile(r"#[A-Z_/0]+[!?]|#N/A|Err:\d+")


def is_error(text: str) -> bool:
    """Tell whether a text is what spreadsheet programs show for an error."""
    return _ERROR.fullmatch(text.strip()) is not None


def in_first_sheet(path: Path) -> Mapping[Place, str]:
    """Return the errors in the first sheet of an XLSX file, by their places; none in another's."""
    try:
        with zipfile.ZipFile(path) as book:
            sheet = book.read(_first_sheet(book)).decode()
    except (zipfile.BadZipFile, KeyError, UnicodeDecodeError):
        return {}
    return {(int(line), _column(letters)): text for letters, line, text in _CELL.findall(sheet)}


def _first_sheet(book: zipfile.ZipFile) -> str:
    """Return the name of the part that holds the first sheet; KeyError where there is none."""
    first = _FIRST.search(book.read(_BOOK).decode())
    parts = (dict(_ATTRIBUTE.findall(one)) for one in _PART.findall(book.read(_PARTS).decode()))
    targets = {part.get("Id"): part.get("Target", "") for part in parts}
    return normpath(join("xl", targets[first[1] if first else None])).lstrip("/")


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * len(ascii_uppercase) + ascii_uppercase.index(letter) + 1
    return number - 1
