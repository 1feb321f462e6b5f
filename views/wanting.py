"""Words for stores whose data is wanting, in chat and as a workbook."""

from collections.abc import Iterable
from zoneinfo import ZoneInfo

from markupsafe import Markup

from core.workbook import Cell, Sheet, workbook
from crm.tickets.rules import cut
from crm.wanting.orders import Material
from crm.wanting.payloads import (
    Want,
    WantCount,
    WantingCounted,
    WantingSheet,
    WantingSought,
    WantingStores,
    WantLine,
)
from crm.wanting.queries import Wanting
from views.message import Attached, Text, unmarked
from views.rendering import Reader, view
from views.words import Words

NAME = 40
"""How much of a name a line shows."""
ADDRESS = 64
WIDTHS = (10, 14, 30, 24, 18, 30, 24, 22, 24)


@view(WantingSought)
def wanting_sought(_payload: WantingSought, words: Words, _reader: Reader) -> Text:
    """Say that the list follows."""
    return Text(words("🔎 I look through all stores. The list follows in a moment."))


@view(WantingCounted)
def wanting_counted(payload: WantingCounted, words: Words, _reader: Reader) -> Text:
    """Say how many stores want what, and where."""
    if not payload.counts:
        return Text(words("🎉 There is nothing to mend: every store can be reached."))
    heading = words("🔧 <b>Data to mend</b>, so that we reach every store")
    hint = words(
        "Mend it in the portal: the next pull brings it here. /seller with a store's name shows "
        "its card."
    )
    blocks = (heading, *(_count(one, words) for one in payload.counts), hint)
    return Text(Markup("\n\n").join(blocks))


@view(WantingStores)
def wanting_stores(payload: WantingStores, words: Words, _reader: Reader) -> Text:
    """Name the first stores of a kind."""
    heading = Markup("{} ({})").format(want_name(payload.want, words), words.number(payload.total))
    lines = (_line(one, words) for one in payload.lines)
    rest = payload.total - len(payload.lines)
    more = [words.ngettext("and {n} more", "and {n} more", rest)] if rest > 0 else []
    return Text(Markup("\n").join((heading, *lines, *more)))


@view(WantingSheet)
def wanting_sheet(payload: WantingSheet, words: Words, _reader: Reader) -> Attached:
    """Say what is in the workbook, and what is not."""
    if payload.listed < payload.stores:
        html = words(
            "📎 The {listed} stores that sold most, of {stores}, each with what to mend.",
            listed=words.number(payload.listed),
            stores=words.number(payload.stores),
        )
    else:
        html = words(
            "📎 All {stores} of them, each with what to mend.",
            stores=words.number(payload.stores),
        )
    return Attached(payload.attachment_id, html)


def want_name(want: Want, words: Words) -> Markup:
    """Say what is wrong."""
    return {
        Want.WRONG_PHONE: words("❌ <b>Wrong number</b>: somebody else answers"),
        Want.BOUNCED_EMAIL: words("✉️ <b>E-mail comes back</b>"),
        Want.NO_ADDRESS: words("🕳 <b>No number and no e-mail</b>"),
        Want.CUT_OFF: words("🚪 <b>Left Telegram</b>, and nothing else leads there"),
    }[want]


def wanting_workbook(material: Material, words: Words, *, zone: ZoneInfo) -> bytes:
    """Return an XLSX with a sheet for each kind."""
    titles = {
        Want.WRONG_PHONE: words.pgettext("sheet", "Wrong number"),
        Want.BOUNCED_EMAIL: words.pgettext("sheet", "E-mail comes back"),
        Want.NO_ADDRESS: words.pgettext("sheet", "No number, no e-mail"),
        Want.CUT_OFF: words.pgettext("sheet", "Left Telegram"),
    }
    sheets = [_sheet(titles[want], rows, words) for want, rows in material.stores.items()]
    return workbook(*sheets or [_sheet(titles[Want.WRONG_PHONE], [], words)], zone=zone)


def plain_name(want: Want, words: Words) -> str:
    """Say what is wrong without markup."""
    return unmarked(want_name(want, words))


def _sheet(title: str, rows: Iterable[Wanting], words: Words) -> Sheet:
    headings = (
        "#",
        words.pgettext("sheet", "Store's id"),
        words.pgettext("sheet", "Store"),
        words.pgettext("sheet", "Owner"),
        words.pgettext("sheet", "Phone"),
        words.pgettext("sheet", "E-mail"),
        words.pgettext("sheet", "Regency"),
        words.pgettext("sheet", "Province"),
        words.pgettext("sheet", "Rumah BUMN"),
    )
    return Sheet(title, headings, (_row(one) for one in rows), widths=WIDTHS)


def _row(one: Wanting) -> tuple[Cell, ...]:
    return (
        one.seller_id,
        one.portal_id,
        one.store,
        one.owner,
        one.phone,
        one.email,
        one.regency,
        one.province,
        one.partner,
    )


def _count(count: WantCount, words: Words) -> Markup:
    regions = (
        Markup("{} {}").format(
            cut(one.province, NAME) or words("place unknown"), words.number(one.stores)
        )
        for one in count.regions
    )
    heading = Markup("{}: <b>{}</b>").format(
        want_name(count.want, words), words.number(count.stores)
    )
    return Markup("{}\n{}").format(heading, Markup(" · ").join(regions))


def _line(line: WantLine, words: Words) -> Markup:
    store = cut(line.store, NAME) or words("Name unknown")
    parts = (cut(line.regency, NAME), cut(line.address, ADDRESS), f"#{line.seller_id}")
    rest = " · ".join(part for part in parts if part)
    return Markup("• <b>{}</b> · {}").format(store, rest)
