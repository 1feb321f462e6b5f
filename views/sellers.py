"""Words for the first steps: language, consent, and an apology when we stumble."""

from markupsafe import Markup

from crm.sellers.payloads import (
    Apology,
    ConsentDeclined,
    ConsentNeeded,
    ConsentQuestion,
    LanguageChosen,
    LanguageQuestion,
)
from views.actions import AnswerConsent, Open, encode
from views.languages import INVITATION, language_buttons, own_name
from views.menu import home_row
from views.message import Button, EditText, Text, Toast
from views.rendering import Reader, view
from views.words import Words


def waiting_line(waiting: int, words: Words) -> Markup:
    """Say that what the person wrote is not lost; nothing where they wrote nothing."""
    if not waiting:
        return Markup()
    return words.ngettext(
        "✍️ We have kept your message and come back to it in a moment.",
        "✍️ We have kept your {n} messages and come back to them in a moment.",
        waiting,
    )


def paragraphs(*parts: Markup) -> Markup:
    """Join what there is, with a blank line between."""
    return Markup("\n\n").join(part for part in parts if part)


@view(Apology)
def apology(_payload: Apology, words: Words, _reader: Reader) -> Text:
    """Say sorry and what to do."""
    return Text(
        words(
            "Sorry, something went wrong on our side 🙏 Our team has been told.\n\n"
            "Please try once more in a few minutes."
        ),
        buttons=(home_row(words),),
    )


@view(LanguageQuestion)
def language_question(payload: LanguageQuestion, words: Words, reader: Reader) -> Text | EditText:
    """Greet a stranger and ask for their language; ask anybody else plainly."""
    question = (
        words(
            "Hello 👋 This is the seller helpdesk of <b>{marketplace}</b>. Which language shall "
            "we speak with you?",
            marketplace=reader.marketplace,
        )
        if payload.first
        else words("Which language shall we speak with you?")
    )
    html = paragraphs(question, waiting_line(payload.waiting, words), INVITATION)
    buttons = language_buttons(payload.province, payload.page, words, written=payload.written)
    if payload.message_id is not None:
        return EditText(payload.message_id, html, buttons=buttons)
    return Text(html, buttons=buttons)


@view(LanguageChosen)
def language_chosen(_payload: LanguageChosen, words: Words, _reader: Reader) -> Toast:
    """Confirm the language by its own name."""
    return Toast(own_name(words.language))


@view(ConsentQuestion)
def consent_question(payload: ConsentQuestion, words: Words, _reader: Reader) -> Text:
    """Say what is kept and why, and ask."""
    html = paragraphs(
        words(
            "Before we begin, one question 🙏\n\n"
            "To help you, we keep what you write and send here, so that our team can read it and "
            "answer. We use it only to help you and your store.\n\n"
            "Is that all right with you?"
        ),
        waiting_line(payload.waiting, words),
    )
    return Text(
        html,
        buttons=(
            (Button(words.pgettext("button", "✅ Yes, I agree"), encode(AnswerConsent(1))),),
            (Button(words.pgettext("button", "🙏 No, do not keep it"), encode(AnswerConsent(0))),),
        ),
    )


@view(ConsentDeclined)
def consent_declined(_payload: ConsentDeclined, words: Words, _reader: Reader) -> Text:
    """Respect a no: say what it means and leave the door open."""
    return Text(
        words(
            "That is all right 🙏 Our team sees nothing of what you have written here.\n\n"
            "This also means that we cannot take reports from you in this chat. You can still "
            "read how we help and choose your language. If you change your mind, press "
            "<b>{agree}</b> at any time.",
            agree=_agree(words).label,
        ),
        buttons=((_agree(words),), _reading(words)),
    )


@view(ConsentNeeded)
def consent_needed(payload: ConsentNeeded, words: Words, _reader: Reader) -> Text:
    """Lead back to consent, and say that what was just written went nowhere."""
    if payload.said:
        html = words(
            "Thank you for writing 🙏 You did not want us to keep your messages, so our team "
            "has not seen this one.\n\n"
            "If you would like our help, press <b>{agree}</b> and then send it once more.",
            agree=_agree(words).label,
        )
    else:
        html = words(
            "For this our team must be able to read what you write. Is that all right with you "
            "now? Then press <b>{agree}</b>.",
            agree=_agree(words).label,
        )
    return Text(html, buttons=((_agree(words),), _reading(words)))


def _agree(words: Words) -> Button:
    return Button(words.pgettext("button", "✅ I agree"), encode(AnswerConsent(1)))


def _reading(words: Words) -> tuple[Button, ...]:
    return (
        Button(words.pgettext("button", "❓ Help"), encode(Open("help"))),
        Button(words.pgettext("button", "🌐 Language"), encode(Open("language"))),
    )
