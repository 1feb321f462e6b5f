"""Words for follow-ups and for what their buttons are answered with."""

from markupsafe import Markup

from crm.followups.payloads import (
    AnswerKnown,
    CallPromised,
    GladYouAreFine,
    NotYourFollowUp,
    Nudge,
)
from crm.followups.rules import Answer
from views.actions import AnswerFollowUp, Open, OpenMenu, encode
from views.message import Button, Text, Toast
from views.rendering import Reader, view
from views.words import Words


@view(Nudge)
def nudge(payload: Nudge, words: Words, reader: Reader) -> Text:
    """Ask how the store is; nothing in it may sound like a reproach."""
    html = _how_are_you(words, reader) if payload.by_staff else _long_not_seen(words, reader)
    labels = _labels(words)
    return Text(
        html,
        buttons=tuple(
            (Button(labels[answer], encode(AnswerFollowUp(payload.followup_id, answer.value))),)
            for answer in Answer
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


def _long_not_seen(words: Words, reader: Reader) -> Markup:
    if reader.name:
        return words(
            "Hello {name} 👋\n\n"
            "How is <b>{store}</b> doing? It has been a while since we saw you at {marketplace}, "
            "and we would love to hear from you.\n\n"
            "Is there anything we can help with? One tap is enough.",
            name=reader.name,
            store=reader.store,
            marketplace=reader.marketplace,
        )
    return words(
        "Hello 👋\n\n"
        "How is <b>{store}</b> doing? It has been a while since we saw you at {marketplace}, "
        "and we would love to hear from you.\n\n"
        "Is there anything we can help with? One tap is enough.",
        store=reader.store,
        marketplace=reader.marketplace,
    )


def _how_are_you(words: Words, reader: Reader) -> Markup:
    if reader.name:
        return words(
            "Hello {name} 👋\n\n"
            "How is <b>{store}</b> doing? We at {marketplace} would love to hear from you.\n\n"
            "Is there anything we can help with? One tap is enough.",
            name=reader.name,
            store=reader.store,
            marketplace=reader.marketplace,
        )
    return words(
        "Hello 👋\n\n"
        "How is <b>{store}</b> doing? We at {marketplace} would love to hear from you.\n\n"
        "Is there anything we can help with? One tap is enough.",
        store=reader.store,
        marketplace=reader.marketplace,
    )


def _labels(words: Words) -> dict[Answer, str]:
    return {
        Answer.FINE: words.pgettext("button", "😊 I am fine"),
        Answer.PROBLEM: words.pgettext("button", "🙋 I have a problem"),
        Answer.CALL: words.pgettext("button", "📞 Please call me"),
        Answer.STOP: words.pgettext("button", "🔕 Stop writing to me"),
    }


def _menu(words: Words) -> tuple[Button, ...]:
    return (
        Button(words.pgettext("button", "🙋 Report a problem"), encode(Open("report"))),
        Button(words.pgettext("button", "🏠 Menu"), encode(OpenMenu())),
    )
