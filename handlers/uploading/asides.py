"""What a seller says at a step of the wizard that is no answer there: out, help, silence, trouble.

Only a text of their own is heard for it. A reply is about what it quotes.
"""

from telegram import Message

from crm.sellers.menu import MenuNote
from crm.uploads import helping
from crm.uploads.beside import Beside, beside
from crm.uploads.payloads import TroublePassed
from handlers import relay, silence
from handlers.home import home
from handlers.own_words import own_words
from handlers.turn import Turn
from handlers.uploading import moves
from handlers.uploading.courses import Course
from models import Seller, Upload


async def taken(turn: Turn, seller: Seller, upload: Upload, message: Message) -> Course | None:
    """Do what a message asks for beside the step; None where it is for the step."""
    text = own_words(message) if message.text and message.reply_to_message is None else ""
    match beside(text, turn.reading(text), step=upload.step) if text else None:
        case None:
            return None
        case Beside.OUT:
            turn.reply(home(turn, MenuNote.LISTING_KEPT))
            return Course.OUT
        case Beside.HELP:
            await moves.get_help(turn, seller, upload, relay.said(message))
            return Course.OUT
        case Beside.ENOUGH:
            return Course.ON
        case Beside.SILENCE:
            await silence.wish(turn)
        case Beside.TROUBLE:
            await _pass_on(turn, seller, upload, message)
    return Course.STAY


async def _pass_on(turn: Turn, seller: Seller, upload: Upload, message: Message) -> None:
    """Let staff have it as they have a voice message; the step goes on waiting."""
    ticket = await helping.talk(
        turn.session, upload=upload, seller=seller, said=relay.said(message), now=turn.now
    )
    turn.ticket_id = ticket.id
    turn.reply(TroublePassed(upload.step, ticket.id or 0))
