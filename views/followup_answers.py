"""Words for what follows an answer: a small step against an obstacle, a rest, silence."""

from collections.abc import Callable

from markupsafe import Markup

from crm.followups.letters import Answer
from crm.followups.payloads import (
    HelpKnown,
    LaterIsFine,
    ObstacleHeard,
    OtherQuestion,
    RestNoted,
    RestQuestion,
    StopQuestion,
    WritingGoesOn,
)
from views.actions import (
    DialogStep,
    HelpFollowUp,
    KeepWriting,
    MakeReport,
    Proactive,
    RestStore,
    encode,
)
from views.menu import home_row, write_again
from views.message import Button, Text, Toast
from views.rendering import Reader, view
from views.upload_rows import begin_button
from views.words import Words


@view(LaterIsFine)
def later_is_fine(_payload: LaterIsFine, words: Words, _reader: Reader) -> Text:
    """Leave it at that."""
    return Text(
        words(
            "That is all right, take your time 🙏\n\n"
            "We do not ask any further for now. Whenever you need us, just write here."
        ),
        buttons=(home_row(words),),
    )


@view(ObstacleHeard)
def obstacle_heard(payload: ObstacleHeard, words: Words, reader: Reader) -> Text:
    """Thank, name one small step, and offer help where staff can help at once."""
    step = _STEPS.get(payload.obstacle, _no_step)(words, reader)
    if not payload.helped:
        return Text(step, buttons=(home_row(words),))
    offer = words("Shall we do it together? One tap, and our team writes to you here.")
    yes = Button(
        words.pgettext("button", "🤝 Yes, please help"),
        encode(HelpFollowUp(payload.question, payload.obstacle.value)),
    )
    together = ((begin_button(words),),) if payload.obstacle is Answer.NO_PHOTOS else ()
    rows = (*together, (yes,), home_row(words))
    return Text(Markup("\n\n").join((step, offer)), buttons=rows)


@view(RestQuestion)
def rest_question(payload: RestQuestion, words: Words, reader: Reader) -> Text:
    """Ask how long the store rests; there is no wrong answer."""
    return Text(
        words(
            "Thank you for telling us 🙏\n\n"
            "Does <b>{store}</b> rest for good, or only for now? Either way we leave you in "
            "peace.",
            store=reader.store,
        ),
        buttons=(
            (
                Button(
                    words.pgettext("button", "🚪 For good"), encode(RestStore(payload.question, 1))
                ),
                Button(
                    words.pgettext("button", "🌱 For now"), encode(RestStore(payload.question, 0))
                ),
            ),
        ),
    )


@view(RestNoted)
def rest_noted(payload: RestNoted, words: Words, reader: Reader) -> Text:
    """Say goodbye with the way back, or wish a good rest."""
    if payload.for_good:
        html = words(
            "Thank you for all that you did with <b>{store}</b> 🙏\n\n"
            "From now on we will not write to you on our own. If you begin again some day, press "
            "the button below or send /lanjut: our door is open.",
            store=reader.store,
        )
        return Text(html, buttons=((write_again(words),), home_row(words)))
    html = words(
        "We wish <b>{store}</b> a good rest 🌱\n\n"
        "We do not ask any further for now. Whenever you go on, just write here.",
        store=reader.store,
    )
    return Text(html, buttons=(home_row(words),))


@view(OtherQuestion)
def other_question(_payload: OtherQuestion, words: Words, _reader: Reader) -> Text:
    """Ask for their own words, or a picture, or their voice."""
    return Text(
        words(
            "What makes it hard at the moment? Please tell us in your own words, or send a photo "
            "or a voice message.\n\n"
            "Our team reads it and answers you here."
        ),
        buttons=((Button(words.pgettext("button", "✖️ Cancel"), encode(DialogStep("cancel"))),),),
    )


@view(StopQuestion)
def stop_question(payload: StopQuestion, words: Words, _reader: Reader) -> Text:
    """Ask once, and say what stays; offer another way where that may not be what was meant."""
    other = words.pgettext("button", "💬 Something else")
    otherwise = (
        ((Button(other, encode(MakeReport(payload.message_id, 1))),),)
        if payload.message_id is not None
        else ()
    )
    return Text(
        words(
            "Shall we stop writing to you on our own?\n\n"
            "You can still write to us at any time, and our answers and news about your reports "
            "still reach you."
        ),
        buttons=(
            (Button(words.pgettext("button", "🔕 Yes, stop"), encode(Proactive(0))),),
            (Button(words.pgettext("button", "🔔 No, go on"), encode(KeepWriting())),),
            *otherwise,
        ),
    )


@view(WritingGoesOn)
def writing_goes_on(_payload: WritingGoesOn, words: Words, _reader: Reader) -> Text:
    """Say that all stays as it was."""
    return Text(
        words(
            "All right, we write to you now and then, as before 😊\n\n"
            "Send /berhenti whenever that is too much."
        ),
        buttons=(home_row(words),),
    )


@view(HelpKnown)
def help_known(payload: HelpKnown, words: Words, _reader: Reader) -> Toast:
    """Say that the help is on its way."""
    return Toast(
        words.pgettext(
            "toast", "Our team has that already, as #{number}.", number=payload.ticket_id
        )
    )


def _no_time(words: Words, _reader: Reader) -> Markup:
    return words(
        "Thank you for telling us. You have a lot to do, and a store takes time too.\n\n"
        "A small step: ten minutes once a week, always on the same evening, are enough for one "
        "product."
    )


def _hard_app(words: Words, _reader: Reader) -> Markup:
    return words(
        "Thank you for telling us. Many sellers find the app hard at first.\n\n"
        "A small step: take a photo of the screen where you are stuck and send it here. We show "
        "you where to tap."
    )


def _no_photos(words: Words, _reader: Reader) -> Markup:
    return words(
        "Thank you for telling us. Good photos are a craft of their own.\n\n"
        "A small step: put one product on a plain cloth by the window in the morning, and take "
        "its photo. Your phone is good enough."
    )


def _no_stock(words: Words, _reader: Reader) -> Markup:
    return words(
        "Thank you for telling us. That happens to every store.\n\n"
        "A small step: set the stock of what is sold out to zero, and write how many days you "
        "need to make it anew. So buyers can wait for it."
    )


def _no_buyers(words: Words, reader: Reader) -> Markup:
    return words(
        "Thank you for telling us. Waiting for buyers is hard.\n\n"
        "A small step: send the link of <b>{store}</b> to five customers or friends today, and "
        "give your best product a second photo.",
        store=reader.store,
    )


def _shipping(words: Words, _reader: Reader) -> Markup:
    return words(
        "Thank you for telling us. Many sellers worry about shipping.\n\n"
        "A small step: weigh the parcel with its packing and enter that weight. A wrong one "
        "often makes shipping dearer than it is."
    )


def _no_step(words: Words, _reader: Reader) -> Markup:
    return words("Thank you for telling us. Whenever you need us, just write here.")


_STEPS: dict[Answer, Callable[[Words, Reader], Markup]] = {
    Answer.NO_TIME: _no_time,
    Answer.HARD_APP: _hard_app,
    Answer.NO_PHOTOS: _no_photos,
    Answer.NO_STOCK: _no_stock,
    Answer.NO_BUYERS: _no_buyers,
    Answer.SHIPPING: _shipping,
}
