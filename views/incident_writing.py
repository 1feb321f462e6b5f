"""Words for what staff write to all sellers of an incident: asked for, shown again, declined."""

from crm.incidents.payloads import (
    IncidentDeclined,
    IncidentDraft,
    IncidentEnding,
    IncidentPrompt,
    NoAnswer,
)
from views.actions import IncidentStep, SendIncidentAnswer, encode
from views.layout import mention, quoted
from views.message import Button, Keyboard, Text
from views.rendering import Reader, view
from views.words import Words


@view(IncidentPrompt)
def incident_prompt(payload: IncidentPrompt, words: Words, _reader: Reader) -> Text:
    """Ask for the words; the phone of whoever is mentioned begins a reply by itself."""
    person = mention(payload.telegram_id, payload.name)
    html = words(
        "✍️ {name}, please reply to this message with what all {count} sellers of incident "
        "{number} shall read. It is a text, and sent as it is: best in simple Indonesian.",
        name=person,
        count=words.number(payload.sellers),
        number=payload.incident_id,
    )
    hint = words.pgettext("hint", "The answer to all")
    return Text(html, keyboard=Keyboard(reply=True, hint=hint))


@view(IncidentDraft)
def incident_draft(payload: IncidentDraft, words: Words, _reader: Reader) -> Text:
    """Show what would be sent, and to how many."""
    html = words(
        "📣 Incident {number}: shall {count} sellers read this?\n\n{text}",
        number=payload.incident_id,
        count=words.number(payload.sellers),
        text=quoted(payload.text),
    )
    send = Button(
        words.pgettext("button", "📨 Send to all"),
        encode(SendIncidentAnswer(payload.incident_id, payload.number)),
    )
    return Text(html, buttons=((send,),), reply_to=payload.reply_to)


@view(IncidentEnding)
def incident_ending(payload: IncidentEnding, words: Words, _reader: Reader) -> Text:
    """Ask once more before all are told that it is over."""
    html = words(
        "✅ Incident {number}: call all its unfinished reports ({count}) resolved? Each seller is "
        "told, asked for stars, and can open their report again.",
        number=payload.incident_id,
        count=words.number(payload.unfinished),
    )
    yes = Button(
        words.pgettext("button", "✅ Yes, resolve all"),
        encode(IncidentStep(payload.incident_id, "resolve")),
    )
    return Text(html, buttons=((yes,),))


@view(IncidentDeclined)
def incident_declined(payload: IncidentDeclined, words: Words, _reader: Reader) -> Text:
    """Say why nobody was told, and what to do instead."""
    return Text(
        {
            NoAnswer.NO_WORDS: words(
                "✍️ Nobody was told this: an answer to all is a text. Please reply once more, in "
                "words."
            ),
            NoAnswer.TOO_LONG: words(
                "📏 That is too long: {length} characters, and {limit} are possible. Please "
                "shorten it and reply once more.",
                length=words.number(payload.length),
                limit=words.number(payload.limit),
            ),
            NoAnswer.OVER: words(
                "⌛ Nobody was told this: the incident is not open. /insiden shows those that are."
            ),
        }[payload.why],
        reply_to=payload.reply_to,
    )
