"""Files as tables: CSV and XLSX become the same batches of text with line numbers."""

# pyright: reportUnknownMemberType=false
# polars names numpy in its signatures, which Sapa does not install

import csv
import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

import fastexcel
import polars as pl

from crm.imports.files.blocks import blocks, unclosed
from crm.imports.files.content import Content, Kind, NotATable, examine
from crm.imports.files.headings import Vocabulary
from crm.imports.sellers.vocabulary import SELLERS

BATCH = 50_000
LINE = "line"
OVERFLOW = "overflow"
"""What stands after the last heading's column; such a row has slipped."""

_DELIMITERS = (",", ";", "\t", "|")
_HEAD = 1 << 18
_LEADING_LINES = 20
_BEYOND = 4


@dataclass(frozen=True, slots=True)
class Table:
    """A file that can be read, as often as needed, in batches of text."""

    headings: tuple[str, ...]
    facts: dict[str, int]
    """Which column, counted from 0, holds which fact."""
    digest: str
    lines: int
    """About how many rows there are."""
    _read: Callable[[], Iterator[pl.DataFrame]] = field(repr=False)

    @property
    def titles(self) -> tuple[str, ...]:
        """Each column's heading, made unique, with a stand-in where it has none."""
        titles: list[str] = []
        for number, heading in enumerate(self.headings, start=1):
            title = heading or f"#{number}"
            titles.append(f"{title} #{number}" if title in titles else title)
        return tuple(titles)

    def batches(self) -> Iterator[pl.DataFrame]:
        """Yield `BATCH` rows at most at a time, as a spreadsheet would number their lines.

        The columns are `line`, one for each heading as `column(position)` names it, and
        `overflow`.

        Raises:
            BrokenTable: where the text cannot be cut into rows.
        """
        return self._read()


def column(position: int) -> str:
    """Return the name that the frames give the column at `position`."""
    return f"c{position}"


def read_table(path: Path, vocabulary: Vocabulary = SELLERS) -> Table:
    """Open `path` as a table, which reads the file again for each round of batches.

    Raises:
        FileUnreadable, EmptyFile, NotATable, WronglyEncoded, TooLarge: the file is no table.
        NoHeadings, MissingColumns: it is one without the columns that are needed.
    """
    content = examine(path)
    read = _workbook if content.kind is Kind.WORKBOOK else _text
    return read(path, content, vocabulary)


def _text(path: Path, content: Content, vocabulary: Vocabulary) -> Table:
    head = next(blocks(path, content))[:_HEAD].decode("utf-8-sig", errors="ignore")
    delimiter, above, headings = _first_line(head, vocabulary)
    facts = vocabulary.require(headings)

    def read() -> Iterator[pl.DataFrame]:
        line, skip = above + 2, above + 1
        for block in blocks(path, content):
            rows = _cut(block, delimiter, len(headings), skip=skip, line=line)
            line, skip = line + rows.height, 0
            yield from rows.iter_slices(BATCH)

    return Table(headings, facts, content.digest, content.lines, read)


def _cut(block: bytes, delimiter: str, width: int, *, skip: int, line: int) -> pl.DataFrame:
    names = [column(place) for place in range(width)]
    beyond = [f"{OVERFLOW}{number}" for number in range(_BEYOND)]
    scan = pl.scan_csv(
        block,
        has_header=False,
        separator=delimiter,
        skip_rows=skip,
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
    except pl.exceptions.PolarsError as error:
        raise unclosed() from error


def _first_line(head: str, vocabulary: Vocabulary) -> tuple[str, int, tuple[str, ...]]:
    """Return the delimiter, how many blank lines stand above the headings, and the headings."""
    choices = [(delimiter, *_headings(head, delimiter)) for delimiter in _DELIMITERS]
    return max(choices, key=lambda choice: (len(vocabulary.recognise(choice[2])), len(choice[2])))


def _headings(head: str, delimiter: str) -> tuple[int, tuple[str, ...]]:
    rows = csv.reader(io.StringIO(head, newline=""), delimiter=delimiter)
    try:
        for above, row in enumerate(islice(rows, _LEADING_LINES)):
            if any(cell.strip() for cell in row):
                return above, tuple(cell.strip() for cell in row)
    except csv.Error:
        pass  # not with this delimiter
    return 0, ()


def _workbook(path: Path, content: Content, vocabulary: Vocabulary) -> Table:
    try:
        reader = fastexcel.read_excel(path)
        sheets = [
            reader.load_sheet(name, header_row=None, skip_rows=0, dtypes="string").to_polars()
            for name in reader.sheet_names
        ]
    except fastexcel.FastExcelError as error:
        message = f"{path.name} is a damaged workbook."
        raise NotATable(message) from error
    tops = [_top(sheet) for sheet in sheets]
    chosen = max(range(len(tops)), key=lambda at: len(vocabulary.recognise(tops[at][1])))
    above, headings = tops[chosen]
    facts = vocabulary.require(headings)
    rows = sheets[chosen].slice(above + 1)
    rows.columns = [column(place) for place in range(rows.width)]
    frame = rows.select(
        pl.int_range(above + 2, above + 2 + pl.len(), dtype=pl.Int64).alias(LINE),
        pl.all(),
        pl.lit(None, pl.String).alias(OVERFLOW),
    )
    return Table(headings, facts, content.digest, frame.height, lambda: frame.iter_slices(BATCH))


def _top(sheet: pl.DataFrame) -> tuple[int, tuple[str, ...]]:
    for above, row in enumerate(sheet.head(_LEADING_LINES).iter_rows()):
        if any(row):
            return above, tuple((cell or "").strip() for cell in row)
    return 0, ()
