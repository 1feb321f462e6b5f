"""What a seller writes while a ticket of theirs is open: it joins it, and is acknowledged."""

from telegram import Message

from crm.followups.stopwords import is_stop_word
from crm.outbox.payload import Payload
from crm.tickets import operations, queries
from crm.tickets.reminding import SolvedQuestion
from crm.tickets.reporting import MessageJoined
from crm.tickets.rules import begun_by
from crm.tickets.thanking import is_mere_thanks, may_be_solved
from crm.understanding.courtesies import Courtesy, courtesies
from handlers import relay, silence
from handlers.own_words import own_words
from handlers.turn import Turn
from models import Seller, Ticket
from models.tickets import TicketState

ACKNOWLEDGE_EVERY = 600
"""Seconds in which several messages to one ticket are acknowledged once."""


async def join(turn: Turn, seller: Seller, ticket: Ticket, message: Message) -> None:
    """Bring the message to staff; who seems to want silence is heard by them, and asked."""
    turn.ticket_id = ticket.id
    said = courtesies(_words(message))
    is_thanks = is_mere_thanks(ticket, said)
    answer = _answer(ticket, said) if is_thanks else _joined(ticket)
    await operations.add_message(
        turn.session,
        ticket=ticket,
        said=relay.said(message),
        now=turn.now,
        waits=not is_thanks,
    )
    if seller.proactive and message.text and is_stop_word(own_words(message)):
        await silence.wish(turn)
        return
    moment = int(turn.now.timestamp()) // ACKNOWLEDGE_EVERY
    await turn.reply_once(answer, key=f"{answer.template}:{ticket.id}:{moment}")


async def let_read(turn: Turn, seller: Seller, message: Message) -> None:
    """Let staff who wait for an answer read what was taken for a wish to us."""
    ticket = await queries.open_ticket_of(turn.session, seller_id=seller.id or 0)
    if ticket is not None and ticket.state is TicketState.WAITING:
        turn.ticket_id = ticket.id
        await operations.add_message(
            turn.session, ticket=ticket, said=relay.said(message), now=turn.now
        )


def _words(message: Message) -> str:
    """Return their own text, or the sign of a sticker; nothing of what has more to it."""
    if message.sticker is not None:
        return message.sticker.emoji or ""
    return own_words(message) if message.text else ""


def _joined(ticket: Ticket) -> MessageJoined:
    return MessageJoined(ticket_id=ticket.id or 0, talk=bool(begun_by(ticket)))


def _answer(ticket: Ticket, said: frozenset[Courtesy]) -> Payload:
    if not may_be_solved(ticket):
        return _joined(ticket)
    return SolvedQuestion(ticket_id=ticket.id or 0, thanked=Courtesy.WELL not in said)
