"""Words for a broadcast: what a seller reads of it, and how it is written, checked and watched."""

from markupsafe import Markup, escape

from crm.broadcasts.payloads import (
    BroadcastCheck,
    BroadcastDeclined,
    BroadcastGivenUp,
    BroadcastMessage,
    BroadcastPressed,
    BroadcastPreview,
    BroadcastPrompt,
    Declined,
    Pressed,
    Readers,
)
from crm.broadcasts.rules import limit_of
from crm.followups.letters import Answer
from crm.tickets.rules import cut
from locales.languages import INDONESIAN
from views.actions import AnswerFollowUp, BroadcastStep, encode
from views.followups import answer_name
from views.languages import own_name
from views.layout import mention
from views.message import Button, EditText, Keyboard, Photo, Text, Toast
from views.rendering import Reader, view
from views.words import Words

MINUTE, HOUR = 60, 3600


@view(BroadcastMessage)
def broadcast_message(payload: BroadcastMessage, words: Words, _reader: Reader) -> Text | Photo:
    """Say what the supervisor wrote, as they wrote it, and how to hear no more."""
    stop = Button(
        answer_name(Answer.STOP, words), encode(AnswerFollowUp(payload.touch_id, Answer.STOP))
    )
    text = (payload.indonesian if words.language == INDONESIAN else "") or payload.text
    return _message(text, payload.photo, stop)


@view(BroadcastPreview)
def broadcast_preview(payload: BroadcastPreview, words: Words, _reader: Reader) -> Text | Photo:
    """Show the message as sellers of its language will see it; its button only says so."""
    label = answer_name(Answer.STOP, words.of(payload.language))
    return _message(payload.text, payload.photo, Button(label, encode(BroadcastStep(0, "sample"))))


@view(BroadcastPrompt)
def broadcast_prompt(payload: BroadcastPrompt, words: Words, _reader: Reader) -> Text:
    """Ask for the words; the phone of whoever is mentioned begins a reply by itself."""
    person = mention(payload.telegram_id, payload.name)
    html = words(
        "✍️ {name}, please reply to this message with the words in <b>{language}</b> (read by "
        "{count}): a text, or one photo with the text below it.\n\n"
        "A text may have 4,096 characters, below a photo 1,024. It is sent as it is, without bold "
        "or links behind words.",
        name=person,
        language=own_name(payload.language),
        count=words.number(payload.sellers),
    )
    hint = words.pgettext("hint", "The message to sellers")
    return Text(html, keyboard=Keyboard(reply=True, hint=hint))


@view(BroadcastDeclined)
def broadcast_declined(payload: BroadcastDeclined, words: Words, _reader: Reader) -> Text:
    """Say kindly why nothing comes of it, and what to do instead."""
    return Text(
        {
            Declined.NOT_SUPERVISOR: words(
                "🙏 Broadcasts are sent by supervisors. Please ask one of them."
            ),
            Declined.NO_WORDS: words(
                "✍️ There are no words in it. Please reply again with a text, or with a photo and "
                "the text below it."
            ),
            Declined.NO_INDONESIAN: words(
                "✍️ Please write the Indonesian words first: everybody reads them whose own "
                "language is missing."
            ),
            Declined.TOO_LONG: words(
                "📏 That is too long: {length} characters, and {limit} are possible. Please "
                "shorten it and reply once more. (Below a photo there is room for 1,024.)",
                length=words.number(payload.length),
                limit=words.number(payload.limit),
            ),
            Declined.NOT_TAKEN: words(
                "🙏 A broadcast is a text, or one photo with a text. Please reply again with that."
            ),
            Declined.ONE_PHOTO: words(
                "📷 A broadcast has one photo. I took the one that the words stand below."
            ),
            Declined.OVER: words(
                "⌛ That broadcast was confirmed or given up before. /siaran begins a new one."
            ),
        }[payload.why],
        reply_to=payload.reply_to,
    )


@view(BroadcastCheck)
def broadcast_check(payload: BroadcastCheck, words: Words, _reader: Reader) -> Text:
    """Say how many, who not, and how long; then ask."""
    heading = words("📣 <b>Send it to {count}?</b>", count=_sellers(payload.recipients, words))
    duration = words(
        "⏱ About {duration}, at {rate} messages a second.",
        duration=lasting(payload.seconds, words),
        rate=words.number(payload.rate),
    )
    html = Markup("\n\n").join(
        part
        for part in (heading, _languages(payload, words), _delayed(payload, words), duration)
        if part
    )
    yes, change, no = (
        Button(words.pgettext("button", "✅ Send it"), _step(payload.broadcast_id, "confirm")),
        Button(words.pgettext("button", "✏️ Change it"), _step(payload.broadcast_id, "change")),
        Button(words.pgettext("button", "✖️ Cancel"), _step(payload.broadcast_id, "giveup")),
    )
    return Text(html, buttons=((yes,), (change, no)) if payload.recipients else ((change, no),))


@view(BroadcastGivenUp)
def broadcast_given_up(payload: BroadcastGivenUp, words: Words, _reader: Reader) -> EditText:
    """Say that nothing was sent."""
    html = words("✖️ {name} gave this broadcast up. Nothing was sent.", name=payload.by)
    return EditText(payload.message_id, html)


@view(BroadcastPressed)
def broadcast_pressed(payload: BroadcastPressed, words: Words, _reader: Reader) -> Toast:
    """Say what came of it."""
    return Toast(
        {
            Pressed.DONE: words.pgettext("toast", "Noted."),
            Pressed.CONFIRMED: words.pgettext("toast", "On its way. You see here how far it is."),
            Pressed.PAUSED: words.pgettext("toast", "Paused: nothing leaves for now."),
            Pressed.RESUMED: words.pgettext("toast", "It goes on."),
            Pressed.CANCELLED: words.pgettext("toast", "Cancelled: nothing more leaves."),
            Pressed.NOT_SUPERVISOR: words.pgettext("toast", "Only supervisors decide about this."),
            Pressed.NOBODY: words.pgettext("toast", "Nobody can be reached with this choice."),
            Pressed.NO_INDONESIAN: words.pgettext("toast", "Write the Indonesian words first."),
            Pressed.GONE: words.pgettext("toast", "That choice is not there any more."),
            Pressed.OVER: words.pgettext("toast", "That was decided before."),
            Pressed.SAMPLE: words.pgettext(
                "toast", "A preview: with this button a seller stops such messages."
            ),
        }[payload.outcome]
    )


def lasting(seconds: int, words: Words) -> Markup:
    """Say how long something takes, as roughly as one says it."""
    if seconds < MINUTE:
        return words("a minute")
    if seconds < HOUR:
        return words.ngettext("{n} minute", "{n} minutes", round(seconds / MINUTE))
    return words.ngettext("{n} hour", "{n} hours", round(seconds / HOUR))


def _message(text: str, photo: str | None, stop: Button) -> Text | Photo:
    html = escape(cut(text, limit_of(photo=photo is not None)))
    if photo is None:
        return Text(html, buttons=((stop,),))
    return Photo(photo, html, buttons=((stop,),))


def _languages(payload: BroadcastCheck, words: Words) -> Markup:
    return Markup("\n").join(_reading(one, words) for one in payload.readers if one.sellers)


def _reading(one: Readers, words: Words) -> Markup:
    language, count = own_name(one.language), words.number(one.sellers)
    if one.written:
        return words("🗣 {language}: {count}", language=language, count=count)
    return words(
        "🗣 {language}: {count} (read the Indonesian words)", language=language, count=count
    )


def _delayed(payload: BroadcastCheck, words: Words) -> Markup:
    """Say who gets it later, and who not at all."""
    lines = (
        (
            payload.later,
            words(
                "📅 {count} have had a word already and get it on another day.",
                count=words.number(payload.later),
            ),
        ),
        (
            payload.at_night,
            words(
                "🌙 {count} get it at their next decent hour.",
                count=words.number(payload.at_night),
            ),
        ),
        (
            payload.enough,
            words(
                "🤫 Left out: {count} who have had two words this week.",
                count=words.number(payload.enough),
            ),
        ),
        (
            payload.silent,
            words(
                "🔕 Left out: {count} who want no messages.", count=words.number(payload.silent)
            ),
        ),
        (
            payload.blocked,
            words(
                "⛔ Left out: {count} who have blocked us.", count=words.number(payload.blocked)
            ),
        ),
        (
            payload.unasked,
            words(
                "✋ Left out: {count} who have not agreed yet.",
                count=words.number(payload.unasked),
            ),
        ),
    )
    return Markup("\n").join(line for count, line in lines if count)


def _sellers(count: int, words: Words) -> Markup:
    return words.ngettext("{n} seller", "{n} sellers", count)


def _step(broadcast_id: int, move: str) -> str:
    return encode(BroadcastStep(broadcast_id, move))
