"""XLSX files written for people: every cell is a value, and no text of anybody's is a formula."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from io import BytesIO
from typing import Any
from zoneinfo import ZoneInfo

MOST_ROWS = 1_048_575
"""What a sheet holds below its heading."""
_LONGEST_CELL = 32_767
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
_DATE, _MOMENT = {"num_format": "dd/mm/yyyy"}, {"num_format": "dd/mm/yyyy hh:mm"}

Cell = str | int | float | date | datetime | None


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: a title of at most 31 characters, headings, and rows as wide as they are."""

    title: str
    headings: Sequence[str]
    rows: Iterable[Sequence[Cell]]
    widths: Sequence[int] = field(default=())
    """Of the columns, in characters; 16 where none is given."""


def workbook(*sheets: Sheet, zone: ZoneInfo) -> bytes:
    """Return an XLSX file; moments are shown in `zone`, rows past `MOST_ROWS` are left out.

    A text that a spreadsheet could take for a formula is kept as a text and, since people save
    such files as CSV, begins with an apostrophe.
    """
    import xlsxwriter  # noqa: PLC0415 - 14 MB, which an idle bot has no use for

    buffer = BytesIO()
    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    untyped: Any = xlsxwriter
    with untyped.Workbook(buffer, options) as book:
        head = book.add_format({"bold": True, "bottom": 1})
        day, moment = book.add_format(_DATE), book.add_format(_MOMENT)
        for sheet in sheets:
            page = book.add_worksheet(sheet.title[:31])
            page.freeze_panes(1, 0)
            for at, heading in enumerate(sheet.headings):
                page.set_column(at, at, sheet.widths[at] if at < len(sheet.widths) else 16)
                page.write_string(0, at, safe(heading), head)
            for line, row in enumerate(sheet.rows, start=1):
                if line > MOST_ROWS:
                    break
                for at, cell in enumerate(row):
                    _write(page, line, at, cell, day=day, moment=moment, zone=zone)
    return buffer.getvalue()


def safe(text: str) -> str:
    """Return `text` as a cell may hold it: no formula, no longer than a cell."""
    shown = f"'{text}" if text.startswith(_FORMULA_STARTS) else text
    return shown[:_LONGEST_CELL]


def _write(
    page: Any,  # noqa: ANN401 - the library has no types
    line: int,
    at: int,
    cell: Cell,
    *,
    day: object,
    moment: object,
    zone: ZoneInfo,
) -> None:
    match cell:
        case None | "":
            return
        case datetime():
            page.write_datetime(line, at, cell.astimezone(zone).replace(tzinfo=None), moment)
        case date():
            page.write_datetime(line, at, datetime(cell.year, cell.month, cell.day), day)  # noqa: DTZ001 - a day in a sheet has no zone
        case str():
            page.write_string(line, at, safe(cell))
        case _:
            page.write_number(line, at, cell)
