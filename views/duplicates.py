"""Words for stores that may be one, side by side, and for what was decided about them."""

from zoneinfo import ZoneInfo

from markupsafe import Markup

from crm.duplicates.payloads import (
    DuplicatePair,
    DuplicatesDeclined,
    NoDuplicates,
    PairKept,
    PairMerged,
    PairPress,
    PairPressed,
    PairReopened,
    Twin,
)
from models.duplicates import DuplicateReason
from views.actions import KeepPair, MergePair, NextPair, UndoPair, encode
from views.layout import paragraphs, stacked
from views.message import Button, EditText, Text, Toast
from views.rendering import Reader, view
from views.words import Words, name

Rows = tuple[tuple[Button, ...], ...]
FIRST, SECOND = "1️⃣", "2️⃣"


@view(DuplicatePair)
def duplicate_pair(payload: DuplicatePair, words: Words, reader: Reader) -> Text | EditText:
    """Show two stores side by side, what they have in common, and ask whether they are one."""
    heading = words.ngettext(
        "👯 <b>Are these one store?</b> {n} pair waits.",
        "👯 <b>Are these one store?</b> {n} pairs wait.",
        payload.left,
    )
    html = paragraphs(
        heading,
        _in_common(payload, words),
        _twin(FIRST, payload.first, words, reader),
        _twin(SECOND, payload.second, words, reader),
        _warning(payload, words),
    )
    return _placed(html, _choices(payload, words), payload.message_id)


@view(NoDuplicates)
def no_duplicates(payload: NoDuplicates, words: Words, _reader: Reader) -> Text | EditText:
    """Say that the list is empty, and when it fills again."""
    html = words(
        "🎉 No pair of stores waits. With each pull I look anew for stores with the same phone, "
        "e-mail address, or name in one place."
    )
    return _placed(html, (), payload.message_id)


@view(PairMerged)
def pair_merged(payload: PairMerged, words: Words, _reader: Reader) -> Text | EditText:
    """Say what went over, and how to undo it."""
    heading = words(
        "🔗 Merged: <b>{other}</b> is part of <b>{kept}</b> now.",
        other=payload.other,
        kept=payload.kept,
    )
    went = words(
        "What went over: reports {tickets}, messages {messages}, sales {sales}.",
        tickets=words.number(payload.tickets),
        messages=words.number(payload.messages),
        sales=words.number(payload.sales),
    )
    lost = (
        words(
            "⚠️ Both had a chat, and a store has one: that of <b>{kept}</b> stays. In the other "
            "one I greet whoever writes as a stranger.",
            kept=payload.kept,
        )
        if payload.chat_lost
        else Markup()
    )
    decided = stacked(went, _decided_by(payload.by, words))
    html = paragraphs(heading, decided, lost, _done(payload.left, words))
    return _placed(html, _afterwards(payload, words), payload.message_id)


@view(PairKept)
def pair_kept(payload: PairKept, words: Words, _reader: Reader) -> Text | EditText:
    """Say that nothing changes, and that nobody is asked again."""
    heading = words(
        "👌 <b>{first}</b> and <b>{second}</b> stay two stores. I do not ask about them again.",
        first=payload.first,
        second=payload.second,
    )
    html = paragraphs(heading, _decided_by(payload.by, words), _done(payload.left, words))
    return _placed(html, _afterwards(payload, words), payload.message_id)


@view(PairReopened)
def pair_reopened(payload: PairReopened, words: Words, _reader: Reader) -> Text | EditText:
    """Say that all is as before, and lead back to the question."""
    html = words(
        "↩️ {name} took it back: <b>{first}</b> and <b>{second}</b> are two stores again, and the "
        "question is open.",
        name=payload.by,
        first=payload.first,
        second=payload.second,
    )
    again = Button(
        words.pgettext("button", "👯 Show them again"), encode(NextPair(payload.pair_id - 1, 1))
    )
    return _placed(html, ((again,),), payload.message_id)


@view(DuplicatesDeclined)
def duplicates_declined(_payload: DuplicatesDeclined, words: Words, _reader: Reader) -> Text:
    """Say kindly who decides."""
    return Text(
        words(
            "🙏 Which stores are one is decided by supervisors. Please tell one of them what you "
            "have noticed."
        )
    )


@view(PairPressed)
def pair_pressed(payload: PairPressed, words: Words, _reader: Reader) -> Toast:
    """Say what a press came to."""
    return Toast(
        {
            PairPress.MERGED: words.pgettext("toast", "Merged."),
            PairPress.KEPT: words.pgettext("toast", "They stay two stores."),
            PairPress.REOPENED: words.pgettext("toast", "Taken back."),
            PairPress.ONLY_ONE: words.pgettext("toast", "This is the only pair left."),
            PairPress.DECIDED: words.pgettext(
                "toast", "A colleague was faster. You see here what was decided."
            ),
            PairPress.GONE: words.pgettext(
                "toast", "One of these stores was merged with another one. /kembar shows the next."
            ),
            PairPress.NOTHING_TO_UNDO: words.pgettext("toast", "This was taken back before."),
            PairPress.MERGED_ON: words.pgettext(
                "toast",
                "The store that stayed was itself merged later. Please take that back first.",
            ),
            PairPress.NOT_SUPERVISOR: words.pgettext(
                "toast", "A supervisor decides this. Please ask one of them."
            ),
        }[payload.outcome]
    )


def _in_common(payload: DuplicatePair, words: Words) -> Markup:
    match payload.reason:
        case DuplicateReason.PHONE:
            return words("They have the same phone number.")
        case DuplicateReason.EMAIL:
            return words("They have the same e-mail address.")
        case DuplicateReason.NAME:
            return words("They have the same name in the same place.")


def _twin(number: str, twin: Twin, words: Words, reader: Reader) -> Markup:
    zone = ZoneInfo(reader.zone)
    seen = twin.last_login
    place = ", ".join(part for part in (twin.regency, twin.province) if part)
    whose = Markup(" · {}").format(name(twin.owner)) if twin.owner else Markup()
    return stacked(
        Markup("{} <b>{}</b>{}").format(number, name(twin.store), whose),
        Markup("🆔 <code>{}</code>").format(name(twin.portal_id)),
        Markup("📍 {}").format(name(place)) if place else Markup(),
        Markup("☎️ {}").format(name(twin.phone)) if twin.phone else Markup(),
        Markup("✉️ {}").format(name(twin.email)) if twin.email else Markup(),
        words(
            "Products: {products} · Sales: {sales} · Last login: {login}",
            products=words.number(twin.products),
            sales=words.number(twin.transactions),
            login=words.day(seen.astimezone(zone)) if seen else words("never"),
        ),
        words("💬 Has a chat with us") if twin.linked else Markup(),
        words("💨 Missing from the last pull") if twin.gone else Markup(),
    )


def _warning(payload: DuplicatePair, words: Words) -> Markup:
    if not (payload.first.linked and payload.second.linked):
        return Markup()
    return words("⚠️ Both have a chat. If you merge them, only the kept store's chat stays.")


def _choices(payload: DuplicatePair, words: Words) -> Rows:
    pair_id = payload.pair_id
    into = tuple(
        Button(words.pgettext("button", "🔗 Merge into {store}", store=number), encode(action))
        for number, action in ((FIRST, MergePair(pair_id, 1)), (SECOND, MergePair(pair_id, 2)))
    )
    keep = Button(words.pgettext("button", "👌 Keep both"), encode(KeepPair(pair_id)))
    later = Button(words.pgettext("button", "⏭ Next pair"), encode(NextPair(pair_id, 1)))
    return into, (keep, later)


def _afterwards(payload: PairMerged | PairKept, words: Words) -> Rows:
    undo = Button(words.pgettext("button", "↩️ Take back"), encode(UndoPair(payload.pair_id)))
    if not payload.left:
        return ((undo,),)
    more = Button(
        words.pgettext("button", "⏭ Next pair ({left})", left=words.number(payload.left)),
        encode(NextPair(payload.pair_id, 0)),
    )
    return ((undo, more),)


def _decided_by(by: str, words: Words) -> Markup:
    return words("Decided by {name}.", name=by) if by else Markup()


def _done(left: int, words: Words) -> Markup:
    return Markup() if left else words("🎉 No other pair waits.")


def _placed(html: Markup, buttons: Rows, message_id: int | None) -> Text | EditText:
    if message_id is None:
        return Text(html, buttons=buttons)
    return EditText(message_id, html, buttons=buttons)
