"""What a message seems to be meant for: courtesies are answered, the rest finds its way."""

from collections.abc import Collection, Mapping

from telegram import Message

from crm.sellers.menu import MenuNote
from crm.tickets import operations
from crm.tickets.receiving import received
from crm.understanding.courtesies import Courtesy
from crm.understanding.intents import Intent
from crm.understanding.offering import at_once
from handlers.dialogs.engine import Answers
from handlers.home import home
from handlers.keeping import kept
from handlers.own_words import own_words
from handlers.turn import Turn
from handlers.tying import tied
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


_NOTES: Mapping[Courtesy, MenuNote] = {
    Courtesy.WELL: MenuNote.ASSENT,
    Courtesy.THANKS: MenuNote.THANKS,
    Courtesy.GREETING: MenuNote.GREETING,
    Courtesy.NEVER_MIND: MenuNote.ASSENT,
    Courtesy.NO: MenuNote.ASSENT,
    Courtesy.YES: MenuNote.ASSENT,
}


def meant_at_once(turn: Turn, message: Message) -> Courtesy | Intent | None:
    """Return what needs no offer; a picture under a greeting, or what was forwarded, has more."""
    sign = message.sticker.emoji if message.sticker else None
    text = own_words(message) if message.text else sign
    return at_once(text, turn.reading(text)) if text else None


def returned(turn: Turn, message: Message, *, but: Collection[Courtesy] = ()) -> bool:
    """Return a courtesy where the message is nothing else; False where it is to be heard."""
    mere = meant_at_once(turn, message)
    if not isinstance(mere, Courtesy) or mere in but:
        return False
    turn.reply(home(turn, _NOTES[mere]))
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
