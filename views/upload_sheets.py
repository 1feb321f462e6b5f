"""Approved listings as a table for the marketplace's bulk upload, and words for its files."""

import csv
from collections.abc import Collection, Sequence
from io import StringIO
from zoneinfo import ZoneInfo

from markupsafe import Markup

from core.workbook import Cell, Sheet, safe, workbook
from crm.uploads.export.payloads import FileKind, ListingFile, NothingToExport
from crm.uploads.export.queries import MOST_PICTURES, Leaving
from views.listing import description
from views.message import Attached, Text, unmarked
from views.rendering import Reader, view
from views.upload_categories import category_name
from views.words import Words

WIDTHS = (8, 24, 40, 20, 60, 12, 8, 12, 24, *(14 for _ in range(MOST_PICTURES)), 60, 14)


@view(ListingFile)
def listing_file(payload: ListingFile, words: Words, _reader: Reader) -> Attached:
    """Say what is in the file."""
    n = payload.listings
    html = {
        FileKind.WORKBOOK: words.ngettext(
            "📄 {n} approved listing, for the marketplace's bulk upload",
            "📄 {n} approved listings, for the marketplace's bulk upload",
            n,
        ),
        FileKind.TABLE: words("📄 The same as CSV"),
        FileKind.PICTURES: words(
            "🖼 The pictures, named as in the table ({part} of {of})",
            part=payload.part,
            of=payload.of,
        ),
    }[payload.kind]
    if payload.missing:
        html += Markup("\n") + words.ngettext(
            "⚠️ {n} picture is no longer there",
            "⚠️ {n} pictures are no longer there",
            payload.missing,
        )
    return Attached(payload.attachment_id, html)


@view(NothingToExport)
def nothing_to_export(payload: NothingToExport, words: Words, _reader: Reader) -> Text:
    """Say that there is nothing, and what else there may be."""
    if payload.everything:
        return Text(words("📦 No listing is approved at present."))
    return Text(
        words("📦 No listing was approved since the last export. “Export all” brings all again.")
    )


def listing_workbook(
    leaving: Sequence[Leaving], words: Words, *, zone: ZoneInfo, missing: Collection[str] = ()
) -> bytes:
    """Return an XLSX file of listings, in the columns that bulk forms have.

    The cells of `missing` pictures stay empty.
    """
    indonesian = words.of("id")
    rows = (_row(one, words, missing) for one in leaving)
    title = indonesian.pgettext("listing", "Products")
    return workbook(Sheet(title, _headings(indonesian), rows, widths=WIDTHS), zone=zone)


def listing_csv(
    leaving: Sequence[Leaving], words: Words, *, missing: Collection[str] = ()
) -> bytes:
    """Return the same as CSV, in UTF-8 that a spreadsheet knows for such."""
    out = StringIO()
    rows = csv.writer(out)
    rows.writerow(_headings(words.of("id")))
    for one in leaving:
        rows.writerow(_written(cell) for cell in _row(one, words, missing))
    return out.getvalue().encode("utf-8-sig")


def _headings(words: Words) -> list[str]:
    photo = words.pgettext("listing", "Photo")
    return [
        words.pgettext("listing", "Number"),
        words.pgettext("listing", "Store"),
        words.pgettext("listing", "Product name"),
        words.pgettext("listing", "Category"),
        words.pgettext("listing", "Description"),
        words.pgettext("listing", "Price"),
        words.pgettext("listing", "Stock"),
        words.pgettext("listing", "Weight (gram)"),
        words.pgettext("listing", "Variants"),
        *(f"{photo} {place}" for place in range(1, MOST_PICTURES + 1)),
        words.pgettext("listing", "Description in English"),
        words.pgettext("listing", "Store's number"),
    ]


def _row(one: Leaving, words: Words, missing: Collection[str]) -> Sequence[Cell]:
    indonesian, listing = words.of("id"), one.listing
    names = [picture.name for picture in one.pictures if picture.name not in missing]
    english = description(listing, words.of("en")) if listing.english else ""
    return (
        one.upload_id,
        one.store,
        listing.name,
        unmarked(category_name(listing.category, indonesian)).partition(" ")[2],
        description(listing, indonesian),
        listing.price,
        listing.stock,
        listing.weight,
        ", ".join(listing.variants),
        *(names + [""] * MOST_PICTURES)[:MOST_PICTURES],
        english,
        one.portal_id,
    )


def _written(cell: Cell) -> str:
    return "" if cell is None else safe(str(cell))
