"""What an import did, or would do."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from models.imports import ImportKind


@dataclass(frozen=True, slots=True)
class Rejected:
    """A refused row: its line, the column's heading (empty: the whole row), the reason's code."""

    line: int
    column: str
    reason: str
    row: dict[str, Any]


@dataclass(frozen=True, slots=True)
class ImportReport:
    """Every row of the file is one of added, changed, unchanged, repeated and rejected."""

    kind: ImportKind
    file_name: str
    rows: int
    added: int = 0
    changed: int = 0
    unchanged: int = 0
    repeated: int = 0
    """Rows whose id comes again further down; the last one was taken."""
    rejected: int = 0
    gone: int = 0
    """Stores or products that were in the last pull and are not in this one."""
    partial: bool = False
    """So much is missing that the file is taken for a part; nothing is marked as gone."""
    conflicts: int = 0
    """Facts that contradict what the seller confirmed in chat, and were not taken."""
    duplicates: int = 0
    """Pairs of stores that may be one and are listed anew."""
    unattached: int = 0
    """Sales or products of sellers that are not known yet."""
    changes: dict[str, int] = field(default_factory=dict[str, int])
    """How many rows change in each column."""
    dry_run: bool = False
    already: datetime | None = None
    """When the same file was taken in before; then nothing was done."""
    batch_id: int | None = None
    seconds: float = 0.0
    first_rejects: tuple[Rejected, ...] = ()
    """Those that stand highest in the file."""
    sample: tuple[dict[str, str], ...] = ()
    """The first rows that can be taken, as the file has them."""
