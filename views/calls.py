"""Words for the calls that staff make."""

from markupsafe import Markup

from crm.calls.payloads import CallCard, CallEnded, CallNoted, CallNotOpen
from crm.calls.rules import CallReason
from crm.sellers.facts import SellerFacts
from models.calls import CallOutcome
from views.actions import CloseCall, encode
from views.cards import language_name, whereabouts
from views.message import Button, EditText, Text, Toast
from views.rendering import Reader, view
from views.whatsapp import promised_call, question, whatsapp_url
from views.words import Words, name


@view(CallCard)
def call_card(payload: CallCard, words: Words, reader: Reader) -> Text:
    """Give staff all they need to call: why, whom, at what hour there, and what to ask."""
    labels = _outcome_buttons(words)
    outcomes = [
        Button(labels[outcome], encode(CloseCall(payload.task_id, outcome.value)))
        for outcome in CallOutcome
    ]
    rows = tuple(tuple(outcomes[at : at + 2]) for at in range(0, len(outcomes), 2))
    html = _paragraphs(
        _heading(payload, words), _facts(payload.seller, words, reader), _guide(words)
    )
    return Text(html, buttons=(*_whatsapp(payload, words, reader), *rows))


@view(CallEnded)
def call_ended(payload: CallEnded, words: Words, reader: Reader) -> EditText:
    """Show who called and how it ended; a seller who was not reached can still be written to."""
    card = payload.card
    ended = Markup("{}\n{}, {}").format(
        outcome_name(payload.outcome, words),
        name(payload.caller),
        words.moment(payload.at, card.seller.zone),
    )
    html = _paragraphs(_heading(card, words), _facts(card.seller, words, reader), ended)
    missed = payload.outcome is CallOutcome.NO_ANSWER
    return EditText(
        payload.message_id, html, buttons=_whatsapp(card, words, reader) if missed else ()
    )


@view(CallNoted)
def call_noted(payload: CallNoted, words: Words, _reader: Reader) -> Toast:
    """Confirm the outcome."""
    return Toast(
        {
            CallOutcome.REACHED: words.pgettext("toast", "Noted: reached. Thank you!"),
            CallOutcome.NO_ANSWER: words.pgettext("toast", "Noted: no answer."),
            CallOutcome.WRONG_NUMBER: words.pgettext("toast", "Noted: wrong number."),
        }[payload.outcome]
    )


@view(CallNotOpen)
def call_not_open(_payload: CallNotOpen, words: Words, _reader: Reader) -> Toast:
    """Say that nothing was changed."""
    return Toast(words.pgettext("toast", "The outcome of this call was noted before."))


def _heading(card: CallCard, words: Words) -> Markup:
    reason = {
        CallReason.ASKED: words("The seller asked to be called."),
        CallReason.STAFF: words("A colleague asks that we call this seller."),
    }[card.reason]
    return words("📞 <b>Call: {store}</b>\n{reason}", store=card.seller.store, reason=reason)


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
    return Markup("{} {}").format(icon, name(value)) if value else Markup()


def _guide(words: Words) -> Markup:
    return words(
        "<b>What to ask</b>\n"
        "1. How is the store, and what keeps them from the seller page?\n"
        "2. Is an order, a payment or an upload stuck?\n"
        "3. What would help most this week? Agree on one next step."
    )


def _whatsapp(card: CallCard, words: Words, reader: Reader) -> tuple[tuple[Button, ...], ...]:
    seller = card.seller
    if seller.phone is None:
        return ()
    greeting = promised_call if card.reason is CallReason.ASKED else question
    text = greeting(seller, words.of(seller.language), reader)
    url = whatsapp_url(seller.phone, text)
    return ((Button(words.pgettext("button", "💬 WhatsApp"), url=url),),)


def outcome_name(outcome: CallOutcome, words: Words) -> Markup:
    """Say how a call ended."""
    return {
        CallOutcome.REACHED: words("✅ <b>Reached</b>"),
        CallOutcome.NO_ANSWER: words("📵 <b>No answer</b>"),
        CallOutcome.WRONG_NUMBER: words("❌ <b>Wrong number</b>"),
    }[outcome]


def _outcome_buttons(words: Words) -> dict[CallOutcome, str]:
    return {
        CallOutcome.REACHED: words.pgettext("button", "✅ Reached"),
        CallOutcome.NO_ANSWER: words.pgettext("button", "📵 No answer"),
        CallOutcome.WRONG_NUMBER: words.pgettext("button", "❌ Wrong number"),
    }


def _paragraphs(*parts: Markup) -> Markup:
    return Markup("\n\n").join(parts)
