"""The buttons below a call's card."""

from collections.abc import Sequence

from crm.calls.payloads import CallAsk, CallCard
from crm.calls.rules import Later
from crm.followups.letters import OBSTACLES, Answer
from models.calls import CallOutcome
from models.tickets import Category
from views.actions import CallHinder, CallLater, CallProblem, CloseCall, MoveCall, encode
from views.categories import category_label
from views.followups import answer_name
from views.message import Button
from views.words import Words

Rows = tuple[tuple[Button, ...], ...]
HINDERS = (*(one for one in Answer if one in OBSTACLES), Answer.FINE)


def caller_buttons(card: CallCard, ask: CallAsk, words: Words) -> Rows:
    """Return what a caller can press on an open call's card."""
    number = card.task_id
    back = Button(words.pgettext("button", "⬅️ Back"), encode(MoveCall(number, "back")))
    match ask:
        case CallAsk.OUTCOME:
            return _outcomes(card, words)
        case CallAsk.WHEN:
            return (*_in_pairs(_moments(number, words)), (back,))
        case CallAsk.CATEGORY:
            categories = [
                Button(category_label(one, words), encode(CallProblem(number, one.value)))
                for one in Category
            ]
            return (*_in_pairs(categories), (back,))


def hinder_buttons(task_id: int, chosen: Sequence[Answer], words: Words) -> Rows:
    """Return what may hinder a seller who was reached, with a tick at what they said."""
    return _in_pairs(
        [
            Button(
                f"✔️ {answer_name(one, words)}" if one in chosen else answer_name(one, words),
                encode(CallHinder(task_id, one.value)),
            )
            for one in HINDERS
        ]
    )


def _outcomes(card: CallCard, words: Words) -> Rows:
    number = card.task_id
    taken = (
        Button(words.pgettext("button", "↩️ Put back"), encode(MoveCall(number, "release")))
        if card.holder
        else Button(words.pgettext("button", "🙋 I call"), encode(MoveCall(number, "take")))
    )
    labels = {
        CallOutcome.REACHED: words.pgettext("button", "✅ Reached"),
        CallOutcome.NO_ANSWER: words.pgettext("button", "📵 No answer"),
        CallOutcome.WRONG_NUMBER: words.pgettext("button", "❌ Wrong number"),
        CallOutcome.SOLVED: words.pgettext("button", "👌 Already solved"),
    }
    ends = {one: Button(label, encode(CloseCall(number, one))) for one, label in labels.items()}
    later = Button(words.pgettext("button", "⏰ Call back"), encode(MoveCall(number, "later")))
    problem = Button(words.pgettext("button", "🛠 A problem"), encode(MoveCall(number, "problem")))
    return (
        (ends[CallOutcome.REACHED], ends[CallOutcome.NO_ANSWER]),
        (problem, later),
        (ends[CallOutcome.WRONG_NUMBER], ends[CallOutcome.SOLVED]),
        (taken,),
    )


def _moments(task_id: int, words: Words) -> list[Button]:
    labels = {
        Later.HOUR: words.pgettext("button", "In an hour"),
        Later.AFTERNOON: words.pgettext("button", "This afternoon"),
        Later.MORNING: words.pgettext("button", "Tomorrow morning"),
        Later.NEXT_AFTERNOON: words.pgettext("button", "Tomorrow afternoon"),
        Later.DAYS: words.pgettext("button", "In three days"),
    }
    return [Button(label, encode(CallLater(task_id, when))) for when, label in labels.items()]


def _in_pairs(buttons: Sequence[Button]) -> Rows:
    return tuple(tuple(buttons[at : at + 2]) for at in range(0, len(buttons), 2))
