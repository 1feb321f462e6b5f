"""The question what shall become of a message that no ticket and no dialog waits for."""

from telegram import Message

from crm.followups.payloads import StopQuestion
from crm.outbox.payload import Payload
from crm.sellers.menu import MenuNote, OldButton
from crm.tickets.reporting import DialogName, OfferReport
from crm.tickets.rules import cut, report_text
from crm.understanding.intents import Intent
from crm.understanding.offering import begun_with, likely
from handlers import languages, meanings, reopening, silence
from handlers.dialogs.engine import DONE, STAY, Answers, DialogPlan, Said, Step
from handlers.home import home
from handlers.keeping import MESSAGES, count, kept, wait
from handlers.turn import Turn
from handlers.tying import tie_of
from models import Seller
from views.actions import ChooseIntent, KeepWriting, MakeReport, Proactive, Reopen

REPORT, OFFER = DialogName.REPORT.value, DialogName.OFFER.value
CONFIRM = "confirm"
"""The step of a report at which all is there and it can be sent."""
SHOWN_TEXT = 200
"""How much of a message is repeated when we ask what it shall become."""
STOP = "stop"
"""Under this name the answers say that what was written seems to be a wish for silence."""
TICKET = "ticket"
"""Under this name they say which resolved ticket was answered."""


async def _ask(turn: Turn, answers: Answers) -> Payload:
    messages = kept(answers)
    if _is_about_silence(answers):
        return StopQuestion(message_id=messages[0].message_id)
    text = report_text(messages)
    reading = turn.reading(text)
    return OfferReport(
        message_id=messages[0].message_id,
        count=count(answers),
        text=cut(text, SHOWN_TEXT),
        ticket_id=answers.get(TICKET),
        likely=likely(reading),
        courtesy=begun_with(reading),
    )


def _is_about_silence(answers: Answers) -> bool:
    """Tell whether the one message seems to wish for silence; whoever says more means more."""
    return bool(answers.get(STOP)) and count(answers) == 1


async def _take(turn: Turn, answers: Answers, said: Said) -> str | None:
    if said.message is not None:
        return await _more(turn, answers, said.message)
    match said.action:
        case MakeReport(yes=1):
            await _to_report(turn, answers)
        case MakeReport():
            turn.reply(home(turn, MenuNote.NO_REPORT))
        case ChooseIntent(intent=intent) if turn.seller is not None:
            return await _meant(turn, turn.seller, answers, intent)
        case Reopen() as action:
            return await _reopen(turn, answers, action)
        case Proactive() | KeepWriting() as action:
            return await _silence(turn, answers, action)
        case _:
            turn.toast(OldButton())
            return STAY
    return DONE


async def _more(turn: Turn, answers: Answers, message: Message) -> str | None:
    """Keep a further message, and ask again by all that is there."""
    if turn.seller is not None and await silence.heard(turn, turn.seller, message):
        return STAY
    following = wait(turn, answers, message)
    is_asked = await languages.heard(turn, message)
    return STAY if is_asked else following


async def _silence(turn: Turn, answers: Answers, action: Proactive | KeepWriting) -> str | None:
    """Take the answer to the question of silence; it ends this only where this asked it."""
    await silence.PRESSES[type(action)](turn, action)
    return DONE if _is_about_silence(answers) else STAY


async def _reopen(turn: Turn, answers: Answers, action: Reopen) -> str | None:
    """Open the report that was answered; what comes too late for it becomes a new one."""
    if action.ticket_id != answers.get(TICKET):
        await reopening.reopen(turn, action)
        return STAY
    if not await reopening.reopen_with(turn, action, kept(answers)):
        await _to_report(turn, answers)
    return DONE


async def _meant(turn: Turn, seller: Seller, answers: Answers, intent: str) -> str | None:
    """Do what a message was meant for; most of it is a report, whose subject is known now."""
    match intent:
        case Intent.STOP:
            await silence.wish(turn)
        case Intent.HUMAN:
            await meanings.to_staff(turn, seller, answers)
        case _ if intent in meanings.SUBJECTS:
            await _to_report(turn, answers, **meanings.SUBJECTS[Intent(intent)])
        case _:
            turn.toast(OldButton())
            return STAY
    return DONE


async def _to_report(turn: Turn, answers: Answers, **subject: str) -> None:
    """Begin a report of what was written; where its subject is known, show it at once."""
    begun = {MESSAGES: answers[MESSAGES], **tie_of(answers), **subject}
    await turn.dialogs.start(turn, REPORT, begun, step=CONFIRM if subject else None)


PRESSED = (MakeReport, ChooseIntent, Reopen, Proactive, KeepWriting)
PLAN = DialogPlan(
    name=OFFER,
    first=OFFER,
    steps={OFFER: Step(_ask, _take, presses=PRESSED, messages=True)},
)
