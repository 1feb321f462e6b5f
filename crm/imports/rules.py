"""When a file as a whole is not to be trusted, and what follows from one that was taken in."""

from crm.imports.reports import ImportReport
from models.imports import ImportKind

_MOVING = (ImportKind.SELLERS, ImportKind.SALES)


def too_many_rejects(report: ImportReport, most: float) -> bool:
    """Tell whether more than the share `most` of the file's rows are refused."""
    return report.rejected > most * report.rows


def moves_stores(report: ImportReport) -> bool:
    """Tell whether the import may have moved stores between segments."""
    touched = report.added or report.changed or report.gone
    return bool(touched) and not report.dry_run and report.kind in _MOVING
