"""The columns of a file that nobody has described: what is in them, whatever they are called."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from statistics import median

import polars as pl

from crm.imports.files.headings import key_of
from crm.imports.files.parts import column
from crm.imports.files.tables import Opened
from crm.imports.values import columns

Parse = Callable[[pl.Series], pl.Series]
Test = Callable[[str], object]

_ROWS = 1000
_WIDEST = 300
_FILLED = 0.6


@dataclass(frozen=True)
class Column:
    """A heading and the values below it."""

    heading: str
    texts: pl.Series
    """The cells that are not empty, cleaned, of the first rows."""
    _values: dict[Parse, pl.Series] = field(default_factory=dict[Parse, pl.Series], repr=False)
    _known: dict[Test, float] = field(default_factory=dict[Test, float], repr=False)

    @cached_property
    def counts(self) -> Counter[str]:
        """Each value with how often it is there."""
        return Counter(self.texts.to_list())

    @cached_property
    def distinct(self) -> float:
        """How many different values there are, as a share."""
        return self._share(len(self.counts))

    @cached_property
    def shape(self) -> float:
        """How many values have the most common shape, as a share: `PDN-100001` is `aaa-999999`."""
        shapes = self.texts.str.replace_all(r"\p{L}", "a").str.replace_all(r"\d", "9")
        return self._share(max(Counter(shapes.to_list()).values(), default=0))

    @cached_property
    def is_row_number(self) -> bool:
        """The values count the rows."""
        first = self.texts.head(50).to_list()
        return first == [str(number) for number in range(1, len(first) + 1)]

    def matching(self, pattern: str) -> float:
        """Return how many values have `pattern` in them, as a share."""
        return self._share(self.texts.str.contains(pattern).to_list().count(True))

    def parsed(self, parse: Parse) -> float:
        """Return how many values `parse` can read, as a share."""
        return self._share(self._read(parse).count())

    def known(self, is_one: Test) -> float:
        """Return how many values are one, as a share; each is asked about once."""
        if is_one not in self._known:
            known = sum(count for text, count in self.counts.items() if is_one(text))
            self._known[is_one] = self._share(known)
        return self._known[is_one]

    def middle(self, parse: Parse) -> float:
        """Return the median of what `parse` can read, which are numbers; 0 where there is none."""
        numbers = self._read(parse).drop_nulls().to_list()
        return float(median(numbers)) if numbers else 0.0

    def _read(self, parse: Parse) -> pl.Series:
        if parse not in self._values:
            self._values[parse] = parse(self.texts)
        return self._values[parse]

    def _share(self, count: int) -> float:
        return count / len(self.texts) if len(self.texts) else 0.0


def columns_of(opened: Opened) -> list[Column]:
    """Return the columns of the part that looks most like a table, where a profile can name them.

    The headings are the first row with about as many cells as the widest has. A column without a
    heading, or with that of another one to its left, has no name of its own.
    """
    part = max(opened.parts, key=lambda part: median([0, *map(_filled, part.top)]))
    above = _line_of_headings(part.top)
    headings = [cell.strip() for cell in part.top[above]][:_WIDEST]
    rows = next(iter(part.rows(above, len(headings))), None)
    found: dict[str, Column] = {}
    for place, heading in enumerate(headings):
        key = key_of(heading)
        if key and key not in found:
            found[key] = Column(heading, _texts(rows, place))
    return list(found.values())


def _line_of_headings(top: Sequence[Sequence[str]]) -> int:
    widest = max(map(_filled, top))
    return next(line for line, row in enumerate(top) if _filled(row) >= widest * _FILLED)


def _filled(row: Sequence[str]) -> int:
    return sum(bool(cell.strip()) for cell in row)


def _texts(rows: pl.DataFrame | None, place: int) -> pl.Series:
    if rows is None:
        return pl.Series(dtype=pl.String)
    cells = rows.head(_ROWS).select(columns.clean(pl.col(column(place))))
    return cells.to_series().drop_nulls()
