"""Workbooks: unpacked to disk by a process with bounds, then read as any other rows."""

import os
import shutil
import subprocess
import sys
import tempfile
import weakref
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import BinaryIO

import polars as pl

from crm.imports.files.content import Content, EmptyFile, NotATable
from crm.imports.files.opening import opened, pieces
from crm.imports.files.packed import TooLarge, gunzip
from crm.imports.files.parts import LEADING_LINES, LINE, OVERFLOW, Part, column
from crm.imports.files.unpacking import Outcome

_BLOCK = 1 << 20
_TIMEOUT_SECONDS = 900
_NEEDED = ("PATH", "PYTHONPATH", "SYSTEMROOT", "TMPDIR", "TEMP")
"""Of the environment no more than Python needs: the token and passwords stay here."""


def workbook_parts(path: Path, content: Content) -> list[Part]:
    """Return each sheet of the workbook.

    Raises:
        NotATable: where it is another kind of file, or damaged.
        TooLarge: where it swells.
        EmptyFile: where no sheet has a cell among its first rows.
    """
    sheets = _Sheets()
    with opened(path, content.stamp) as (file, stamp):
        if content.packed:
            parts = gunzip(pieces(file, _BLOCK), name=path.name, size=stamp[0])
            with tempfile.TemporaryFile() as book:
                book.writelines(parts)
                outcome = _unpack(book, sheets.folder)
        else:
            outcome = _unpack(file, sheets.folder)
    if outcome != Outcome.DONE:
        raise _refusal(path.name, outcome)
    parts = [sheets.part(place) for place in sorted(sheets.folder.iterdir())]
    if not any(any(row) for part in parts for row in part.top):
        message = f"{path.name} has no sheet with cells near its top."
        raise EmptyFile(message)
    return parts


def _unpack(book: BinaryIO, folder: Path) -> int:
    book.seek(0)
    environment = {name: os.environ[name] for name in _NEEDED if name in os.environ}
    try:
        return subprocess.run(  # noqa: S603 - the arguments are ours alone
            [sys.executable, "-P", "-m", "crm.imports.files.unpacking", str(folder)],
            check=False,
            stdin=book,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,  # an allocator in need writes without end
            env=environment | {"POLARS_MAX_THREADS": "1"},
            timeout=_TIMEOUT_SECONDS,
        ).returncode
    except subprocess.TimeoutExpired:
        return -1


def _refusal(name: str, outcome: int) -> NotATable | TooLarge:
    match outcome:
        case Outcome.TOO_LARGE:
            return TooLarge(f"{name} would unpack to far more than a pull can be.")
        case Outcome.NO_WORKBOOK:
            return NotATable(f"{name} is neither a CSV nor an XLSX file.")
        case Outcome.DAMAGED:
            return NotATable(f"{name} is a damaged workbook.")
        case _:
            message = f"{name} is a damaged workbook, or one too large to open; save it as CSV."
            return NotATable(message)


class _Sheets:
    """The folder of an unpacked workbook, which lasts as long as somebody may read it."""

    def __init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="sapa-"))
        weakref.finalize(self, shutil.rmtree, self.folder, ignore_errors=True)

    def part(self, place: Path) -> Part:
        """Return the sheet that is kept in `place`."""
        files = sorted(place.iterdir())
        top = pl.read_parquet(files[0], n_rows=LEADING_LINES).rows() if files else []
        cells = [[cell or "" for cell in row] for row in top]
        return Part(cells, partial(self._rows, files))

    def _rows(self, files: list[Path], above: int, width: int) -> Iterator[pl.DataFrame]:
        line, skip = above + 2, above + 1
        for file in files:
            rows = pl.read_parquet(file).slice(skip)
            names = [column(place) for place in range(rows.width)]
            rows.columns = names
            beyond = pl.coalesce(names[width:]) if names[width:] else pl.lit(None, pl.String)
            numbers = pl.int_range(line, line + pl.len(), dtype=pl.Int64).alias(LINE)
            yield rows.select(numbers, *names[:width], beyond.alias(OVERFLOW))
            line, skip = line + rows.height, 0
