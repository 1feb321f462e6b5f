"""The stars a seller gives to an answer, and the word they may add."""

from crm.outbox.payload import Payload
from crm.sellers.menu import OldButton
from crm.tickets import operations, remarks
from crm.tickets.reporting import RatingKept, RatingNoted, StillOpen, WordQuestion
from handlers import relay
from handlers.dialogs.engine import DONE, STAY, Answers, DialogPlan, Said, Step
from handlers.hearing import free_message
from handlers.reopening import own_ticket, reopen
from handlers.turn import Turn
from views.actions import DialogStep, Rate, Reopen

DIALOG = "rating"
WORD = "word"
REST = "rest"
"""The step in which the rest of an album may come, whose first picture was the comment."""
ALBUM = "album"
"""Under this the dialog's answers hold that album's id."""


async def rate(turn: Turn, action: Rate) -> None:
    """Keep the stars and ask for a word, unless the seller is in the middle of something."""
    ticket = await own_ticket(turn, action.ticket_id)
    if ticket is None:
        turn.toast(OldButton())
        return
    try:
        await operations.rate(turn.session, ticket=ticket, stars=action.stars, now=turn.now)
    except operations.TicketNotResolved:
        turn.toast(StillOpen())
    except operations.NotARating:
        turn.toast(OldButton())
    else:
        turn.toast(RatingNoted())
        if turn.dialog is None or turn.dialog.name == DIALOG or turn.dialogs.expired(turn):
            answers = {"ticket": action.ticket_id, "stars": action.stars}
            await turn.dialogs.start(turn, DIALOG, answers)


async def _ask(_turn: Turn, answers: Answers) -> Payload:
    return WordQuestion(ticket_id=answers["ticket"], stars=answers["stars"])


async def _take(turn: Turn, answers: Answers, said: Said) -> str | None:
    if said.message is not None:
        return await _take_word(turn, answers, said)
    match said.action:
        case Reopen() as action:
            await reopen(turn, action)
            return DONE if action.ticket_id == answers["ticket"] else STAY
        case DialogStep(move="skip"):
            turn.reply(RatingKept())
            return DONE
        case _:
            turn.toast(OldButton())
            return STAY


async def _take_word(turn: Turn, answers: Answers, said: Said) -> str:
    """Keep as the word what is written, spoken or shown; a place, say, is a matter of its own."""
    ticket = await own_ticket(turn, answers["ticket"])
    word = relay.said(turn.message)
    if ticket is not None and word.kind == "text":
        await operations.comment(turn.session, ticket=ticket, text=said.text, now=turn.now)
    elif ticket is not None and word.kind in remarks.SIGNS:
        await remarks.comment(turn.session, ticket=ticket, said=word, now=turn.now)
    else:
        return await _leave(turn)
    if word.album is not None:
        answers[ALBUM] = word.album
        return REST
    turn.reply(RatingKept())
    return DONE


async def _thank(_turn: Turn, _answers: Answers) -> Payload:
    return RatingKept()


async def _take_rest(turn: Turn, answers: Answers, _said: Said) -> str | None:
    """Add what is of the same album; whatever else comes is a matter of its own."""
    ticket = await own_ticket(turn, answers["ticket"])
    part = relay.said(turn.message)
    if ticket is None or part.album != answers[ALBUM]:
        return await _leave(turn)
    await remarks.add(turn.session, ticket=ticket, said=part, now=turn.now)
    return STAY


async def _leave(turn: Turn) -> str:
    """Take a message as one that has nothing to do with the stars."""
    await turn.dialogs.leave(turn)
    await free_message(turn)
    return DONE


PLAN = DialogPlan(
    name=DIALOG,
    first=WORD,
    steps={
        WORD: Step(_ask, _take, presses=(DialogStep, Reopen), messages=True),
        REST: Step(_thank, _take_rest, messages=True),
    },
)
