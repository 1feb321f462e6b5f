"""Words for the segments: what a part of life is called, and how a week went."""

from markupsafe import Markup

from crm.segments.payloads import (
    Count,
    NothingCounted,
    Picked,
    SegmentsChart,
    SegmentsSheet,
    SegmentsShown,
    StoreLine,
)
from crm.segments.rules import lifecycle
from crm.sellers.facts import SellerFacts
from crm.tickets.rules import cut
from models.segments import Lifecycle
from views.message import Attached, Text
from views.rendering import Reader, view
from views.words import Words

SHOWN = 5
"""How many stores of each kind a message names."""
NAME = 40
"""How much of a store's or a regency's name it shows."""


def segment_name(part: Lifecycle, words: Words) -> Markup:
    """Name a part of a store's life."""
    return {
        Lifecycle.VISITOR: words("👤 Visitor"),
        Lifecycle.INVITED: words("✉️ Only invited"),
        Lifecycle.NEW: words("🌱 New store"),
        Lifecycle.NO_PRODUCT: words("📭 No products yet"),
        Lifecycle.ACTIVE: words("🟢 Active"),
        Lifecycle.SLOWING: words("🟡 Slowing down"),
        Lifecycle.DORMANT: words("🟠 Asleep"),
        Lifecycle.LOST: words("⚫ Lost"),
    }[part]


def segment_of(seller: SellerFacts, words: Words, reader: Reader) -> Markup:
    """Name the part of its life that a store is in while this is read."""
    return segment_name(lifecycle(seller.standing, reader.thresholds.at(reader.now)), words)


def week_name(week: str) -> str:
    """Return how a week is called among people: 47/2026 for 2026-W47."""
    year, _, number = week.partition("-W")
    return f"{number}/{year}"


@view(SegmentsShown)
def segments_shown(payload: SegmentsShown, words: Words, reader: Reader) -> Text:
    """Say how many stores stand where, who moved, and whom to look at first."""
    blocks = (
        _heading(payload, words, reader),
        _lines(*(_count(count, words) for count in payload.counts)),
        _picked(words("🔻 <b>Slipped since then</b>"), payload.slipped, words),
        _picked(words("🔺 <b>Came back</b>"), payload.come_back, words),
        _picked(
            words("⚠️ <b>Good sellers at risk</b>: they sold well and are going quiet"),
            payload.at_risk,
            words,
        ),
        _picked(words("🏆 <b>Who sells most</b>"), payload.top, words, counted=False),
        words("/seller with a store's name shows its card."),
        words("📎 A picture and a sheet follow in a moment.")
        if payload.files_follow
        else Markup(),
    )
    return Text(Markup("\n\n").join(block for block in blocks if block))


@view(SegmentsChart)
def segments_chart(payload: SegmentsChart, words: Words, _reader: Reader) -> Attached:
    """Say how the picture is read."""
    week = week_name(payload.week)
    if payload.since is None:
        html = words("📊 The stores in week {week}, by segment.", week=week)
    else:
        html = words(
            "📊 How stores moved from week {since} to week {week}. A row is where they were, a "
            "column where they are now: red slipped, green came back.",
            since=week_name(payload.since),
            week=week,
        )
    return Attached(payload.attachment_id, html, photo=True)


@view(SegmentsSheet)
def segments_sheet(payload: SegmentsSheet, words: Words, _reader: Reader) -> Attached:
    """Say what is in the workbook, and what is not."""
    week = week_name(payload.week)
    if payload.listed < payload.stores:
        html = words(
            "📎 Week {week}: the {listed} stores that sold most, of {stores}; who slipped, who "
            "came back and who is at risk.",
            week=week,
            listed=words.number(payload.listed),
            stores=words.number(payload.stores),
        )
    else:
        html = words(
            "📎 Week {week}: all {stores} stores; who slipped, who came back and who is at risk.",
            week=week,
            stores=words.number(payload.stores),
        )
    return Attached(payload.attachment_id, html)


@view(NothingCounted)
def nothing_counted(_payload: NothingCounted, words: Words, _reader: Reader) -> Text:
    """Say what comes first."""
    return Text(
        words(
            "There is nothing to show yet: no store has been counted.\n\n"
            "Take in the week's pull first: a supervisor sends /impor here and then the file. "
            "Right after it I count, and again each night."
        )
    )


def _heading(payload: SegmentsShown, words: Words, reader: Reader) -> Markup:
    heading = words("📊 <b>Segments, week {week}</b>", week=week_name(payload.week))
    counted = words.ngettext(
        "{n} store, counted on {moment}",
        "{n} stores, counted on {moment}",
        payload.stores,
        moment=words.moment(payload.at, reader.zone),
    )
    compared = (
        words("In brackets: the change since week {week}", week=week_name(payload.since))
        if payload.since
        else words("It is the first week, so there is nothing to compare it with yet.")
    )
    return _lines(heading, counted, compared)


def _count(count: Count, words: Words) -> Markup:
    line = Markup("{}: <b>{}</b>").format(
        segment_name(count.lifecycle, words), words.number(count.stores)
    )
    if count.before is None:
        return line
    change = count.stores - count.before
    sign = "▲" if change > 0 else "▼"
    shown = f"{sign} {words.number(abs(change))}" if change else "="
    return Markup("{} ({})").format(line, shown)


def _picked(heading: Markup, picked: Picked, words: Words, *, counted: bool = True) -> Markup:
    if not picked.lines:
        return Markup()
    total = Markup(" ({})").format(words.number(picked.total)) if counted else Markup()
    return _lines(heading + total, *(_store(line, words) for line in picked.lines[:SHOWN]))


def _store(line: StoreLine, words: Words) -> Markup:
    now = segment_name(line.lifecycle, words)
    moved = line.before is not None and line.before is not line.lifecycle
    way = (
        Markup("{} → {}").format(segment_name(line.before, words), now)
        if moved and line.before
        else now
    )
    store = cut(line.store, NAME) or words("Name unknown")
    place = Markup(", {}").format(cut(line.regency, NAME)) if line.regency else Markup()
    return Markup("• <b>{}</b>{}: {}, {}").format(store, place, way, words.rupiah(line.monetary))


def _lines(*lines: Markup) -> Markup:
    return Markup("\n").join(lines)
