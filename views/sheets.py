"""The week's segments as a workbook: all stores, how they moved, and whom to look at."""

from collections.abc import Iterable
from zoneinfo import ZoneInfo

from core.workbook import Cell, Sheet, workbook
from crm.segments.files import Material
from crm.segments.picks import Pick
from crm.segments.queries import StoreRow
from crm.segments.summary import Summary
from models.segments import Lifecycle
from views.charts import COLOURS, part_name
from views.words import Words

WIDTHS = (14, 28, 22, 16, 22, 20, 14, 14, 5, 5, 5, 9, 14, 9, 16, 16)


def segments(material: Material, words: Words, *, zone: ZoneInfo) -> bytes:
    """Return an XLSX with a sheet of all stores, one of the moves, and one of each pick."""
    picks = {
        Pick.SLIPPED: words.pgettext("sheet", "Slipped"),
        Pick.COME_BACK: words.pgettext("sheet", "Came back"),
        Pick.AT_RISK: words.pgettext("sheet", "At risk"),
    }
    return workbook(
        _stores(_title(material, words), material.stores, words),
        _moves(material.summary, words),
        *(_stores(title, material.picked[pick], words) for pick, title in picks.items()),
        zone=zone,
    )


def _title(material: Material, words: Words) -> str:
    """A sheet that leaves stores out says so."""
    listed = len(material.stores)
    if listed == material.summary.stores:
        return words.pgettext("sheet", "All stores")
    return words.pgettext("sheet", "Top {listed} stores", listed=words.number(listed))


def _stores(title: str, rows: Iterable[StoreRow], words: Words) -> Sheet:
    headings = (
        words.pgettext("sheet", "Store's id"),
        words.pgettext("sheet", "Store"),
        words.pgettext("sheet", "Owner"),
        words.pgettext("sheet", "Phone"),
        words.pgettext("sheet", "Regency"),
        words.pgettext("sheet", "Province"),
        words.pgettext("sheet", "Segment"),
        words.pgettext("sheet", "Week before"),
        "R",
        "F",
        "M",
        words.pgettext("sheet", "Orders"),
        words.pgettext("sheet", "Sales (Rp)"),
        words.pgettext("sheet", "Products"),
        words.pgettext("sheet", "Last sale"),
        words.pgettext("sheet", "Last login"),
    )
    return Sheet(title, headings, (_row(row, words) for row in rows), widths=WIDTHS)


def _row(row: StoreRow, words: Words) -> tuple[Cell, ...]:
    return (
        row.portal_id,
        row.store,
        row.owner,
        row.phone,
        row.regency,
        row.province,
        part_name(row.lifecycle, words),
        part_name(row.before, words) if row.before else None,
        row.r,
        row.f,
        row.m,
        row.frequency,
        row.monetary,
        row.products,
        row.last_sale,
        row.last_login,
    )


def _moves(summary: Summary, words: Words) -> Sheet:
    """A row is where stores were, a column where they are; None is not being there."""
    moves = {(move.before, move.now): move.stores for move in summary.moves}
    nows: tuple[Lifecycle | None, ...] = (*COLOURS, None)
    headings = (
        words.pgettext("sheet", "From ↓ to →"),
        *(part_name(part, words) for part in COLOURS),
        words.pgettext("sheet", "Gone from the list"),
    )
    rows = (
        (part_name(before, words), *(moves.get((before, now)) for now in nows))
        for before in (*COLOURS, None)
    )
    return Sheet(words.pgettext("sheet", "Moves"), headings, rows, widths=(18, *[14] * len(nows)))
