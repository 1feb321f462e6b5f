"""A command's own word in a message of its own does what the command does."""

from collections.abc import Awaitable, Callable

from crm.tickets import queries
from crm.understanding.plain_words import commanded
from handlers import menu, report, tips
from handlers.own_words import own_words
from handlers.turn import Turn
from handlers.uploading import entrance
from models import Seller
from models.sellers import Consent
from models.tickets import TicketState

COMMANDS: dict[str, Callable[[Turn], Awaitable[None]]] = {
    **menu.COMMANDS,
    **report.COMMANDS,
    **tips.COMMANDS,
    **entrance.COMMANDS,
}


async def ran(turn: Turn) -> bool:
    """Run the command that a message is the plain word for; False where it says anything else.

    Forwarded words, a caption and a reply are none, and to staff who asked for a word it may be
    the answer. What a stranger says is kept until they have answered our first questions.
    """
    seller, message = turn.seller, turn.message
    if seller is None or seller.consent is Consent.UNASKED:
        return False
    if not message.text or message.reply_to_message is not None:
        return False
    command = COMMANDS.get(commanded(own_words(message)) or "")
    if command is None or await _is_answer(turn, seller):
        return False
    await command(turn)
    return True


async def _is_answer(turn: Turn, seller: Seller) -> bool:
    ticket = await queries.open_ticket_of(turn.session, seller_id=seller.id or 0)
    return ticket is not None and ticket.state is TicketState.WAITING
