"""Words for the card by which staff know a ticket, and work with it."""

from dataclasses import replace

from markupsafe import Markup, escape

from crm.tickets.events import Party
from crm.tickets.payloads import Candidate, CardUpdate, TicketCard
from crm.tickets.rules import COMMENT_TEXT, ICONS, LOW, URGENT, cut
from models.tickets import FINISHED, TicketKind
from views.actions import (
    ApproveLink,
    Claim,
    GlossTicket,
    OfferMacros,
    ReopenTicket,
    Resolve,
    ShowTicketMenu,
    encode,
)
from views.categories import category_name
from views.followup_words import letter_words
from views.followups import answer_name
from views.layout import quoted, stacked, stars
from views.message import Button, EditText, Text
from views.priorities import priority_name
from views.rendering import Reader, view
from views.seller_facts import seller_facts
from views.sla import due_line
from views.words import Words, name

Rows = tuple[tuple[Button, ...], ...]
CANDIDATE = 60
"""How many characters of a store's name and place go on a button."""


@view(TicketCard)
def ticket_card(payload: TicketCard, words: Words, reader: Reader) -> Text:
    """Show a ticket: whose, where, what about, in whose hands."""
    return Text(_card(payload, words, reader), buttons=_buttons(payload, words))


@view(CardUpdate)
def card_update(payload: CardUpdate, words: Words, reader: Reader) -> EditText | Text:
    """Show the ticket in place of its card, or below where the card was lost."""
    html, buttons = _card(payload, words, reader), _buttons(payload, words)
    if reader.card_message_id is None:
        return Text(html, buttons=buttons)
    return EditText(reader.card_message_id, html, buttons=buttons)


def _card(card: TicketCard, words: Words, reader: Reader) -> Markup:
    blocks = (
        stacked(_heading(card, words), _progress(card, words, reader), _many(card, words)),
        seller_facts(card.seller, card.language, words, reader, written=card.written),
        stacked(_question(card, words, reader), _content(card, words)),
    )
    return Markup("\n\n").join(block for block in blocks if block)


def _heading(card: TicketCard, words: Words) -> Markup:
    if card.kind is TicketKind.CLAIM:
        return words("🔗 <b>#{number} · Whose store is it?</b>", number=card.ticket_id)
    if card.begun_by:
        return words("💬 <b>#{number} · Talk with a seller</b>", number=card.ticket_id)
    heading = Markup("{} <b>#{} · {}</b>").format(
        ICONS[card.category], card.ticket_id, category_name(card.category, words)
    )
    if not (card.urgent or card.low):
        return heading
    return Markup("{} · {}").format(heading, priority_name(URGENT if card.urgent else LOW, words))


def _progress(card: TicketCard, words: Words, reader: Reader) -> Markup:
    if card.state in FINISHED:
        return _resolved(card, words, reader)
    holder = (
        words("🙋 Claimed by <b>{name}</b>", name=card.claimed_by)
        if card.claimed_by
        else words("🆕 Waits for somebody to claim it")
    )
    due = (
        due_line(card.goal, card.due_at, words, reader) if card.goal and card.due_at else Markup()
    )
    if not card.reopened:
        return stacked(holder, due)
    again = words.ngettext("🔁 Opened again", "🔁 Opened again {n} times", card.reopened)
    return stacked(again, holder, due)


def _many(card: TicketCard, words: Words) -> Markup:
    """Say that others say the same: of which incident it is, or whose wish."""
    if card.incident is not None:
        return words("🧯 Incident {number} (/insiden)", number=card.incident)
    if card.suggestion is None:
        return Markup()
    wish = words("💡 Suggestion {number} (/saran)", number=card.suggestion)
    if not card.others:
        return wish
    more = words.ngettext("{n} other wishes it", "{n} others wish it", card.others)
    return Markup("{} · {}").format(wish, more)


def _resolved(card: TicketCard, words: Words, reader: Reader) -> Markup:
    done = _done(card, words)
    if card.kind is TicketKind.CLAIM or card.reopen_until is None:
        return done
    again = words(
        "🔁 The seller can open it again until {moment}; you can at any time, by writing here.",
        moment=words.moment(card.reopen_until, reader.zone),
    )
    comment = cut(card.comment, COMMENT_TEXT)
    said = Markup("💬 “{}”").format(comment) if comment else Markup()
    return stacked(done, said, again)


def _done(card: TicketCard, words: Words) -> Markup:
    rating = stars(card.rating)
    match card.resolved_as:
        case Party.STAFF:
            return words(
                "✅ Resolved by <b>{name}</b> {stars}", name=card.resolved_by, stars=rating
            )
        case Party.SELLER:
            return words("✅ Solved, says the seller {stars}", stars=rating)
        case Party.SAPA:
            return words("✅ Resolved, for the seller answered no more {stars}", stars=rating)


def _question(card: TicketCard, words: Words, reader: Reader) -> Markup:
    """Say what the seller answers by this, and which button they pressed."""
    asked = Markup()
    if card.letter is not None:
        addressed = replace(reader, store=name(card.seller.store))
        subject = letter_words(card.letter, words, addressed).subject
        asked = words("↩️ In answer to: {letter}", letter=subject)
    elif card.answers_to:
        asked = words("↩️ In answer to: {letter}", letter=card.answers_to)
    if card.pressed is None:
        return asked
    labels = (answer_name(card.pressed, words), answer_name(card.pressed, words.of(card.language)))
    pressed = words("👆 Pressed: {answer}", answer=" · ".join(dict.fromkeys(labels)))
    return stacked(asked, pressed)


def _content(card: TicketCard, words: Words) -> Markup:
    if card.kind is TicketKind.CLAIM:
        return words(
            "They say that this is their store: <b>{name}</b>\n"
            "Make sure before you link it: write to them here and ask for something that only "
            "the owner knows.",
            name=escape(cut(card.typed_name, COMMENT_TEXT)),
        )
    if card.begun_by:
        return words(
            "💬 <b>{name}</b> wants to talk with the seller. Write in this topic, or reply to "
            "this card, and the seller gets it.",
            name=card.begun_by,
        )
    more = (
        words.ngettext("📎 {n} message below", "📎 {n} messages below", card.attached)
        if card.attached
        else Markup()
    )
    told = words("📞 Told to <b>{name}</b> on the phone", name=card.told_to)
    return stacked(told if card.told_to else Markup(), quoted(card.text), more)


def _buttons(card: TicketCard, words: Words) -> Rows:
    if card.state in FINISHED:
        return _again(card, words)
    claim = Button(words.pgettext("button", "🙋 Claim"), encode(Claim(card.ticket_id)))
    more = Button(
        words.pgettext("button", "⚙️ More"), encode(ShowTicketMenu(card.ticket_id, here=0))
    )
    mine = () if card.claimed_by else (claim,)
    if card.kind is TicketKind.CLAIM:
        return (*_candidates(card, words), (*mine, more))
    resolve = Button(words.pgettext("button", "✅ Resolve"), encode(Resolve(card.ticket_id)))
    answers = Button(
        words.pgettext("button", "💬 Answers"), encode(OfferMacros(card.ticket_id, here=0))
    )
    gloss = Button(
        words.pgettext("button", "📖 Word by word"), encode(GlossTicket(card.ticket_id))
    )
    return ((*mine, resolve), (answers, more), *(((gloss,),) if card.explained else ()))


def _again(card: TicketCard, words: Words) -> Rows:
    """Return the way back into a ticket, whose topic may be closed; a claim has none."""
    if card.kind is TicketKind.CLAIM:
        return ()
    label = words.pgettext("button", "🔁 Reopen")
    return ((Button(label, encode(ReopenTicket(card.ticket_id))),),)


def _candidates(card: TicketCard, words: Words) -> Rows:
    stores = (
        (Button(_candidate(one), encode(ApproveLink(card.ticket_id, one.seller_id))),)
        for one in card.candidates
    )
    refuse = Button(
        words.pgettext("button", "🚫 None of these"), encode(ApproveLink(card.ticket_id, 0))
    )
    return (*stores, (refuse,))


def _candidate(one: Candidate) -> str:
    return cut(" · ".join(part for part in (f"✅ {one.store}", one.place) if part), CANDIDATE)
