"""Words for what an import found: counts, changes, rejects."""

from collections.abc import Iterable

from markupsafe import Markup, escape

from crm.imports.orders.findings import Change, Findings, RejectLine, SampleRow
from crm.tickets.rules import cut
from models.imports import ImportKind
from views.reject_reasons import reason
from views.words import Words

SHOWN_CHANGES = 6
SHOWN_REJECTS = 5
SHOWN_ROWS = 3
SHOWN_CELLS = 4
LONGEST_CELL = 28
LONGEST_FILE_NAME = 60
DERIVED = frozenset({"store_key", "name_key", "zone", "pulled_hash"})
"""Columns that follow from others and would only count twice."""
OF_PRODUCTS = frozenset({"category"})


def file(name: str, words: Words) -> Markup:
    """Return a file's name in bold, or what stands for it."""
    return Markup("<b>{}</b>").format(cut(name, LONGEST_FILE_NAME) or words("the file"))


def kind(of: ImportKind, rows: int, words: Words) -> Markup:
    """Say what a file holds, and how many rows of it."""
    return {
        ImportKind.SELLERS: words.ngettext(
            "a pull with {n} store", "a pull with {n} stores", rows
        ),
        ImportKind.SALES: words.ngettext("{n} line of orders", "{n} lines of orders", rows),
        ImportKind.PRODUCTS: words.ngettext("{n} product", "{n} products", rows),
        ImportKind.PARTNERS: words.ngettext("{n} Rumah BUMN", "{n} Rumah BUMN", rows),
    }[of]


def counts(found: Findings, words: Words) -> list[Markup]:
    """Return a line for each count that is not nothing."""
    lines = [
        (found.added, words.ngettext("🆕 {n} new", "🆕 {n} new", found.added)),
        (found.changed, _changed(found, words)),
        (
            found.unchanged,
            words.ngettext("▫️ {n} unchanged", "▫️ {n} unchanged", found.unchanged),
        ),
        (found.gone, _gone(found, words)),
        (found.partial, _partial(found, words)),
        (
            found.repeated,
            words.ngettext(
                "🔁 {n} row repeats an ID; the last row counts",
                "🔁 {n} rows repeat an ID; the last row of each counts",
                found.repeated,
            ),
        ),
        *_followed(found, words),
        (
            found.rejected,
            words.ngettext(
                "⚠️ {n} row cannot be taken", "⚠️ {n} rows cannot be taken", found.rejected
            ),
        ),
    ]
    return [line for count, line in lines if count]


def rejects(found: Iterable[RejectLine], words: Words) -> list[Markup]:
    """Return a line for each of the first rejects, with its reason."""
    return [_reject(one, words) for one in list(found)[:SHOWN_REJECTS]]


def sample(rows: Iterable[SampleRow]) -> list[Markup]:
    """Return the first rows as they will be taken."""
    shown = [[cut(cell, LONGEST_CELL) for cell in row.cells[:SHOWN_CELLS]] for row in rows]
    return [
        Markup("• {}").format(Markup(" · ").join(escape(cell) for cell in cells))
        for cells in shown[:SHOWN_ROWS]
        if cells
    ]


def _followed(found: Findings, words: Words) -> list[tuple[int, Markup]]:
    return [
        (
            found.unattached,
            words.ngettext(
                "🧩 {n} line is of a store we do not know yet; it waits for the store",
                "🧩 {n} lines are of stores we do not know yet; they wait for them",
                found.unattached,
            ),
        ),
        (
            found.conflicts,
            words.ngettext(
                "💬 {n} fact contradicts what the seller confirmed; the seller's word stays",
                "💬 {n} facts contradict what sellers confirmed; the sellers' word stays",
                found.conflicts,
            ),
        ),
        (
            found.duplicates,
            words.ngettext(
                "👯 {n} pair of stores may be one and the same: /kembar",
                "👯 {n} pairs of stores may be one and the same: /kembar",
                found.duplicates,
            ),
        ),
    ]


def _gone(found: Findings, words: Words) -> Markup:
    if found.kind is ImportKind.PRODUCTS:
        return words.ngettext(
            "👋 {n} product is not in the list any more",
            "👋 {n} products are not in the list any more",
            found.gone,
        )
    return words.ngettext(
        "👋 {n} store is not in the pull any more",
        "👋 {n} stores are not in the pull any more",
        found.gone,
    )


def _partial(found: Findings, words: Words) -> Markup:
    if found.kind is ImportKind.PRODUCTS:
        return words(
            "🔎 So many products are missing that I take this for a part of the list: none of "
            "them is marked as gone"
        )
    return words(
        "🔎 So many stores are missing that I take this for a part of the pull: none of them is "
        "marked as gone"
    )


def _changed(found: Findings, words: Words) -> Markup:
    line = words.ngettext("✏️ {n} changed", "✏️ {n} changed", found.changed)
    aside = DERIVED | OF_PRODUCTS if found.kind is ImportKind.PRODUCTS else DERIVED
    shown = [change for change in found.changes if change.column not in aside][:SHOWN_CHANGES]
    if not shown:
        return line
    return Markup("{}: {}").format(line, Markup(", ").join(_change(one, words) for one in shown))


def _change(change: Change, words: Words) -> Markup:
    names = column_names(words)
    name = names.get(change.column) or escape(cut(change.column, LONGEST_CELL))
    return Markup("{} {}").format(name, words.number(change.rows))


def _reject(reject: RejectLine, words: Words) -> Markup:
    where = words("line {line}", line=words.number(reject.line))
    if reject.column:
        where = Markup("{}, {}").format(where, cut(reject.column, LONGEST_CELL))
    what = Markup(" “{}”").format(cut(reject.cell, LONGEST_CELL)) if reject.cell else Markup()
    return Markup("• {}: {}{}").format(where, reason(reject.reason, words), what)


def column_names(words: Words) -> dict[str, Markup]:
    """Return what staff call the columns of our tables."""
    return {
        "store_name": words("store name"),
        "owner_name": words("owner"),
        "email": words("e-mail"),
        "phone": words("phone"),
        "address": words("address"),
        "regency": words("regency"),
        "province": words("province"),
        "category": words("category"),
        "partner": words("partner"),
        "joined": words("joined"),
        "products": words("products"),
        "transactions": words("transactions"),
        "revenue": words("revenue"),
        "last_login": words("last login"),
        "data": words("other columns"),
        "seller_ref": words("store"),
        "at": words("date"),
        "amount": words("amount"),
        "quantity": words("quantity"),
        "product": words("product"),
        "status": words("status"),
        "shelf": words("category"),
        "price": words("price"),
        "stock": words("stock"),
        "name": words("name"),
        "contact": words("contact"),
    }
