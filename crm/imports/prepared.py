"""A file is read and checked, batch by batch, before the database hears of it.

Nothing here needs a transaction, so a thread can do it while the bot goes on answering. The
rejects wait on disk: memory stays that of a batch, however long the file is.
"""

import tempfile
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import polars as pl

from crm.errors import CrmError
from crm.imports.files.tables import LINE, Table
from crm.imports.progress import Progress, Stage, unheard
from crm.imports.repeats import KEY_HASH, maybe_repeated
from crm.imports.rows import REJECTS, cells_of, check
from crm.imports.subject import Subject

SAMPLE = 3


class OnlyHeadings(CrmError):
    """The file has headings and not one row."""

    code = "only_headings"


@dataclass(slots=True)
class Prepared:
    """A file on its way through the checks; what it counts is told once `batches` has ended."""

    subject: Subject
    table: Table
    now: datetime
    lines: pl.Series | None
    """Those to be read; None for all."""
    progress: Progress
    good: int = 0
    """Rows that can be taken, those whose key comes again among them."""
    rejected: int = 0
    sample: list[dict[str, str]] = field(default_factory=list[dict[str, str]])
    """The first rows that are good, as the file has them."""
    _folder: Path = field(kw_only=True, repr=False)
    _keys: list[pl.DataFrame] = field(default_factory=list[pl.DataFrame], repr=False)

    @property
    def rows(self) -> int:
        """How many rows there are, blank ones aside."""
        return self.good + self.rejected

    def batches(self) -> Iterator[pl.DataFrame]:
        """Yield the good rows, as they come: `line` and the columns that the file speaks of.

        Raises:
            OnlyHeadings: where there is no row, all of them asked for.
            BrokenTable: where the text cannot be cut into rows.
        """
        done = 0
        for number, whole in enumerate(self.table.batches()):
            done += whole.height
            self.progress(Stage.CHECK, done, max(done, self.table.lines))
            batch = whole if self.lines is None else whole.filter(_among(self.lines))
            if not batch.is_empty():
                yield self._check(batch, number)
        if self.lines is None and not self.rows:
            message = "The file has headings, but no row below them."
            raise OnlyHeadings(message)

    def maybe_repeated(self) -> bool:
        """Tell whether two good rows seem to have one key; that none have is certain."""
        return not maybe_repeated(self._keys).is_empty()

    def rejects(self) -> Iterator[pl.DataFrame]:
        """Yield the rejects: `line`, `column`, `reason`, `row`."""
        for file in sorted(self._folder.iterdir()):
            yield pl.read_parquet(file)

    def first_rejects(self, count: int) -> pl.DataFrame:
        """Return the `count` rejects that stand highest in the file."""
        found = [batch.top_k(count, by=LINE, reverse=True) for batch in self.rejects()]
        return pl.concat([pl.DataFrame(schema=REJECTS), *found]).sort(LINE).head(count)

    def _check(self, batch: pl.DataFrame, number: int) -> pl.DataFrame:
        checked = check(self.subject, self.table, batch, now=self.now)
        good, rejects = checked.good, checked.rejects
        if rejects.height:
            rejects.write_parquet(self._folder / f"{number:06}", compression="lz4")
        if len(self.sample) < SAMPLE:
            lines = good[LINE].head(SAMPLE - len(self.sample))
            rows = batch.filter(_among(lines)).select(cells_of(self.table)).to_dicts()
            self.sample += [{name: cell or "" for name, cell in row.items()} for row in rows]
        self._keys.append(good.select(LINE, pl.struct(self.subject.key).hash().alias(KEY_HASH)))
        self.good += good.height
        self.rejected += rejects.height
        return good


@contextmanager
def prepare(
    subject: Subject,
    table: Table,
    *,
    now: datetime,
    lines: pl.Series | None = None,
    progress: Progress = unheard,
) -> Generator[Prepared]:
    """Make ready to check the rows of `table` on `lines`, or all; rejects last as the block."""
    with tempfile.TemporaryDirectory(prefix="sapa-") as folder:
        yield Prepared(subject, table, now, lines, progress, _folder=Path(folder))


def _among(lines: pl.Series) -> pl.Expr:
    return pl.col(LINE).is_in(lines.implode())
