"""Text becomes frames of cells: at once where it is written by the rules, else row by row.

Programs that write CSV by joining strings leave quotation marks as they are. polars notices such a
block and refuses it; from there on the rows are read one after the other, as a spreadsheet does.
"""

import csv
import io
from collections.abc import Iterable, Iterator
from contextlib import closing
from functools import partial
from itertools import chain, islice
from pathlib import Path

import polars as pl

from crm.imports.files.blocks import Blocks, BrokenTable, below, is_whole, parts_of
from crm.imports.files.content import Content, gathered
from crm.imports.files.parts import LEADING_LINES, LINE, OVERFLOW, Part, column

_DELIMITERS = (",", ";", "\t", "|")
_HEAD = 1 << 18
_BEYOND = 4
_PATIENTLY = 10_000


def text_parts(path: Path, content: Content) -> list[Part]:
    """Return the text as a table, once for each delimiter that it may have."""
    with closing(parts_of(path, content)) as parts:
        head = next(gathered(parts, _HEAD), b"")[:_HEAD].decode(errors="ignore")
    return [_part(path, content, head, delimiter) for delimiter in _DELIMITERS]


def _part(path: Path, content: Content, head: str, delimiter: str) -> Part:
    top, ends = _top(head, delimiter)

    def rows(above: int, width: int) -> Iterator[pl.DataFrame]:
        parts = below(parts_of(path, content), ends[above])
        return _frames(parts, delimiter, width, line=above + 2)

    return Part(top, rows)


def _top(head: str, delimiter: str) -> tuple[list[tuple[str, ...]], list[int]]:
    """Return the first rows, and how many lines each and those above it take."""
    lines = csv.reader(io.StringIO(head, newline=""), delimiter=delimiter)
    top: list[tuple[str, ...]] = []
    ends: list[int] = []
    try:
        for row in islice(lines, LEADING_LINES):
            top.append(tuple(row))
            ends.append(lines.line_num)
    except csv.Error:
        pass  # a cell longer than any heading
    return top or [()], ends or [1]


def _frames(
    parts: Iterable[bytes], delimiter: str, width: int, *, line: int
) -> Iterator[pl.DataFrame]:
    blocks = Blocks(parts)
    for block, ends_with_row in blocks:
        frame = _cut(block, delimiter, width, line=line) if ends_with_row else None
        if frame is None:
            yield from _patiently(chain([block], blocks.rest()), delimiter, width, line=line)
            return
        line += frame.height
        yield frame


def _cut(block: bytes, delimiter: str, width: int, *, line: int) -> pl.DataFrame | None:
    """Return the rows of `block`; None where it is not written by the rules."""
    names = [column(place) for place in range(width)]
    beyond = [f"{OVERFLOW}{number}" for number in range(_BEYOND)]
    scan = pl.scan_csv(
        block,
        has_header=False,
        separator=delimiter,
        schema=dict.fromkeys([*names, *beyond], pl.String),
        row_index_name=LINE,
        row_index_offset=line,
        extra_columns="ignore",
        missing_columns="insert",
        raise_if_empty=False,
    )
    try:
        return scan.select(
            pl.col(LINE).cast(pl.Int64), *names, pl.coalesce(beyond).alias(OVERFLOW)
        ).collect()
    except pl.exceptions.PolarsError:
        return None


def _patiently(
    parts: Iterable[bytes], delimiter: str, width: int, *, line: int
) -> Iterator[pl.DataFrame]:
    rows = _rows(_lines(parts), delimiter, line)
    names = [LINE, *(column(place) for place in range(width)), OVERFLOW]
    schema = dict.fromkeys(names, pl.String) | {LINE: pl.Int64}
    for some in iter(partial(_some, rows), []):
        cells = [_fitted(row, width) for row in some]
        numbered = [(number, *row) for number, row in enumerate(cells, start=line)]
        yield pl.DataFrame(numbered, schema=schema, orient="row")
        line += len(some)


def _some(rows: Iterator[list[str]]) -> list[list[str]]:
    return list(islice(rows, _PATIENTLY))


def _rows(lines: Iterator[str], delimiter: str, line: int) -> Iterator[list[str]]:
    """Yield rows; a mark within a cell is a letter as any other.

    A line whose marks all have partners is a row, whatever stands where. Another one must be by
    the rules, with the lines that follow it if need be, so that no row swallows the next.
    """
    for number, text in enumerate(lines, start=line):
        is_row = is_whole(text.encode())
        these = [text] if is_row else chain([text], lines)
        try:
            yield next(csv.reader(these, delimiter=delimiter, strict=not is_row))
        except csv.Error:
            message = (
                f"The rows cannot be told apart from row {number} on: "
                "is there a quotation mark that never closes?"
            )
            raise BrokenTable(message, line=number) from None


def _lines(parts: Iterable[bytes]) -> Iterator[str]:
    pending = b""
    for part in parts:
        *lines, pending = (pending + part).split(b"\n")
        for found in lines:
            yield found.decode(errors="replace") + "\n"
    if pending:
        yield pending.decode(errors="replace")


def _fitted(row: list[str], width: int) -> tuple[str | None, ...]:
    missing = [None] * (width - len(row))
    beyond = next((cell for cell in row[width:] if cell), None)
    return (*row[:width], *missing, beyond)
