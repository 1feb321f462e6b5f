"""What an import found or did, in the shape of a message."""

from dataclasses import dataclass

from crm.imports.reasons import Reason
from crm.imports.reports import ImportReport
from models import ImportBatch
from models.imports import ImportKind

SHOWN_REJECTS = 5
SHOWN_CELLS = 4
"""How much a message shows; the rejects' sheet has the rest."""


@dataclass(frozen=True)
class Change:
    """How many rows change in a column."""

    column: str
    rows: int


@dataclass(frozen=True)
class RejectLine:
    """A refused row: its line, the column's heading and its cell (empty: the whole row)."""

    line: int
    column: str
    reason: Reason
    cell: str


@dataclass(frozen=True)
class SampleRow:
    """The first cells of a row, as the file has them."""

    cells: tuple[str, ...]


@dataclass(frozen=True)
class Findings:
    """The counts of a report; see ImportReport for what each one means."""

    kind: ImportKind
    file_name: str
    rows: int
    added: int
    changed: int
    unchanged: int
    repeated: int
    rejected: int
    gone: int
    partial: bool
    conflicts: int
    duplicates: int
    unattached: int
    changes: tuple[Change, ...]


def findings_of(report: ImportReport) -> Findings:
    """Return what a report counts."""
    return Findings(
        kind=report.kind,
        file_name=report.file_name,
        rows=report.rows,
        added=report.added,
        changed=report.changed,
        unchanged=report.unchanged,
        repeated=report.repeated,
        rejected=report.rejected,
        gone=report.gone,
        partial=report.partial,
        conflicts=report.conflicts,
        duplicates=report.duplicates,
        unattached=report.unattached,
        changes=_changes(report.changes),
    )


def findings_in(batch: ImportBatch) -> Findings:
    """Return what a batch counts, where its report died with the process."""
    return Findings(
        kind=batch.kind,
        file_name=batch.file_name,
        rows=batch.rows,
        added=batch.added,
        changed=batch.changed,
        unchanged=batch.unchanged,
        repeated=batch.repeated,
        rejected=batch.rejected,
        gone=batch.gone,
        partial=False,
        conflicts=batch.conflicts,
        duplicates=0,
        unattached=0,
        changes=_changes(batch.changes),
    )


def rejects_of(report: ImportReport) -> tuple[RejectLine, ...]:
    """Return the rejects that stand highest in the file."""
    return tuple(
        RejectLine(
            line=reject.line,
            column=reject.column,
            reason=Reason(reject.reason),
            cell=str(reject.row.get(reject.column) or ""),
        )
        for reject in report.first_rejects[:SHOWN_REJECTS]
    )


def sample_of(report: ImportReport) -> tuple[SampleRow, ...]:
    """Return the file's first good rows, as far as a phone shows them."""
    rows = ([cell for cell in row.values() if cell] for row in report.sample)
    return tuple(SampleRow(tuple(cells[:SHOWN_CELLS])) for cells in rows)


def _changes(rows: dict[str, int]) -> tuple[Change, ...]:
    most_first = sorted(rows.items(), key=lambda change: (-change[1], change[0]))
    return tuple(Change(column, count) for column, count in most_first)
