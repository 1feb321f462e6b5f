"""A part of a file that may be the table: a sheet, or the text cut by one of the delimiters."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

import polars as pl

LEADING_LINES = 20
"""How far down the headings may stand."""
LINE = "line"
OVERFLOW = "overflow"
"""What stands after the last heading's column; such a row has slipped."""


@dataclass(frozen=True, slots=True)
class Part:
    """Rows of cells, of which the first are known."""

    top: Sequence[Sequence[str]]
    """The first rows, `LEADING_LINES` at most."""
    rows: Callable[[int, int], Iterator[pl.DataFrame]] = field(repr=False)
    """Yields what is below the row at an index of `top`, with so many columns, each time anew."""


def column(position: int) -> str:
    """Return the name that the frames give the column at `position`."""
    return f"c{position}"
