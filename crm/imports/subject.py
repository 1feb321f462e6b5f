"""What one kind of file speaks of: its facts, how each is read, and the table they go to."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import polars as pl
from sqlalchemy import ColumnElement, Table
from sqlmodel import SQLModel

from crm.imports.files.headings import Vocabulary
from crm.imports.reasons import Reason
from models.imports import ImportKind

Parse = Callable[[pl.Series], pl.Series]
Reading = Callable[[], str]
Derive = Callable[[Table], Mapping[str, ColumnElement[Any]]]


@dataclass(frozen=True, slots=True)
class Subject:
    """A kind of file; everything that differs between kinds is declared here."""

    kind: ImportKind
    vocabulary: Vocabulary
    model: type[SQLModel]
    """Where the rows go."""
    key: Sequence[str]
    """The columns that tell one row from another, in the file and in the table."""
    required: Mapping[str, Reason]
    """Facts without which a row cannot be taken."""
    parsed: Mapping[str, tuple[Parse, Reason]] = field(
        default_factory=dict[str, "tuple[Parse, Reason]"]
    )
    """Facts that are no texts: how a column of them is read, and what an unreadable one is."""
    texts: Sequence[str] = ()
    """Facts that are an empty text where they are not there."""
    defaults: Mapping[str, object] = field(default_factory=dict[str, object])
    """What a fact is where it is not there."""
    limits: Mapping[str, int] = field(default_factory=dict[str, int])
    """The most characters that a text may have."""
    numbers: Sequence[str] = ()
    """Facts that are never negative."""
    days: Sequence[str] = ()
    moments: Sequence[str] = ()
    """Facts that are never in the future."""
    codes: Sequence[str] = ()
    """Facts that a spreadsheet may have marked as text by an apostrophe."""
    folded: Mapping[str, str] = field(default_factory=dict[str, str])
    """Columns that hold another one folded for search."""
    told: Mapping[str, tuple[str, Parse]] = field(default_factory=dict[str, "tuple[str, Parse]"])
    """Columns that are read from another one."""
    keeps_rest: bool = False
    """Columns of the file that are no fact are kept in `data`."""
    is_located: bool = False
    """Regency and province are brought to their official names, and with them the zone."""
    zoned: bool = False
    """The table has a zone, which follows from the province."""

    hashed: bool = False
    """The table keeps a hash of each row, so that one that is still the same is passed over."""
    reading: Reading | None = None
    """How the cells are read, beside what every kind has in common: another answer than last time,
    and every row is read anew."""
    derived: Derive | None = None
    """Columns that follow from a staged row by a query of other tables."""

    @property
    def way_of_reading(self) -> str:
        """What `reading` says; empty where nothing is read in a way of this kind's own."""
        return self.reading() if self.reading is not None else ""

    @property
    def table(self) -> Table:
        """The table of `model`."""
        mapped: Any = self.model
        table: Table = mapped.__table__
        return table
