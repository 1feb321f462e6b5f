"""Files as tables: CSV and XLSX become the same batches of text with line numbers."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import polars as pl

from crm.errors import CrmError
from crm.imports.files.content import Content, Kind, examine
from crm.imports.files.headings import Vocabulary
from crm.imports.files.parts import LINE, OVERFLOW, Part, column
from crm.imports.files.texts import text_parts
from crm.imports.files.unpacking import MOST_COLUMNS
from crm.imports.files.workbook import workbook_parts
from crm.imports.sellers.vocabulary import SELLERS

__all__ = ["BATCH", "LINE", "OVERFLOW", "Opened", "Table", "column", "open_file", "read_table"]

BATCH = 50_000

_UNSEEN = re.compile(r"[\0-\x1f\x7f]+")
_LONGEST_TITLE = 100


class TooManyColumns(CrmError):
    """The table is wider than any list of sellers, sales or partners."""

    code = "too_many_columns"


@dataclass(frozen=True, slots=True)
class Table:
    """A file that can be read, as often as needed, in batches of text."""

    headings: tuple[str, ...]
    facts: dict[str, int]
    """Which column, counted from 0, holds which fact."""
    digest: str
    lines: int
    """About how many rows there are."""
    _part: Part = field(repr=False)
    _above: int = field(repr=False)

    @property
    def titles(self) -> tuple[str, ...]:
        """Each column's heading, made unique, with a stand-in where it has none."""
        titles: dict[str, None] = {}
        for number, heading in enumerate(self.headings, start=1):
            title = _UNSEEN.sub(" ", heading)[:_LONGEST_TITLE].strip() or f"#{number}"
            while title in titles:
                title = f"{title} #{number}"
            titles[title] = None
        return tuple(titles)

    def batches(self) -> Iterator[pl.DataFrame]:
        """Yield `BATCH` rows at most at a time, as a spreadsheet would number their lines.

        The columns are `line`, one for each heading as `column(position)` names it, and
        `overflow`.

        Raises:
            BrokenTable: where the text cannot be cut into rows.
            FileUnreadable: where the file is not there any more, or another one.
        """
        for rows in self._part.rows(self._above, len(self.headings)):
            yield from rows.iter_slices(BATCH)


@dataclass(frozen=True, slots=True)
class Opened:
    """A file whose bytes are known, and not yet what its columns mean."""

    content: Content
    parts: Sequence[Part]
    """How it may be cut; one of them has a row."""

    def table(self, vocabulary: Vocabulary) -> Table:
        """Read it with the line as headings, and cut in the way, that name the most facts.

        Raises:
            NoHeadings, MissingColumns: where the columns that are needed are not there.
            TooManyColumns: where there are more than a thousand.
        """
        part, above = max(
            ((part, above) for part in self.parts for above in range(len(part.top))),
            key=lambda place: _rank(vocabulary, place[0].top[place[1]], place[1]),
        )
        headings = tuple(cell.strip() for cell in part.top[above])
        facts = vocabulary.require(headings)
        if len(headings) > MOST_COLUMNS:
            message = f"The file has more than {MOST_COLUMNS:,} columns."
            raise TooManyColumns(message, found=tuple(facts))
        lines = max(0, self.content.lines - above - 1)
        return Table(headings, facts, self.content.digest, lines, part, above)


def open_file(path: Path) -> Opened:
    """Look at every byte of `path`.

    Raises:
        FileUnreadable, EmptyFile, NotATable, WronglyEncoded, TooLarge, DamagedFile: as they say.
    """
    content = examine(path)
    parts = workbook_parts if content.kind is Kind.WORKBOOK else text_parts
    return Opened(content, parts(path, content))


def read_table(path: Path, vocabulary: Vocabulary = SELLERS) -> Table:
    """Open `path` as a table, which reads the file again for each round of batches.

    Raises:
        FileUnreadable, EmptyFile, NotATable, WronglyEncoded, TooLarge, DamagedFile: the file is
            no table.
        NoHeadings, MissingColumns, TooManyColumns: it is one, but not of this kind.
    """
    return open_file(path).table(vocabulary)


def _rank(
    vocabulary: Vocabulary, headings: Sequence[str], above: int
) -> tuple[bool, int, int, int]:
    found = vocabulary.recognise(headings)
    whole = all(fact in found for fact in vocabulary.required)
    return whole, len(found), -above, len(headings)
