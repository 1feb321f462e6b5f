"""How a file is to be taken in."""

from dataclasses import dataclass
from pathlib import Path

from models.imports import ImportSource


@dataclass(frozen=True, slots=True)
class Wish:
    """How a file is to be taken in, and who asked for it."""

    profile: str | None = None
    profiles: Path | None = None
    """A folder of profiles besides those that ship."""
    dry_run: bool = False
    forced: bool = False
    """Take it in though it was before, and however many rows are refused."""
    max_rejected: float = 0.2
    """The share of rows that may be refused before the whole file is."""
    source: ImportSource = ImportSource.CLI
    staff_id: int | None = None
    order_id: int | None = None
    """The order that is carried out: one order makes one batch, however often it is tried."""


ORDINARY = Wish()
"""What is wished for where nothing is said."""
