"""What a seller presses under a follow-up, and the words that they add."""

from collections.abc import Awaitable, Callable
from typing import Any

from crm.calls.rules import next_office_hour
from crm.followups import answering, helping
from crm.followups.holidays import public_holidays
from crm.followups.letters import Answer
from crm.followups.obstacles import HELP
from crm.followups.payloads import (
    AnswerKnown,
    CallPromised,
    GladYouAreFine,
    HelpKnown,
    LaterIsFine,
    NotYourFollowUp,
    ObstacleHeard,
    OtherQuestion,
    RestNoted,
    RestQuestion,
)
from crm.outbox.payload import Payload
from crm.sellers.menu import MenuNote, OldButton, ProactiveStopped
from crm.tickets.receiving import received
from crm.uploads import drafts
from handlers import hearing, languages, offering, onboarding, relay, silence
from handlers.dialogs.engine import DONE, STAY, Answers, DialogPlan, Said, Step
from handlers.home import home
from handlers.turn import Turn
from handlers.tying import TOUCH
from handlers.uploading import entrance
from models import Seller
from views.actions import Action, AnswerFollowUp, DialogStep, HelpFollowUp, RestStore, ResumeUpload

OTHER, WORDS = "other", "words"


async def answer(turn: Turn, action: AnswerFollowUp) -> None:
    """Keep the answer and do what it asks for."""
    seller = turn.seller
    if seller is None or action.answer not in set(Answer):
        turn.toast(NotYourFollowUp())
        return
    chosen = Answer(action.answer)
    try:
        await answering.answer(
            turn.session, touch_id=action.touch_id, seller=seller, answer=chosen, now=turn.now
        )
    except answering.FollowUpNotYours:
        turn.toast(NotYourFollowUp())
    except answering.AlreadyAnswered:
        turn.touch_id = action.touch_id
        turn.toast(AnswerKnown())
    else:
        turn.touch_id = action.touch_id
        await _RESPONSES[chosen](turn, seller, action)


async def help_with(turn: Turn, action: HelpFollowUp) -> None:
    """Let staff help with what makes selling hard."""
    seller = await onboarding.agreed(turn)
    if seller is None:
        return
    try:
        ticket = await helping.help_with(
            turn.session,
            touch_id=action.touch_id,
            seller=seller,
            obstacle=Answer(action.obstacle) if action.obstacle in set(Answer) else Answer.OTHER,
            now=turn.now,
        )
    except answering.FollowUpNotYours:
        turn.toast(NotYourFollowUp())
    except helping.NoHelpForThat:
        turn.toast(OldButton())
    except helping.HelpedAlready as refusal:
        turn.toast(HelpKnown(ticket_id=refusal.ticket.id or 0))
    else:
        turn.touch_id, turn.ticket_id = action.touch_id, ticket.id
        turn.reply(await received(turn.session, ticket=ticket))


async def rest(turn: Turn, action: RestStore) -> None:
    """Leave a store in peace that rests."""
    seller = turn.seller
    if seller is None:
        turn.toast(NotYourFollowUp())
        return
    for_good = bool(action.for_good)
    try:
        await helping.rest(
            turn.session,
            touch_id=action.touch_id,
            seller=seller,
            for_good=for_good,
            now=turn.now,
        )
    except answering.FollowUpNotYours:
        turn.toast(NotYourFollowUp())
        return
    turn.touch_id = action.touch_id
    key = f"rest:{action.touch_id}:{int(for_good)}"
    if not await turn.reply_once(RestNoted(for_good=for_good), key=key):
        turn.toast(AnswerKnown())


async def _fine(turn: Turn, _seller: Seller, _action: AnswerFollowUp) -> None:
    turn.reply(GladYouAreFine())


async def _later(turn: Turn, _seller: Seller, _action: AnswerFollowUp) -> None:
    turn.reply(LaterIsFine())


async def _problem(turn: Turn, _seller: Seller, action: AnswerFollowUp) -> None:
    if await onboarding.agreed(turn) is None:
        return
    dialog = turn.dialog
    if dialog is not None and dialog.name == offering.REPORT and not turn.dialogs.expired(turn):
        dialog.answers = {**dialog.answers, TOUCH: action.touch_id}
        await turn.dialogs.ask(turn)
    else:
        await turn.dialogs.start(turn, offering.REPORT, {TOUCH: action.touch_id})


async def _upload(turn: Turn, _seller: Seller, action: AnswerFollowUp) -> None:
    await entrance.begin(turn, touch_id=action.touch_id)


async def _resume(turn: Turn, seller: Seller, action: AnswerFollowUp) -> None:
    draft = await drafts.latest_draft(turn.session, seller_id=seller.id or 0)
    if draft is None:
        await entrance.begin(turn, touch_id=action.touch_id)
    else:
        await entrance.resume(turn, ResumeUpload(draft.id or 0))


async def _call(turn: Turn, seller: Seller, _action: AnswerFollowUp) -> None:
    office = turn.services.settings.timezone
    at = next_office_hour(turn.now, office, public_holidays())
    turn.reply(CallPromised(phone=seller.phone, at=at))


async def _stop(turn: Turn, _seller: Seller, _action: AnswerFollowUp) -> None:
    turn.reply(ProactiveStopped())


async def _obstacle(turn: Turn, _seller: Seller, action: AnswerFollowUp) -> None:
    obstacle = Answer(action.answer)
    turn.reply(ObstacleHeard(action.touch_id, obstacle, helped=obstacle in HELP))


async def _closed(turn: Turn, _seller: Seller, action: AnswerFollowUp) -> None:
    turn.reply(RestQuestion(action.touch_id))


async def _other(turn: Turn, _seller: Seller, action: AnswerFollowUp) -> None:
    if await onboarding.agreed(turn) is not None:
        await turn.dialogs.start(turn, OTHER, {TOUCH: action.touch_id})


async def _ask_words(_turn: Turn, _answers: Answers) -> Payload:
    return OtherQuestion()


async def _take_words(turn: Turn, answers: Answers, said: Said) -> str | None:
    seller = turn.seller
    if said.message is None or seller is None:
        if said.action != DialogStep("cancel"):
            turn.toast(OldButton())
            return WORDS
        turn.reply(home(turn, MenuNote.LEFT))
        return DONE
    if await silence.heard(turn, seller, said.message):
        return STAY
    try:
        ticket = await helping.tell(
            turn.session,
            touch_id=answers[TOUCH],
            seller=seller,
            said=relay.said(said.message),
            now=turn.now,
        )
    except answering.FollowUpNotYours:  # the chat is another store's by now
        await turn.dialogs.leave(turn)
        await hearing.free_message(turn)
        return DONE
    turn.touch_id, turn.ticket_id = answers[TOUCH], ticket.id
    turn.reply(await received(turn.session, ticket=ticket))
    await languages.heard(turn, said.message)
    return DONE


_RESPONSES: dict[Answer, Callable[[Turn, Seller, AnswerFollowUp], Awaitable[None]]] = {
    Answer.FINE: _fine,
    Answer.PROBLEM: _problem,
    Answer.CALL: _call,
    Answer.STOP: _stop,
    Answer.UPLOAD: _upload,
    Answer.RESUME: _resume,
    Answer.LATER: _later,
    Answer.NO_TIME: _obstacle,
    Answer.HARD_APP: _obstacle,
    Answer.NO_PHOTOS: _obstacle,
    Answer.NO_STOCK: _obstacle,
    Answer.NO_BUYERS: _obstacle,
    Answer.SHIPPING: _obstacle,
    Answer.CLOSED: _closed,
    Answer.OTHER: _other,
}

PRESSES: dict[type[Action], Callable[[Turn, Any], Awaitable[None]]] = {
    AnswerFollowUp: answer,
    HelpFollowUp: help_with,
    RestStore: rest,
}
PLAN = DialogPlan(
    name=OTHER,
    first=WORDS,
    steps={WORDS: Step(_ask_words, _take_words, presses=(DialogStep,), messages=True)},
)
DIALOGS: tuple[DialogPlan, ...] = (PLAN,)
