"""What a message seems to be meant for: courtesies are answered, the rest finds its way."""

from collections.abc import Mapping

from telegram import Message

from crm.sellers.menu import MenuNote
from crm.tickets import operations
from crm.tickets.receiving import received
from crm.understanding.intents import Intent
from crm.understanding.offering import at_once
from handlers import silence
from handlers.dialogs.engine import Answers
from handlers.home import home
from handlers.keeping import keep, kept
from handlers.turn import Turn
from handlers.tying import TOUCH, tied
from models import Seller
from models.tickets import Category, TicketKind

KIND = "kind"
"""Under this name a report's answers say what sort of work it is, if its category does not."""
_QUESTION = {"category": Category.OTHER.value, KIND: TicketKind.QUESTION.value}
SUBJECTS: Mapping[Intent, dict[str, str]] = {
    **{Intent(one.value): {"category": one.value} for one in Category},
    Intent.PROMOTION: _QUESTION,
    Intent.TRAINING: _QUESTION,
}
"""What is known of a report that begins with such a meaning."""


async def answered(turn: Turn, seller: Seller, message: Message) -> bool:
    """Take up what needs no question of ours; False where the message is to be asked about.

    Only plain texts are: a picture under a greeting has more to say.
    """
    match at_once(turn.reading(message.text)) if message.text else None:
        case Intent.THANKS:
            turn.reply(home(turn, MenuNote.THANKS))
        case Intent.GREETING:
            turn.reply(home(turn, MenuNote.GREETING))
        case Intent.STOP:
            silence.ask(turn, seller)
        case Intent.HUMAN:
            answers: Answers = {TOUCH: turn.touch_id} if turn.touch_id else {}
            keep(answers, message)
            await to_staff(turn, seller, answers)
        case _:
            return False
    return True


async def to_staff(turn: Turn, seller: Seller, answers: Answers) -> None:
    """Bring what was written to a person of the team, without further questions."""
    ticket = await operations.report(
        turn.session,
        seller=seller,
        category=Category.OTHER,
        messages=kept(answers),
        kind=TicketKind.QUESTION,
        data=await tied(turn, seller, answers),
        now=turn.now,
    )
    turn.ticket_id = ticket.id
    turn.reply(await received(turn.session, ticket=ticket))


def kind_of(answers: Answers) -> TicketKind | None:
    """Return what sort of work a report is, where its category does not say."""
    return TicketKind(answers[KIND]) if KIND in answers else None
