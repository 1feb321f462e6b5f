"""Words for the list of calls, and for the morning's count of them."""

from collections.abc import Iterable, Sequence

from markupsafe import Markup

from crm.calls.payloads import CallDigest, CallLine, CallList, RegionCalls
from crm.calls.rules import CallReason
from crm.tickets.rules import cut
from views.actions import ListCalls, OpenCall, encode
from views.call_guides import why
from views.calls import reason_line
from views.message import Button, EditText, Text
from views.rendering import Reader, view
from views.seller_facts import language_name
from views.words import Words

Rows = tuple[tuple[Button, ...], ...]
NAME = 40
"""How much of a store's or a place's name a line shows."""
FILTERS = 6
"""How many provinces have a button."""
BELOW = -1
"""In place of a page: the list is shown below, and the message stays."""
NAMED = 8
"""How many regions the morning's count names."""


@view(CallList)
def call_list(payload: CallList, words: Words, reader: Reader) -> Text | EditText:
    """List calls shortly: those that were asked for first, then the oldest."""
    blocks = (
        _heading(payload, words),
        _regions(payload.regions, words),
        _calls(payload, words, reader),
        _later(payload, words),
    )
    html = Markup("\n\n").join(block for block in blocks if block)
    buttons = _buttons(payload, words)
    if payload.message_id is None:
        return Text(html, buttons=buttons)
    return EditText(payload.message_id, html, buttons=buttons)


@view(CallDigest)
def call_digest(payload: CallDigest, words: Words, _reader: Reader) -> Text:
    """Say in the morning how many calls there are, and where."""
    heading = words.ngettext(
        "📞 <b>Good morning! {n} call waits.</b>",
        "📞 <b>Good morning! {n} calls wait.</b>",
        payload.total,
    )
    asked = (
        words.ngettext(
            "{n} seller asked for it themselves.",
            "{n} sellers asked for it themselves.",
            payload.asked,
        )
        if payload.asked
        else Markup()
    )
    lines = (heading, asked, _regions(payload.regions[:NAMED], words))
    html = Markup("\n").join(line for line in lines if line)
    button = Button(
        words.pgettext("button", "📞 Show the calls"), encode(ListCalls("", "", BELOW))
    )
    return Text(Markup("{}\n\n{}").format(html, Markup("/telepon")), buttons=((button,),))


def _heading(payload: CallList, words: Words) -> Markup:
    if not payload.total:
        return words("🎉 <b>No call waits here.</b>")
    count = words.ngettext(
        "📞 <b>{n} call to make</b>", "📞 <b>{n} calls to make</b>", payload.total
    )
    filters = [_region(payload.province_name, words)] if payload.province_code else []
    filters += [language_name(payload.language, words)] if payload.language else []
    return Markup(" · ").join([count, *(cut(one, NAME) for one in filters)])


def _regions(regions: Iterable[RegionCalls], words: Words) -> Markup:
    counts = (
        Markup("{} {}").format(_region(one.region, words), words.number(one.calls))
        for one in regions
    )
    return Markup(" · ").join(counts)


def _region(region: str, words: Words) -> str:
    return cut(region, NAME) or words("place unknown")


def _calls(payload: CallList, words: Words, reader: Reader) -> Markup:
    lines = (
        _call(number, line, words, reader) for number, line in enumerate(payload.lines, start=1)
    )
    return Markup("\n").join(lines)


def _call(number: int, line: CallLine, words: Words, reader: Reader) -> Markup:
    store = cut(line.store, NAME) or words("Name unknown")
    place = Markup(", {}").format(cut(line.regency, NAME)) if line.regency else Markup()
    about = why(line.letter, words) if line.letter else reason_line(line.reason, words)
    icon = "🔔 " if line.reason is CallReason.ASKED else ""
    tries = Markup(" 📵{}").format(line.tries) if line.tries else Markup()
    holder = Markup(" 🙋 {}").format(cut(line.holder, NAME)) if line.holder else Markup()
    hour = words("{hour} there", hour=words.hour(reader.now, line.zone))
    return Markup("{}. {}<b>{}</b>{} · {}\n{}{}{}").format(
        number, icon, store, place, hour, about, tries, holder
    )


def _later(payload: CallList, words: Words) -> Markup:
    if not payload.later:
        return Markup()
    return words.ngettext(
        "⏰ {n} more waits for its hour.", "⏰ {n} more wait for their hour.", payload.later
    )


def _buttons(payload: CallList, words: Words) -> Rows:
    calls = [
        Button(f"📞 {number}", encode(OpenCall(line.task_id)))
        for number, line in enumerate(payload.lines, start=1)
    ]
    rows = (
        *_rows(calls, 4),
        _pages(payload, words),
        *_rows(_provinces(payload, words), 2),
        *_rows(_languages(payload, words), 2),
    )
    return tuple(row for row in rows if row)


def _pages(payload: CallList, words: Words) -> tuple[Button, ...]:
    here = payload.page
    ways = (
        (words.pgettext("button", "⬅️ Before"), here - 1, here > 0),
        (words.pgettext("button", "🔄 Anew"), here, True),
        (words.pgettext("button", "Further ➡️"), here + 1, here + 1 < payload.pages),
    )
    return tuple(
        Button(label, encode(ListCalls(payload.province_code, payload.language, max(page, 0))))
        for label, page, leads in ways
        if leads
    )


def _provinces(payload: CallList, words: Words) -> list[Button]:
    if payload.province_code:
        label = words.pgettext("button", "✖️ All provinces")
        return [Button(label, encode(ListCalls("", payload.language, 0)))]
    if len(payload.regions) < 2:  # noqa: PLR2004 - one is nothing to choose from
        return []
    return [
        Button(
            f"📍 {_region(one.region, words)} ({words.number(one.calls)})"[:64],
            encode(ListCalls(one.province_code, payload.language, 0)),
        )
        for one in payload.regions[:FILTERS]
    ]


def _languages(payload: CallList, words: Words) -> list[Button]:
    if payload.language:
        label = words.pgettext("button", "✖️ All languages")
        return [Button(label, encode(ListCalls(payload.province_code, "", 0)))]
    if len(payload.languages) < 2:  # noqa: PLR2004 - one is nothing to choose from
        return []
    return [
        Button(
            f"🗣 {language_name(one.language, words)} ({words.number(one.calls)})"[:64],
            encode(ListCalls(payload.province_code, one.language, 0)),
        )
        for one in payload.languages[:FILTERS]
    ]


def _rows(buttons: Sequence[Button], width: int) -> Rows:
    return tuple(tuple(buttons[at : at + width]) for at in range(0, len(buttons), width))
