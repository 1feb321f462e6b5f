"""Words for follow-ups and for what their buttons are answered with."""

from crm.followups.letters import Answer
from crm.followups.payloads import (
    AnswerKnown,
    CallPromised,
    FollowUpMessage,
    GladYouAreFine,
    NotYourFollowUp,
)
from views.actions import AnswerFollowUp, Open, OpenMenu, encode
from views.followup_words import letter_words
from views.message import Button, Text, Toast
from views.rendering import Reader, view
from views.words import Words


@view(FollowUpMessage)
def follow_up(payload: FollowUpMessage, words: Words, reader: Reader) -> Text:
    """Say what the letter says, with the answers as buttons."""
    return Text(
        letter_words(payload.letter, words, reader, payload.draft).html,
        buttons=tuple(
            (Button(answer_name(answer, words), encode(AnswerFollowUp(payload.touch_id, answer))),)
            for answer in payload.answers
        ),
    )


@view(GladYouAreFine)
def glad_you_are_fine(_payload: GladYouAreFine, words: Words, reader: Reader) -> Text:
    """Thank, and leave the door open."""
    return Text(
        words(
            "That is good to hear, thank you! 😊\n\n"
            "We wish <b>{store}</b> many orders. Whenever you need us, just write here.",
            store=reader.store,
        ),
        buttons=(_menu(words),),
    )


@view(CallPromised)
def call_promised(payload: CallPromised, words: Words, reader: Reader) -> Text:
    """Say who will call, when and on which number; without a number, ask for one."""
    if payload.phone is None:
        html = words(
            "We would be glad to call you 📞\n\n"
            "We do not have your phone number yet: please write it here, and our team will see it."
        )
    elif payload.at <= reader.now:
        html = words(
            "With pleasure 📞\n\n"
            "Our team is at work now and will call you on {phone} as soon as someone is free.\n\n"
            "Is that not the right number? Write the right one here.",
            phone=payload.phone,
        )
    else:
        html = words(
            "With pleasure 📞\n\n"
            "Our team is at work again from <b>{moment}</b> (your local time) and will then call "
            "you on {phone}.\n\n"
            "Is that not the right number? Write the right one here.",
            moment=words.moment(payload.at, reader.zone),
            phone=payload.phone,
        )
    return Text(html, buttons=(_menu(words),))


@view(AnswerKnown)
def answer_known(_payload: AnswerKnown, words: Words, _reader: Reader) -> Toast:
    """Say that the answer has arrived before."""
    return Toast(words.pgettext("toast", "We have noted that already, thank you!"))


@view(NotYourFollowUp)
def not_your_follow_up(_payload: NotYourFollowUp, words: Words, _reader: Reader) -> Toast:
    """Say that the question was for somebody else."""
    return Toast(words.pgettext("toast", "This question was meant for another store."))


def answer_name(answer: Answer, words: Words) -> str:
    """Name an answer as its button does."""
    return {
        Answer.FINE: words.pgettext("button", "😊 I am fine"),
        Answer.PROBLEM: words.pgettext("button", "🙋 I have a problem"),
        Answer.CALL: words.pgettext("button", "📞 Please call me"),
        Answer.STOP: words.pgettext("button", "🔕 Stop writing to me"),
        Answer.UPLOAD: words.pgettext("button", "📷 Help me upload"),
        Answer.RESUME: words.pgettext("button", "▶️ Continue the listing"),
        Answer.LATER: words.pgettext("button", "🕑 Not now"),
        Answer.NO_TIME: words.pgettext("button", "⏳ No time"),
        Answer.HARD_APP: words.pgettext("button", "📱 The app is hard"),
        Answer.NO_PHOTOS: words.pgettext("button", "📷 Photos are hard"),
        Answer.NO_STOCK: words.pgettext("button", "📦 No stock"),
        Answer.NO_BUYERS: words.pgettext("button", "🛒 No buyers"),
        Answer.SHIPPING: words.pgettext("button", "🚚 Shipping is dear"),
        Answer.CLOSED: words.pgettext("button", "🚪 My store rests"),
        Answer.OTHER: words.pgettext("button", "💬 Something else"),
    }[answer]


def _menu(words: Words) -> tuple[Button, ...]:
    return (
        Button(words.pgettext("button", "🙋 Report a problem"), encode(Open("report"))),
        Button(words.pgettext("button", "🏠 Menu"), encode(OpenMenu())),
    )
