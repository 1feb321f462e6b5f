"""Which rows of a batch can be taken, and why the others cannot.

A row is refused whole for its first fault. A fact that is there and wrong (a stray letter in a
phone, a date in the future) means that the row cannot be trusted, and whoever made the file
should see it. A fact that is not there refuses nothing, except the store's id and name.
"""

# pyright: reportUnknownMemberType=false
# polars names numpy in its signatures, which Sapa does not install

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import polars as pl

from crm.imports.files.tables import LINE, Table, column
from crm.imports.sellers.facts import Reason, faults_in, texts_of, values_of
from crm.imports.values import columns

REJECTS = {LINE: pl.Int64, "column": pl.String, "reason": pl.String, "row": pl.String}
"""What a frame of rejects holds; `row` is JSON of headings and texts."""


@dataclass(frozen=True, slots=True)
class Checked:
    """A batch, told apart; blank rows are in neither."""

    good: pl.DataFrame
    """`line`, then the columns of `seller` that the file speaks of, as values."""
    rejects: pl.DataFrame
    """As `REJECTS` has it."""


def check(table: Table, batch: pl.DataFrame, *, now: datetime) -> Checked:
    """Tell the rows of `batch` that can be taken from those that cannot."""
    cells = [column(place) for place in range(len(table.headings))]
    filled = pl.any_horizontal(pl.col(cells).str.contains(r"\S"))
    batch = batch.filter(filled)
    texts = texts_of(table, batch)
    values = values_of(texts)
    faults = list(faults_in(batch, texts, values, now=now))
    first = pl.select(
        pl.coalesce(pl.when(fault.rows).then(pl.lit(place)) for place, fault in enumerate(faults))
    ).to_series()
    good = values.select(batch[LINE], pl.all(), *_extra(table, batch)).filter(first.is_null())
    return Checked(
        good,
        refuse(
            table,
            batch.filter(first.is_not_null()),
            [(fault.fact, fault.reason) for fault in faults],
            first.drop_nulls(),
        ),
    )


def refuse(
    table: Table, rows: pl.DataFrame, faults: Sequence[tuple[str, Reason]], which: pl.Series
) -> pl.DataFrame:
    """Return `rows` as rejects, each for the fault whose place in `faults` is in `which`."""
    titles = [table.titles[table.facts[fact]] if fact else "" for fact, _ in faults]
    reasons = [reason.value for _, reason in faults]
    cells = [
        pl.col(column(place)).str.replace_all("\0", "").alias(title)
        for place, title in enumerate(table.titles)
    ]
    return rows.select(
        LINE,
        pl.Series("column", titles, pl.String).gather(which),
        pl.Series("reason", reasons, pl.String).gather(which),
        pl.struct(cells).struct.json_encode().alias("row"),
    )


def _extra(table: Table, batch: pl.DataFrame) -> list[pl.Series]:
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
