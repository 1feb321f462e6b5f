"""When a file as a whole is not to be trusted."""

from crm.imports.reports import ImportReport


def too_many_rejects(report: ImportReport, most: float) -> bool:
    """Tell whether more than the share `most` of the file's rows are refused."""
    return report.rejected > most * report.rows
