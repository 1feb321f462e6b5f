"""How a seller moves in the wizard: on, back, over a step, out, to staff."""

from collections.abc import Awaitable, Callable, Mapping

from crm.tickets.messages import Said as MessageSaid
from crm.uploads import drafts, helping, rules, sending, steps
from crm.uploads.asking import ListingNotReady, StepLeft
from crm.uploads.payloads import HelpIsComing, ListingKept, ListingSent
from handlers.dialogs.engine import DONE, STAY, Answers
from handlers.turn import Turn
from handlers.uploading.parts import UPLOAD
from handlers.uploading.preview import JUMPED
from models import Seller, Upload
from models.uploads import Passing, UploadStep
from views.actions import UploadMove


async def move(
    turn: Turn, seller: Seller, upload: Upload, answers: Answers, action: UploadMove
) -> str | None:
    """Move as a button says; return the next step, as the engine has it.

    A button of a step that was left does nothing, so that a double press moves once.
    """
    go = _MOVES.get(action.move)
    if action.step != upload.step or go is None:
        turn.toast(StepLeft())
        return STAY
    return await go(turn, seller, upload, answers)


async def on(turn: Turn, upload: Upload, answers: Answers, passing: Passing) -> str:
    """Go to the next step; to the preview, where the seller came from there."""
    to = UploadStep.PREVIEW if answers.get(JUMPED) else rules.after(upload.step)
    return await _go(turn, upload, answers, to, passing)


async def _next(turn: Turn, _seller: Seller, upload: Upload, answers: Answers) -> str:
    return await on(turn, upload, answers, Passing.ANSWERED)


async def _skip(turn: Turn, _seller: Seller, upload: Upload, answers: Answers) -> str:
    return await on(turn, upload, answers, Passing.SKIPPED)


async def _back(turn: Turn, _seller: Seller, upload: Upload, answers: Answers) -> str:
    to = UploadStep.PREVIEW if answers.get(JUMPED) else rules.before(upload.step)
    return await _go(turn, upload, answers, to, Passing.BACK)


async def _later(turn: Turn, _seller: Seller, upload: Upload, _answers: Answers) -> str:
    turn.reply(ListingKept(upload.id or 0, upload.name))
    return DONE


async def _go(
    turn: Turn, upload: Upload, answers: Answers, to: UploadStep, passing: Passing
) -> str:
    """Be at a step; what the step before noted for itself is forgotten."""
    await steps.go(turn.session, upload=upload, to=to, passing=passing, now=turn.now)
    for noted in set(answers) - {UPLOAD}:
        del answers[noted]
    return to


async def get_help(
    turn: Turn, seller: Seller, upload: Upload, said: MessageSaid | None = None
) -> None:
    """Let staff join; the wizard is to rest meanwhile, so that all that is said reaches them."""
    ticket = await helping.ask_for_help(
        turn.session, upload=upload, seller=seller, said=said, now=turn.now
    )
    await steps.leave(turn.session, upload=upload, passing=Passing.HELPED, now=turn.now)
    turn.ticket_id = ticket.id
    turn.reply(HelpIsComing(upload.id or 0, ticket.id or 0))


async def _help(turn: Turn, seller: Seller, upload: Upload, _answers: Answers) -> str:
    await get_help(turn, seller, upload)
    return DONE


async def _send(turn: Turn, seller: Seller, upload: Upload, _answers: Answers) -> str | None:
    if upload.step is not UploadStep.PREVIEW:
        return STAY
    try:
        await sending.send(turn.session, upload=upload, seller=seller, now=turn.now)
    except sending.ListingLacks:
        turn.toast(ListingNotReady())
        return upload.step
    turn.ticket_id = upload.ticket_id
    turn.reply(ListingSent(upload.name))
    return DONE


_MOVES: Mapping[str, Callable[[Turn, Seller, Upload, Answers], Awaitable[str | None]]] = {
    "next": _next,
    "skip": _skip,
    "back": _back,
    "help": _help,
    "later": _later,
    "send": _send,
}


async def left(turn: Turn, answers: Answers) -> None:
    """Note that the seller went away from the step where they were; the draft is kept."""
    upload = await at_hand(turn, answers)
    if upload is not None:
        await steps.leave(turn.session, upload=upload, passing=Passing.LEFT, now=turn.now)


async def at_hand(turn: Turn, answers: Answers) -> Upload | None:
    """Return the draft that the dialog is about; None where it is no draft of theirs any more."""
    if turn.seller is None:
        return None
    return await drafts.draft_of(
        turn.session, upload_id=int(answers[UPLOAD]), seller_id=turn.seller.id or 0
    )
