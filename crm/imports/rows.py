"""Which rows of a batch can be taken, and why the others cannot.

A row is refused whole for its first fault. A fact that is there and wrong (a stray letter in a
phone, a date in the future) means that the row cannot be trusted, and whoever made the file
should see it. A fact that is not there refuses nothing, except those that are required.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import polars as pl

from crm.imports.cells import Fault, faults_in, texts_of, values_of
from crm.imports.files.tables import LINE, Table, column
from crm.imports.hashes import row_hash
from crm.imports.subject import Subject
from crm.imports.values import columns

REJECTS = {LINE: pl.Int64, "column": pl.String, "reason": pl.String, "row": pl.String}
"""What a frame of rejects holds; `row` is JSON of headings and texts."""


@dataclass(frozen=True, slots=True)
class Checked:
    """A batch, told apart; blank rows are in neither."""

    good: pl.DataFrame
    """`line`, then the columns of the table that the file speaks of, as values."""
    rejects: pl.DataFrame
    """As `REJECTS` has it."""


def check(subject: Subject, table: Table, batch: pl.DataFrame, *, now: datetime) -> Checked:
    """Tell the rows of `batch` that can be taken from those that cannot."""
    batch = batch.filter(filled(table))
    texts = texts_of(subject, table, batch)
    values = values_of(subject, texts)
    faults = list(faults_in(subject, batch, texts, values, now=now))
    first = pl.select(
        pl.coalesce(pl.when(fault.rows).then(pl.lit(place)) for place, fault in enumerate(faults))
    ).to_series()
    more = _rest(table, batch) if subject.keeps_rest else []
    if subject.hashed:
        more += [batch.select(row_hash(table, subject.way_of_reading)).to_series()]
    good = values.select(batch[LINE], pl.all(), *more).filter(first.is_null())
    refused = _refuse(table, batch.filter(first.is_not_null()), faults, first.drop_nulls())
    return Checked(good, refused)


def filled(table: Table) -> pl.Expr:
    """Tell which rows are not blank."""
    cells = [column(place) for place in range(len(table.headings))]
    return pl.any_horizontal(pl.col(cells).str.contains(r"\S"))


def cells_of(table: Table) -> list[pl.Expr]:
    """Return every cell of a row under its heading, as it may be stored and shown."""
    return [
        pl.col(column(place)).str.replace_all("\0", "").alias(title)
        for place, title in enumerate(table.titles)
    ]


def _refuse(
    table: Table, rows: pl.DataFrame, faults: Sequence[Fault], which: pl.Series
) -> pl.DataFrame:
    """Return `rows` as rejects, each for the fault whose place in `faults` is in `which`."""
    titles = [table.titles[table.facts[fault.fact]] if fault.fact else "" for fault in faults]
    return rows.select(
        LINE,
        pl.Series("column", titles, pl.String).gather(which),
        pl.Series("reason", [fault.reason.value for fault in faults], pl.String).gather(which),
        pl.struct(cells_of(table)).struct.json_encode().alias("row"),
    )


def _rest(table: Table, batch: pl.DataFrame) -> list[pl.Series]:
    """Return `data`, the columns that are no fact, where there are any."""
    places = set(table.facts.values())
    extra = [
        columns.clean(pl.col(column(place))).alias(title)
        for place, title in enumerate(table.titles)
        if place not in places
    ]
    if not extra:
        return []
    return [batch.select(pl.struct(extra).struct.json_encode().alias("data")).to_series()]
