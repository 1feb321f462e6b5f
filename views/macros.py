"""Words for answering a seller by a macro: what suits, what they would read, what was sent."""

from markupsafe import Markup

from crm.macros.payloads import (
    MacroLine,
    MacroOffer,
    MacroPressed,
    MacroPreview,
    MacroSent,
    Pressed,
)
from crm.macros.starters import Starter
from crm.tickets.rules import ICONS, cut
from views.actions import OfferMacros, PreviewMacro, SendMacro, encode
from views.categories import category_name
from views.languages import own_name
from views.macro_words import macro_text
from views.message import Button, EditText, Text, Toast
from views.rendering import Reader, view
from views.words import Words

LABEL = 40
"""How much of a macro's name stands on a button."""


@view(MacroOffer)
def macro_offer(payload: MacroOffer, words: Words, _reader: Reader) -> EditText | Text:
    """Offer what suits the ticket, each with a look at it first."""
    html = words(
        "💬 <b>Answers for #{number}</b> · {icon} {category}\n"
        "Choose one to see what the seller will read. /balasan has them all.",
        number=payload.ticket_id,
        icon=ICONS[payload.category],
        category=category_name(payload.category, words),
    )
    if not payload.lines:
        html = words(
            "There is no answer for such reports yet. Supervisors write them by /balasan."
        )
    rows = tuple(
        (Button(label(one, words), encode(PreviewMacro(payload.ticket_id, one.macro_id))),)
        for one in payload.lines
    )
    if payload.message_id is None:
        return Text(html, buttons=rows)
    return EditText(payload.message_id, html, buttons=rows)


@view(MacroPreview)
def macro_preview(payload: MacroPreview, words: Words, reader: Reader) -> EditText:
    """Show the Indonesian beside what the seller will read."""
    said = quote(macro_text(payload.said, payload.fillings, words, reader))
    blocks = [words("👀 <b>{name}</b>", name=title(payload.line, words))]
    if payload.said.language == payload.indonesian.language:
        if payload.language != payload.said.language:
            blocks.append(
                words(
                    "⚠️ Nothing is written in {language} yet, so the seller reads Indonesian.",
                    language=own_name(payload.language),
                )
            )
    else:
        indonesian = quote(macro_text(payload.indonesian, payload.fillings, words, reader))
        blocks.append(words("In Indonesian:\n{text}", text=indonesian))
    blocks.append(
        words(
            "The seller reads ({language}):\n{text}",
            language=own_name(payload.said.language),
            text=said,
        )
    )
    send = SendMacro(payload.ticket_id, payload.line.macro_id)
    row = (
        Button(words.pgettext("button", "📨 Send"), encode(send)),
        Button(words.pgettext("button", "⬅️ Back"), encode(OfferMacros(payload.ticket_id, here=1))),
    )
    return EditText(payload.message_id, Markup("\n\n").join(blocks), buttons=(row,))


@view(MacroSent)
def macro_sent(payload: MacroSent, words: Words, reader: Reader) -> EditText:
    """Show what the seller was sent, by whom."""
    html = words(
        "✅ {staff} sent this to the seller (<b>{name}</b>):\n{text}",
        staff=payload.fillings.staff,
        name=title(payload.line, words),
        text=quote(macro_text(payload.said, payload.fillings, words, reader)),
    )
    return EditText(payload.message_id, html)


@view(MacroPressed)
def macro_pressed(payload: MacroPressed, words: Words, _reader: Reader) -> Toast:
    """Say what a press came to."""
    text = {
        Pressed.DONE: words.pgettext("toast", "Done."),
        Pressed.SENT: words.pgettext("toast", "Sent to the seller."),
        Pressed.SENT_ALREADY: words.pgettext("toast", "This answer has been sent already."),
        Pressed.UNREACHABLE: words.pgettext("toast", "The seller has left. Nothing was sent."),
        Pressed.NOT_SUPERVISOR: words.pgettext("toast", "Supervisors write these answers."),
        Pressed.NO_WORDS: words.pgettext("toast", "Please write the Indonesian words first."),
        Pressed.TOO_MANY: words.pgettext(
            "toast", "There are {limit} already, more do not fit. Please choose another category."
        ),
        Pressed.GONE: words.pgettext("toast", "This is not there any more."),
    }[payload.outcome]
    return Toast(text.format(limit=payload.limit))


def title(line: MacroLine, words: Words) -> str:
    """Return what staff know a macro by."""
    called = starter_name(line.starter, words) if line.starter else line.name
    return cut(called, LABEL).strip() or "…"


def label(line: MacroLine, words: Words) -> str:
    """Return a macro's name on a button, and whether it is switched off."""
    return title(line, words) if line.active else f"🔕 {title(line, words)}"


def quote(html: Markup) -> Markup:
    """Show what is, or would be, read elsewhere."""
    return Markup("<blockquote>{}</blockquote>").format(html)


def starter_name(starter: Starter, words: Words) -> str:
    """Name a macro that Sapa brings along."""
    return {
        Starter.GREETING: words.pgettext("button", "👋 Greeting"),
        Starter.SCREENSHOT: words.pgettext("button", "📱 Photo of the screen"),
        Starter.THANK_YOU: words.pgettext("button", "😊 Thank you"),
        Starter.TRY_AGAIN: words.pgettext("button", "🔑 Try to log in"),
        Starter.ORDER_NUMBER: words.pgettext("button", "🧾 Number of the order"),
        Starter.PAYOUT_CHECKED: words.pgettext("button", "💳 Payout is checked"),
        Starter.PAYOUT_SENT: words.pgettext("button", "💳 Payout is sent"),
        Starter.COURIER_ASKED: words.pgettext("button", "🚚 Courier is asked"),
        Starter.PRODUCT_APPROVED: words.pgettext("button", "📦 Product approved"),
        Starter.BRIGHTER_PHOTO: words.pgettext("button", "📷 Brighter photo"),
    }[starter]
