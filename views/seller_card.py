"""Words for a seller's card: what staff should know before they call or write."""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from markupsafe import Markup

from crm.sellers.card.payloads import (
    NoteLine,
    PartnerFacts,
    Sales,
    SellerCard,
    TalkLine,
)
from crm.sellers.card.rules import NOTED, QUOTED, TalkKind, Trend
from crm.sellers.rules import Hurdle
from crm.tickets.payloads import TicketLine
from crm.tickets.rules import ICONS, cut
from views.actions import (
    AskForCall,
    FollowUpSeller,
    NoteSeller,
    WriteToSeller,
    encode,
)
from views.calls import outcome_name
from views.layout import stacked
from views.message import Button, Text
from views.rendering import Reader, view
from views.segments import segment_name, segment_of
from views.seller_facts import language_name, whereabouts
from views.seller_followups import followed_up, taking_out
from views.whatsapp import question, whatsapp_url
from views.words import Words
from views.worklists import linked_number, state_name

FACT = 64
"""How much of a name, an address or a number a card shows, in UTF-16 units."""
BARS = "▁▂▃▄▅▆▇█"


@view(SellerCard)
def seller_card(payload: SellerCard, words: Words, reader: Reader) -> Text:
    """Show one seller: who, how they stand, what they sell, what is open, what was said."""
    blocks = (
        _who(payload, words, reader),
        _standing(payload, words, reader),
        _sales(payload.sales, words) if payload.seller.linked else Markup(),
        _tickets(payload, words),
        _notes(payload, words),
        followed_up(payload, words),
        _talk(payload, words),
    )
    html = Markup("\n\n").join(block for block in blocks if block)
    return Text(html, buttons=_buttons(payload, words, reader))


def sparkline(values: Sequence[int]) -> str:
    """Draw a bar for each value: the lowest bar is nothing, the highest the most."""
    most = max(values, default=0)
    steps = len(BARS) - 1
    return "".join(BARS[-(-max(value, 0) * steps // most) if most > 0 else 0] for value in values)


def _who(card: SellerCard, words: Words, reader: Reader) -> Markup:
    seller = card.seller
    return stacked(
        _store(card, words),
        whereabouts(seller, words, reader) if seller.linked else Markup(),
        _fact("☎️", seller.phone),
        _fact("✉️", card.email),
        _fact("🗣", language_name(seller.language, words) if seller.language else ""),
        _telegram(card, words),
        _partner(card.partner),
        _fact("🆔", " · ".join(part for part in (card.portal_id, f"#{card.seller_id}") if part)),
    )


def _store(card: SellerCard, words: Words) -> Markup:
    seller = card.seller
    if not seller.linked:
        who = seller.owner or seller.store or words("Name unknown")
        return words("👤 <b>{name}</b>, not linked to a store yet", name=_short(who))
    store = Markup("🏪 <b>{}</b>").format(_short(seller.store))
    return Markup("{} · {}").format(store, _short(seller.owner)) if seller.owner else store


def _telegram(card: SellerCard, words: Words) -> Markup:
    match card.hurdle:
        case Hurdle.NOT_LINKED:
            return words("💬 Telegram: not connected yet")
        case Hurdle.LEFT:
            return words("💬 Telegram: has blocked or left the bot")
        case Hurdle.NO_CONSENT:
            return words("💬 Telegram: has not agreed that we keep messages")
        case Hurdle.SILENCE:
            return words("💬 Telegram: connected, wants no messages from us")
        case None if card.linked_at is not None:
            return words(
                "💬 Telegram: connected since {day}", day=_day(card.linked_at, words, card.zone)
            )
        case None:
            return words("💬 Telegram: connected")


def _partner(partner: PartnerFacts | None) -> Markup:
    if partner is None:
        return Markup()
    parts = (partner.name, partner.contact, partner.phone)
    return _fact("🤝", " · ".join(_short(part) for part in parts if part), limit=4 * FACT)


def _standing(card: SellerCard, words: Words, reader: Reader) -> Markup:
    seller = card.seller
    if not seller.linked:
        return Markup()
    scores = card.scores
    rfm = (
        Markup(" · RFM {}-{}-{}").format(scores.recency, scores.frequency, scores.monetary)
        if scores
        else Markup()
    )
    spells = (
        Markup("{} ×{}").format(segment_name(one.lifecycle, words), one.weeks)
        for one in card.history
    )
    seen = _day(seller.last_login, words, card.zone) if seller.last_login else words("never")
    return stacked(
        Markup("<b>{}</b>{}").format(segment_of(seller, words, reader), rfm),
        Markup(" → ").join(spells) if len(card.history) > 1 else Markup(),
        words(
            "📦 Products: {products} · Sales: {sales} · Revenue: {revenue}",
            products=words.number(seller.products),
            sales=words.number(seller.transactions),
            revenue=words.rupiah(card.revenue),
        ),
        words("🔑 Last login: {login}", login=seen),
        words("🌱 Joined: {day}", day=words.day(seller.joined)) if seller.joined else Markup(),
        _gone(card, words),
    )


def _gone(card: SellerCard, words: Words) -> Markup:
    if card.gone_at is None:
        return Markup()
    gone = _day(card.gone_at, words, card.zone)
    return words("⚠️ Missing from the pull since {day}", day=gone)


def _sales(sales: Sales, words: Words) -> Markup:
    total = sum(sales.weekly)
    if not sales.orders:
        return words("📊 No sales in 12 weeks")
    line = words.ngettext(
        "📊 12 weeks: {amount} in {n} order · {trend}",
        "📊 12 weeks: {amount} in {n} orders · {trend}",
        sales.orders,
        amount=words.rupiah(total),
        trend=_trend(sales.trend, words),
    )
    return stacked(line, Markup("<code>{}</code>").format(sparkline(sales.weekly)))


def _trend(trend: Trend, words: Words) -> Markup:
    return {
        Trend.RISING: words("rising ↗️"),
        Trend.STEADY: words("steady ➡️"),
        Trend.FALLING: words("falling ↘️"),
        Trend.NONE: words("none of late"),
    }[trend]


def _tickets(card: SellerCard, words: Words) -> Markup:
    lines = [_ticket(ticket, words, card.zone) for ticket in card.tickets]
    return stacked(words("<b>Open reports</b>"), *lines) if lines else Markup()


def _ticket(ticket: TicketLine, words: Words, zone: str) -> Markup:
    return Markup("{} {} · {} · {}").format(
        ICONS[ticket.category],
        linked_number(ticket),
        state_name(ticket.state, words),
        words.moment(ticket.created_at, zone),
    )


def _notes(card: SellerCard, words: Words) -> Markup:
    lines = [_note(note, words, card.zone) for note in card.notes]
    return stacked(words("<b>Notes of the team</b>"), *lines) if lines else Markup()


def _note(note: NoteLine, words: Words, zone: str) -> Markup:
    who = cut(note.by, FACT // 2) or words("somebody")
    return Markup("📝 {}, {}: {}").format(who, words.moment(note.at, zone), cut(note.text, NOTED))


def _talk(card: SellerCard, words: Words) -> Markup:
    lines = [_line(line, words, card.zone) for line in card.talk]
    return stacked(words("<b>Last contact</b>"), *lines) if lines else Markup()


def _line(line: TalkLine, words: Words, zone: str) -> Markup:
    what = _deed(line.kind, words)
    if line.outcome is not None:
        what = Markup("{}: {}").format(what, outcome_name(line.outcome, words))
    quoted = Markup(" “{}”").format(cut(line.text, QUOTED)) if line.text else Markup()
    whose = "👤" if line.incoming else "💁"
    return Markup("{} {} · {}{}").format(whose, words.moment(line.at, zone), what, quoted)


def _deed(kind: TalkKind, words: Words) -> Markup:
    return {
        TalkKind.TEXT: words("wrote"),
        TalkKind.PICTURE: words("sent a picture"),
        TalkKind.VOICE: words("sent a voice message"),
        TalkKind.FILE: words("sent a file"),
        TalkKind.BUTTON: words("pressed"),
        TalkKind.COMMAND: words("asked for"),
        TalkKind.OTHER: words("sent something"),
        TalkKind.ANSWER: words("we answered"),
        TalkKind.FOLLOW_UP: words("we asked how they are"),
        TalkKind.RESOLVED: words("we said that the report is done"),
        TalkKind.CALL: words("we called"),
        TalkKind.MAIL: words("we sent an e-mail"),
    }[kind]


def _buttons(card: SellerCard, words: Words, reader: Reader) -> tuple[tuple[Button, ...], ...]:
    number, phone = card.seller_id, card.seller.phone
    call = Button(words.pgettext("button", "📞 Have them called"), encode(AskForCall(number)))
    write = Button(words.pgettext("button", "✍️ Message"), encode(WriteToSeller(number)))
    ask = Button(words.pgettext("button", "🔔 Follow up"), encode(FollowUpSeller(number)))
    note = Button(words.pgettext("button", "📝 Note"), encode(NoteSeller(number)))
    out = taking_out(card, words)
    if phone is None:
        return (call, write), (ask, note), *out
    greeting = question(card.seller, words.of(card.seller.language), reader)
    whatsapp = Button(words.pgettext("button", "💬 WhatsApp"), url=whatsapp_url(phone, greeting))
    return (call, whatsapp), (write, ask), (note,), *out


def _day(moment: datetime, words: Words, zone: str) -> str:
    return words.day(moment.astimezone(ZoneInfo(zone)))


def _fact(icon: str, value: str | None, *, limit: int = FACT) -> Markup:
    return Markup("{} {}").format(icon, cut(value, limit)) if value else Markup()


def _short(text: str) -> str:
    return cut(text, FACT)
