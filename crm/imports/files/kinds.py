"""What a file holds, told by its headings."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from crm.errors import CrmError
from crm.imports.files.headings import MissingColumns, NoHeadings, Vocabulary
from crm.imports.files.tables import Opened, Table, TooManyColumns, open_file
from models.imports import ImportKind

Vocabularies = Mapping[ImportKind, Vocabulary]


@dataclass(frozen=True, slots=True)
class _Reading:
    """A file read as one kind."""

    kind: ImportKind
    asked: int
    """How many columns the kind cannot do without."""
    known: int
    """How many of the headings it knows."""
    outcome: Table | CrmError


def kind_of(path: Path, vocabularies: Vocabularies) -> ImportKind:
    """Return what `path` holds.

    Raises:
        FileUnreadable, EmptyFile, NotATable, WronglyEncoded, TooLarge, DamagedFile: the file is
            no table.
        NoHeadings, MissingColumns, TooManyColumns: it is one of no kind that is known.
    """
    return read_any(path, vocabularies)[0]


def read_any(path: Path, vocabularies: Vocabularies) -> tuple[ImportKind, Table]:
    """Open `path` as a table of the kind that it is; refuses as `kind_of` does.

    Of the kinds whose required columns are there, the one that asks for the most is meant: a list
    of orders may name the store, but no list of stores has order numbers. One that asks for as
    much and knows more of the headings overrules it even so, for then a column was forgotten.
    """
    opened = open_file(path)
    readings = [_read(opened, kind, known) for kind, known in vocabularies.items()]
    whole = [reading for reading in readings if isinstance(reading.outcome, Table)]
    meant = max(whole, key=lambda reading: (reading.asked, reading.known), default=None)
    rivals = [reading for reading in readings if not meant or reading.asked >= meant.asked]
    best = max(rivals, key=lambda reading: (reading.known, reading is meant))
    if isinstance(best.outcome, CrmError):
        raise best.outcome
    return best.kind, best.outcome


def _read(opened: Opened, kind: ImportKind, vocabulary: Vocabulary) -> _Reading:
    asked = len(vocabulary.required)
    try:
        table = opened.table(vocabulary)
    except (NoHeadings, MissingColumns, TooManyColumns) as refusal:
        found = cast("tuple[str, ...]", refusal.details.get("found", ()))
        return _Reading(kind, asked, len(found), refusal)
    return _Reading(kind, asked, len(table.facts), table)
