"""A pull that was read, checked and freed of duplicates before the database hears of it.

Nothing here needs a transaction, so the bot goes on answering meanwhile. The rows wait on disk:
memory stays that of a batch, however long the file is.
"""

# pyright: reportUnknownMemberType=false
# polars names numpy in its signatures, which Sapa does not install

import tempfile
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from pathlib import Path

import polars as pl

from crm.errors import CrmError
from crm.imports.files.tables import LINE, Table
from crm.imports.sellers.facts import Reason
from crm.imports.sellers.rows import REJECTS, check, refuse

Progress = Callable[["Stage", int, int], None]
"""Is told the stage, how many of its rows are done, and of about how many."""


class Stage(StrEnum):
    """What an import does to each row, in this order."""

    CHECK = "check"
    MERGE = "merge"


class OnlyHeadings(CrmError):
    """The file has headings and not one row."""

    code = "only_headings"


def unheard(_stage: Stage, _done: int, _total: int) -> None:
    """Tell nobody how far it is."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """A pull's good rows and its rejects, as counts and as batches."""

    digest: str
    good: int
    rejected: int
    columns: tuple[str, ...]
    """The columns of `seller` that the file speaks of."""
    _folder: Path = field(repr=False)
    _superseded: pl.Series = field(repr=False)

    @property
    def rows(self) -> int:
        """How many rows the file has, blank ones aside."""
        return self.good + self.rejected

    def batches(self) -> Iterator[pl.DataFrame]:
        """Yield the good rows: `columns`, each portal id once in all."""
        for file in sorted(self._folder.glob("good-*")):
            batch = pl.read_parquet(file)
            if len(self._superseded):
                batch = batch.filter(~pl.col(LINE).is_in(self._superseded.implode()))
            yield batch.drop(LINE)

    def rejects(self) -> Iterator[pl.DataFrame]:
        """Yield the rejects: `line`, `column`, `reason`, `row`."""
        for file in sorted(self._folder.glob("reject-*")):
            yield pl.read_parquet(file)

    def first_rejects(self, count: int) -> pl.DataFrame:
        """Return the `count` rejects that stand highest in the file."""
        found = [batch.top_k(count, by=LINE, reverse=True) for batch in self.rejects()]
        return pl.concat([pl.DataFrame(schema=REJECTS), *found]).sort(LINE).head(count)


@contextmanager
def prepare(table: Table, *, now: datetime, progress: Progress = unheard) -> Generator[Prepared]:
    """Check every row of `table`; what was found lasts as long as the block.

    Of several good rows with one portal id the last is taken and the others are refused.

    Raises:
        OnlyHeadings: where there is no row.
        BrokenTable: where the text cannot be cut into rows.
    """
    with tempfile.TemporaryDirectory(prefix="sapa-") as name:
        yield _prepare(table, Path(name), now, progress)


def _prepare(table: Table, folder: Path, now: datetime, progress: Progress) -> Prepared:
    ids: list[pl.DataFrame] = []
    columns: tuple[str, ...] = ()
    rejected = done = 0
    for number, batch in enumerate(table.batches()):
        checked = check(table, batch, now=now)
        checked.good.write_parquet(folder / f"good-{number:06}", compression="lz4")
        _keep(checked.rejects, folder / f"reject-{number:06}")
        ids.append(checked.good.select(LINE, "portal_id"))
        columns = tuple(checked.good.drop(LINE).columns)
        rejected += checked.rejects.height
        done += batch.height
        progress(Stage.CHECK, done, max(done, table.lines))
    found = sum(batch.height for batch in ids)
    if not found + rejected:
        message = "The file has headings, but no row below them."
        raise OnlyHeadings(message)
    superseded = _superseded(pl.concat(ids))
    if len(superseded):
        _refuse_superseded(table, superseded, folder)
    return Prepared(
        digest=table.digest,
        good=found - len(superseded),
        rejected=rejected + len(superseded),
        columns=columns,
        _folder=folder,
        _superseded=superseded,
    )


def _superseded(ids: pl.DataFrame) -> pl.Series:
    """Return the lines whose portal id comes again further down."""
    again = ids.filter(pl.col("portal_id").is_duplicated())
    return again.filter(pl.col(LINE) < pl.col(LINE).max().over("portal_id"))[LINE]


def _refuse_superseded(table: Table, lines: pl.Series, folder: Path) -> None:
    for number, batch in enumerate(table.batches()):
        rows = batch.filter(pl.col(LINE).is_in(lines.implode()))
        which = pl.zeros(rows.height, dtype=pl.Int64, eager=True)
        duplicates = refuse(table, rows, [("portal_id", Reason.DUPLICATE_IN_FILE)], which)
        _keep(duplicates, folder / f"reject-duplicate-{number:06}")


def _keep(rejects: pl.DataFrame, file: Path) -> None:
    if rejects.height:
        rejects.write_parquet(file, compression="lz4")
