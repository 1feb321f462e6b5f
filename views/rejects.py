"""Words for rows that could not be taken, and the sheet in which staff mend them."""

from collections.abc import Iterator, Sequence
from zoneinfo import ZoneInfo

from markupsafe import Markup

from core.workbook import Cell, Sheet, workbook
from models import ImportConflict, ImportReject
from views.reject_reasons import reason
from views.words import Words

MOST_ROWS = 20_000
"""A longer list is nobody's to mend by hand; the sheet has the first ones."""


def rejects_workbook(
    rejects: Sequence[ImportReject],
    conflicts: Sequence[ImportConflict],
    *,
    words: Words,
    zone: ZoneInfo,
) -> bytes:
    """Return an XLSX file: each refused row as it was with the reason beside it, and conflicts.

    A conflict is a fact of the file that contradicts what the seller confirmed in chat.
    """
    columns = list(dict.fromkeys(name for reject in rejects for name in reject.row))
    refused = Sheet(
        title=_plain(words("Rejected rows")),
        headings=[
            _plain(words("Line")), _plain(words("Why")), _plain(words("Column")), *columns,
        ],
        rows=_refused(rejects, columns, words),
        widths=[8, 36, 20],
    )  # fmt: skip
    contradicted = Sheet(
        title=_plain(words("Conflicts")),
        headings=[
            _plain(words("Store (Sapa's number)")), _plain(words("What")),
            _plain(words("In the file")), _plain(words("Confirmed by the seller")),
        ],
        rows=[[row.seller_id, row.fact, row.pulled, row.said] for row in conflicts],
        widths=[22, 14, 24, 24],
    )  # fmt: skip
    sheets = [refused, *([contradicted] if conflicts else [])]
    return workbook(*sheets, zone=zone)


def _refused(
    rejects: Sequence[ImportReject], columns: Sequence[str], words: Words
) -> Iterator[Sequence[Cell]]:
    for reject in rejects:
        cells = [str(reject.row.get(name) or "") for name in columns]
        yield [reject.line, _plain(reason(reject.reason, words)), reject.column, *cells]


def _plain(text: Markup) -> str:
    """Return a word of ours as a sheet has it: without markup."""
    return text.unescape()
