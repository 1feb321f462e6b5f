"""Words for a call's card, and for how the call ended."""

from markupsafe import Markup

from crm.calls.payloads import (
    CallAsk,
    CallCard,
    CallEnded,
    CallOpened,
    CallPutOff,
    CallUpdated,
)
from crm.calls.rules import CallReason
from crm.followups.letters import Answer
from crm.sellers.facts import SellerFacts
from models.calls import CallOutcome
from views.call_buttons import caller_buttons, hinder_buttons
from views.call_guides import guide, why
from views.followups import answer_name
from views.layout import paragraphs
from views.message import Button, EditText, Text
from views.rendering import Reader, view
from views.seller_facts import language_name, whereabouts
from views.whatsapp import invitation, promised_call, question, whatsapp_url
from views.words import Words, name


@view(CallOpened)
@view(CallCard)
def call_card(payload: CallCard, words: Words, reader: Reader) -> Text:
    """Give staff all they need to call: why, whom, at what hour there, and what to ask."""
    asks = caller_buttons(payload, CallAsk.OUTCOME, words)
    return Text(
        _open_card(payload, words, reader), buttons=(*_whatsapp(payload, words, reader), *asks)
    )


@view(CallUpdated)
def call_updated(payload: CallUpdated, words: Words, reader: Reader) -> EditText:
    """Show who has the call; where the caller wants it, ask for an hour or a category."""
    asks = {
        CallAsk.OUTCOME: Markup(),
        CallAsk.WHEN: words("⏰ <b>When shall we call again?</b> By the clock there."),
        CallAsk.CATEGORY: words("🛠 <b>What is the problem about?</b>"),
    }
    html = paragraphs(_open_card(payload.card, words, reader), asks[payload.ask])
    whatsapp = _whatsapp(payload.card, words, reader) if payload.ask is CallAsk.OUTCOME else ()
    buttons = (*whatsapp, *caller_buttons(payload.card, payload.ask, words))
    return EditText(payload.message_id, html, buttons=buttons)


@view(CallPutOff)
def call_put_off(payload: CallPutOff, words: Words, reader: Reader) -> EditText:
    """Say when the seller is called again; meanwhile they can be written to."""
    card = payload.card
    outcome = CallOutcome.NO_ANSWER if payload.missed else CallOutcome.CALL_BACK
    again = words("⏰ Again from {moment} (there): /telepon", moment=_moment(payload, words))
    noted = Markup("{}, {}\n{}").format(outcome_name(outcome, words), name(payload.caller), again)
    html = paragraphs(_heading(card, words), _facts(card.seller, words, reader), noted)
    return EditText(payload.message_id, html, buttons=_whatsapp(card, words, reader))


@view(CallEnded)
def call_ended(payload: CallEnded, words: Words, reader: Reader) -> EditText:
    """Show who called and how it ended.

    One who was reached is asked what hinders them; one who was not can still be written to.
    """
    card = payload.card
    ended = Markup("{}\n{}, {}").format(
        _ended(payload, words), name(payload.caller), words.moment(payload.at, card.seller.zone)
    )
    html = paragraphs(
        _heading(card, words),
        _facts(card.seller, words, reader),
        ended,
        _hinders(payload, words),
    )
    buttons: tuple[tuple[Button, ...], ...] = ()
    if payload.outcome is CallOutcome.REACHED:
        buttons = hinder_buttons(card.task_id, payload.hinders, words)
    elif payload.outcome is CallOutcome.NO_ANSWER:
        buttons = _whatsapp(card, words, reader)
    return EditText(payload.message_id, html, buttons=buttons)


def outcome_name(outcome: CallOutcome, words: Words) -> Markup:
    """Say how a call ended."""
    return {
        CallOutcome.REACHED: words("✅ <b>Reached</b>"),
        CallOutcome.NO_ANSWER: words("📵 <b>No answer</b>"),
        CallOutcome.WRONG_NUMBER: words("❌ <b>Wrong number</b>"),
        CallOutcome.PROBLEM: words("🛠 <b>Has a problem</b>"),
        CallOutcome.WITHDRAWN: words("🍃 <b>No longer needed</b>"),
        CallOutcome.CALL_BACK: words("⏰ <b>Wants to be called again</b>"),
        CallOutcome.SOLVED: words("👌 <b>Already solved</b>"),
    }[outcome]


def reason_line(reason: CallReason, words: Words) -> Markup:
    """Say who wants a call."""
    return {
        CallReason.ASKED: words("The seller asked to be called."),
        CallReason.STAFF: words("A colleague asks that we call this seller."),
        CallReason.FOLLOW_UP: words("It is time to ask how they are."),
    }[reason]


def _ended(payload: CallEnded, words: Words) -> Markup:
    outcome = outcome_name(payload.outcome, words)
    if payload.ticket_id is None:
        return outcome
    return Markup("{} → #{}").format(outcome, payload.ticket_id)


def _hinders(payload: CallEnded, words: Words) -> Markup:
    if payload.outcome is not CallOutcome.REACHED:
        return Markup()
    if not payload.hinders:
        return words("What makes selling hard for them? Press all that they said.")
    if Answer.FINE in payload.hinders:
        return words("They are fine. 😊")
    said = ", ".join(answer_name(one, words) for one in payload.hinders)
    return words("What makes selling hard: {answers}", answers=said)


def _open_card(card: CallCard, words: Words, reader: Reader) -> Markup:
    return paragraphs(
        _heading(card, words),
        _progress(card, words, reader),
        _facts(card.seller, words, reader),
        guide(card.letter, words),
    )


def _heading(card: CallCard, words: Words) -> Markup:
    about = why(card.letter, words) if card.letter else reason_line(card.reason, words)
    return words("📞 <b>Call: {store}</b>\n{reason}", store=card.seller.store, reason=about)


def _progress(card: CallCard, words: Words, reader: Reader) -> Markup:
    lines = (
        words(
            "🙋 <b>{name}</b> calls, until {hour}",
            name=card.holder,
            hour=words.hour(card.held_until, reader.zone),
        )
        if card.holder and card.held_until
        else Markup(),
        words.ngettext(
            "📵 Nobody answered once so far.",
            "📵 Nobody answered {n} times so far.",
            card.tries,
        )
        if card.tries
        else Markup(),
    )
    return Markup("\n").join(line for line in lines if line)


def _facts(seller: SellerFacts, words: Words, reader: Reader) -> Markup:
    trade = words(
        "📦 Products: {products} · Last login: {login}",
        products=words.number(seller.products),
        login=words.day(seller.last_login) if seller.last_login else words("never"),
    )
    lines = (
        _line("👤", seller.owner),
        _line("☎️", seller.phone) or words("☎️ No number yet: ask for it in the seller's chat"),
        whereabouts(seller, words, reader),
        _line("🗣", language_name(seller.language, words) if seller.language else None),
        trade,
    )
    return Markup("\n").join(line for line in lines if line)


def _line(icon: str, value: str | None) -> Markup:
    """Show a fact; a plain number can be tapped, while Telegram refuses tel: in a button."""
    return Markup("{} {}").format(icon, name(value)) if value else Markup()


def _whatsapp(card: CallCard, words: Words, reader: Reader) -> tuple[tuple[Button, ...], ...]:
    seller = card.seller
    if seller.phone is None:
        return ()
    theirs = words.of(seller.language)
    greeting = promised_call if card.reason is CallReason.ASKED else question
    text = greeting(seller, theirs, reader)
    if card.link:
        text = invitation(text, card.link, theirs)
    url = whatsapp_url(seller.phone, text)
    return ((Button(words.pgettext("button", "💬 WhatsApp"), url=url),),)


def _moment(payload: CallPutOff, words: Words) -> str:
    return words.moment(payload.call_at, payload.card.seller.zone)
