"""What is said to staff who press on a call, or write down a problem."""

from crm.calls.payloads import (
    CallNoted,
    CallPress,
    CallPressed,
    CallProblemKept,
    CallProblemNeedsWords,
    CallProblemPrompt,
    CallProblemTooLate,
)
from models.calls import CallOutcome
from views.categories import category_name
from views.layout import mention
from views.message import Keyboard, Text, Toast
from views.rendering import Reader, view
from views.words import Words, name


@view(CallNoted)
def call_noted(payload: CallNoted, words: Words, _reader: Reader) -> Toast:
    """Confirm the outcome, and say when the seller is called again."""
    if payload.again_at is not None:
        moment = words.moment(payload.again_at, payload.zone)
        again = words.pgettext("toast", "Noted. It is on the list again from {moment} (there).")
        return Toast(again.format(moment=moment))
    return Toast(
        {
            CallOutcome.REACHED: words.pgettext("toast", "Noted: reached. Thank you!"),
            CallOutcome.NO_ANSWER: words.pgettext("toast", "Noted: no answer."),
            CallOutcome.WRONG_NUMBER: words.pgettext(
                "toast", "Noted: wrong number. /perbaiki lists it."
            ),
            CallOutcome.PROBLEM: words.pgettext("toast", "Noted: a problem."),
            CallOutcome.WITHDRAWN: words.pgettext("toast", "Noted: no longer needed."),
            CallOutcome.CALL_BACK: words.pgettext("toast", "Noted: call again."),
            CallOutcome.SOLVED: words.pgettext("toast", "Noted: already solved."),
        }[payload.outcome]
    )


@view(CallPressed)
def call_pressed(payload: CallPressed, words: Words, _reader: Reader) -> Toast:
    """Say what a press came to."""
    text = {
        CallPress.TAKEN: words.pgettext("toast", "The call is yours for half an hour."),
        CallPress.RELEASED: words.pgettext("toast", "The call is on the list again."),
        CallPress.HELD: words.pgettext("toast", "{name} has this call just now."),
        CallPress.NOT_OPEN: words.pgettext(
            "toast", "This call is done, or no longer needed. /telepon shows the others."
        ),
        CallPress.PROMPTED: words.pgettext("toast", "Reply to the message below."),
        CallPress.HINDERED: words.pgettext("toast", "Noted."),
    }[payload.outcome]
    return Toast(text.format(name=name(payload.by)))


@view(CallProblemPrompt)
def call_problem_prompt(payload: CallProblemPrompt, words: Words, _reader: Reader) -> Text:
    """Ask the caller by name for a line about the problem."""
    person = mention(payload.telegram_id, payload.name)
    html = words(
        "🛠 {person}, what does <b>{store}</b> need ({category})? Reply to this message with a "
        "line or two: I make a report of it.",
        person=person,
        store=payload.store,
        category=category_name(payload.category, words),
    )
    hint = words.pgettext("hint", "What the seller told you")
    return Text(html, keyboard=Keyboard(reply=True, hint=hint))


@view(CallProblemKept)
def call_problem_kept(payload: CallProblemKept, words: Words, _reader: Reader) -> Text:
    """Say which report it became."""
    return Text(
        words(
            "🛠 Report #{number} of <b>{store}</b> is made. Thank you!",
            number=payload.ticket_id,
            store=payload.store,
        )
    )


@view(CallProblemNeedsWords)
def call_problem_needs_words(
    _payload: CallProblemNeedsWords, words: Words, _reader: Reader
) -> Text:
    """Ask for words."""
    return Text(words("🛠 Please reply to the question with words: a line is enough."))


@view(CallProblemTooLate)
def call_problem_too_late(_payload: CallProblemTooLate, words: Words, _reader: Reader) -> Text:
    """Say that nothing was made of it, and what to do instead."""
    return Text(
        words(
            "⚠️ This call has another outcome by now, so I made no report. Look the seller up "
            "with /seller, and write or note it there."
        )
    )
