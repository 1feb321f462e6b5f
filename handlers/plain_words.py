"""A command's own word in a message of its own does what the command does."""

from collections.abc import Awaitable, Callable

from crm.tickets import queries
from crm.tickets.reporting import DialogName
from crm.understanding.plain_words import commanded
from handlers import menu, report, tips
from handlers.keeping import MESSAGES
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

_LEAVE, _RESUME = "batal", "lanjut"
_LEAVABLE = frozenset({DialogName.REPORT.value, DialogName.OFFER.value})
"""What a plain "cancel" leaves; elsewhere it may be an order that was cancelled."""


async def left(turn: Turn) -> bool:
    """Leave a report or an offer at a plain "cancel", where nothing is lost by it; else False."""
    dialog = turn.dialog
    if dialog is None or dialog.name not in _LEAVABLE or turn.dialogs.expired(turn):
        return False
    if dialog.answers.get(MESSAGES):  # "my order" … "cancelled" is a story
        return False
    if _writer(turn) is None or _command(turn) != _LEAVE:
        return False
    await COMMANDS[_LEAVE](turn)
    return True


async def ran(turn: Turn) -> bool:
    """Run the command that a message is the plain word for; False where it says anything else.

    To staff who asked for a word it may be the answer.
    """
    seller = _writer(turn)
    word = _command(turn) if seller is not None else None
    if seller is None or word is None or not _runs(turn, seller, word):
        return False
    if await _is_answer(turn, seller):
        return False
    await COMMANDS[word](turn)
    return True


def _writer(turn: Turn) -> Seller | None:
    """Return who writes; what a stranger says is kept until they answered our first questions."""
    seller = turn.seller
    return None if seller is None or seller.consent is Consent.UNASKED else seller


def _command(turn: Turn) -> str | None:
    """Return whose plain word the message is; forwarded words, a caption and a reply are none."""
    message = turn.message
    if not message.text or message.reply_to_message is not None:
        return None
    return commanded(own_words(message))


def _runs(turn: Turn, seller: Seller, word: str) -> bool:
    """Tell whether the word commands now; "go on" wakes whoever is silent and is asked nothing."""
    if word == _RESUME:
        return not seller.proactive and (turn.dialog is None or turn.dialogs.expired(turn))
    return word != _LEAVE


async def _is_answer(turn: Turn, seller: Seller) -> bool:
    ticket = await queries.open_ticket_of(turn.session, seller_id=seller.id or 0)
    return ticket is not None and ticket.state is TicketState.WAITING
