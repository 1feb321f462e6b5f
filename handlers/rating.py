"""The stars a seller gives to an answer, and the word they may add."""

from crm.outbox.payload import Payload
from crm.sellers.menu import OldButton
from crm.tickets import operations, spoken
from crm.tickets.reporting import RatingKept, RatingNoted, StillOpen, WordQuestion
from handlers import relay
from handlers.dialogs.engine import DONE, STAY, Answers, DialogPlan, Said, Step
from handlers.hearing import free_message
from handlers.reopening import own_ticket, reopen
from handlers.turn import Turn
from views.actions import DialogStep, Rate, Reopen

DIALOG = "rating"
WORD = "word"


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
    """Keep as the word what is written or spoken; a photo is a matter of its own."""
    ticket = await own_ticket(turn, answers["ticket"])
    word = relay.said(turn.message)
    if ticket is not None and word.kind == "text":
        await operations.comment(turn.session, ticket=ticket, text=said.text, now=turn.now)
    elif ticket is not None and word.is_spoken:
        await spoken.comment(turn.session, ticket=ticket, said=word, now=turn.now)
    else:
        await turn.dialogs.leave(turn)
        await free_message(turn)
        return DONE
    turn.reply(RatingKept())
    return DONE


PLAN = DialogPlan(
    name=DIALOG,
    first=WORD,
    steps={WORD: Step(_ask, _take, presses=(DialogStep, Reopen), messages=True)},
)
