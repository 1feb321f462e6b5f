"""What a seller presses under a follow-up."""

from collections.abc import Awaitable, Callable

from crm.calls.rules import next_office_hour
from crm.followups import answering
from crm.followups.holidays import public_holidays
from crm.followups.letters import Answer
from crm.followups.payloads import (
    AnswerKnown,
    CallPromised,
    GladYouAreFine,
    NotYourFollowUp,
)
from crm.sellers.menu import ProactiveStopped
from handlers.turn import Turn
from models import Seller
from views.actions import Action, AnswerFollowUp

REPORT = "report"
"""The dialog in which a problem is told."""


async def answer(turn: Turn, action: AnswerFollowUp) -> None:
    """Keep the answer and do what it asks for."""
    seller = turn.seller
    if seller is None or action.answer not in set(Answer):
        turn.toast(NotYourFollowUp())
        return
    chosen = Answer(action.answer)
    try:
        await answering.answer(
            turn.session,
            touch_id=action.touch_id,
            seller=seller,
            answer=chosen,
            now=turn.now,
        )
    except answering.FollowUpNotYours:
        turn.toast(NotYourFollowUp())
    except answering.AlreadyAnswered:
        turn.toast(AnswerKnown())
    else:
        await _RESPONSES[chosen](turn, seller)


async def _fine(turn: Turn, _seller: Seller) -> None:
    turn.reply(GladYouAreFine())


async def _problem(turn: Turn, _seller: Seller) -> None:
    if turn.dialog is not None and turn.dialog.name == REPORT and not turn.dialogs.expired(turn):
        await turn.dialogs.ask(turn)
    else:
        await turn.dialogs.start(turn, REPORT)


async def _call(turn: Turn, seller: Seller) -> None:
    office = turn.services.settings.timezone
    at = next_office_hour(turn.now, office, public_holidays())
    turn.reply(CallPromised(phone=seller.phone, at=at))


async def _stop(turn: Turn, _seller: Seller) -> None:
    turn.reply(ProactiveStopped())


_RESPONSES: dict[Answer, Callable[[Turn, Seller], Awaitable[None]]] = {
    Answer.FINE: _fine,
    Answer.PROBLEM: _problem,
    Answer.CALL: _call,
    Answer.STOP: _stop,
}

PRESSES: dict[type[Action], Callable[[Turn, AnswerFollowUp], Awaitable[None]]] = {
    AnswerFollowUp: answer
}
