"""A file that was read, checked and freed of repetitions before the database hears of it.

Nothing here needs a transaction, so the bot goes on answering meanwhile. The rows wait on disk:
memory stays that of a batch, however long the file is.
"""

# pyright: reportUnknownMemberType=false
# polars names numpy in its signatures, which Sapa does not install

import tempfile
from collections.abc import Generator, Iterator, Sequence
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


@dataclass(frozen=True, slots=True)
class Prepared:
    """A file's good rows and its rejects, as counts and as batches."""

    subject: Subject
    digest: str
    good: int
    rejected: int
    repeated: int
    """Good rows whose key comes again further down; they are not among `good`."""
    columns: tuple[str, ...]
    """The columns of the table that the file speaks of."""
    sample: tuple[dict[str, str], ...]
    """The first rows that are good, as the file has them."""
    _folder: Path = field(repr=False)
    _repeated: pl.Series = field(repr=False)

    @property
    def rows(self) -> int:
        """How many rows the file has, blank ones aside."""
        return self.good + self.repeated + self.rejected

    def batches(self) -> Iterator[pl.DataFrame]:
        """Yield the good rows: `line` and `columns`, each key once in all."""
        for batch in _read(self._folder, "good-*"):
            if len(self._repeated):
                yield batch.filter(~pl.col(LINE).is_in(self._repeated.implode()))
            else:
                yield batch

    def rejects(self) -> Iterator[pl.DataFrame]:
        """Yield the rejects: `line`, `column`, `reason`, `row`."""
        yield from _read(self._folder, "reject-*")

    def first_rejects(self, count: int) -> pl.DataFrame:
        """Return the `count` rejects that stand highest in the file."""
        found = [batch.top_k(count, by=LINE, reverse=True) for batch in self.rejects()]
        return pl.concat([pl.DataFrame(schema=REJECTS), *found]).sort(LINE).head(count)


@contextmanager
def prepare(
    subject: Subject,
    table: Table,
    *,
    now: datetime,
    lines: pl.Series | None = None,
    progress: Progress = unheard,
) -> Generator[Prepared]:
    """Check the rows of `table` on `lines`, or all; what was found lasts as long as the block.

    Of several good rows with one key the last is taken: a file is read from top to bottom.

    Raises:
        OnlyHeadings: where there is no row, all of them asked for.
        BrokenTable: where the text cannot be cut into rows.
    """
    with tempfile.TemporaryDirectory(prefix="sapa-") as name:
        yield _prepare(subject, table, Path(name), now, lines, progress)


def _prepare(
    subject: Subject,
    table: Table,
    folder: Path,
    now: datetime,
    lines: pl.Series | None,
    progress: Progress,
) -> Prepared:
    keys: list[pl.DataFrame] = []
    sample: list[dict[str, str]] = []
    columns: tuple[str, ...] = ()
    rejected = done = 0
    for number, whole in enumerate(table.batches()):
        done += whole.height
        progress(Stage.CHECK, done, max(done, table.lines))
        batch = whole if lines is None else whole.filter(pl.col(LINE).is_in(lines.implode()))
        if batch.is_empty():
            continue
        checked = check(subject, table, batch, now=now)
        checked.good.write_parquet(folder / f"good-{number:06}", compression="lz4")
        if checked.rejects.height:
            checked.rejects.write_parquet(folder / f"reject-{number:06}", compression="lz4")
        keys.append(checked.good.select(LINE, pl.struct(subject.key).hash().alias(KEY_HASH)))
        columns = tuple(checked.good.drop(LINE).columns)
        if len(sample) < SAMPLE:
            sample += _sample(table, batch, checked.good, SAMPLE - len(sample))
        rejected += checked.rejects.height
    found = sum(batch.height for batch in keys)
    if not found + rejected and lines is None:
        message = "The file has headings, but no row below them."
        raise OnlyHeadings(message)
    repeated = _repeated(keys, folder, subject.key)
    return Prepared(
        subject=subject,
        digest=table.digest,
        good=found - len(repeated),
        rejected=rejected,
        repeated=len(repeated),
        columns=columns or tuple(subject.key),
        sample=tuple(sample),
        _folder=folder,
        _repeated=repeated,
    )


def _sample(
    table: Table, batch: pl.DataFrame, good: pl.DataFrame, count: int
) -> list[dict[str, str]]:
    lines = good[LINE].head(count)
    rows = batch.filter(pl.col(LINE).is_in(lines.implode())).select(cells_of(table))
    return [{name: cell or "" for name, cell in row.items()} for row in rows.to_dicts()]


def _repeated(found: Sequence[pl.DataFrame], folder: Path, key: Sequence[str]) -> pl.Series:
    """Return the lines whose key comes again further down.

    Equal hashes only name candidates, so that memory holds 16 bytes a row; the keys themselves
    decide.
    """
    candidates = maybe_repeated(found)
    if candidates.is_empty():
        return candidates
    rows = [
        batch.select(LINE, *key).filter(pl.col(LINE).is_in(candidates.implode()))
        for batch in _read(folder, "good-*")
    ]
    again = pl.concat(rows)
    return again.filter(pl.col(LINE) < pl.col(LINE).max().over(key))[LINE]


def _read(folder: Path, pattern: str) -> Iterator[pl.DataFrame]:
    for file in sorted(folder.glob(pattern)):
        yield pl.read_parquet(file)
