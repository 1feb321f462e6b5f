"""What a seller writes while a ticket of theirs is open: it joins it, and is acknowledged."""

from telegram import Message

from crm.followups.payloads import StopQuestion
from crm.followups.stopwords import is_stop_word
from crm.outbox.payload import Payload
from crm.tickets import operations
from crm.tickets.reminding import SolvedQuestion
from crm.tickets.reporting import MessageJoined
from crm.tickets.rules import begun_by
from crm.understanding.courtesies import Courtesy, courtesy
from handlers import relay
from handlers.turn import Turn
from models import Seller, Ticket
from models.tickets import TicketKind, TicketState

ACKNOWLEDGE_EVERY = 600
"""Seconds in which several messages to one ticket are acknowledged once."""
_THANKFUL = frozenset({Courtesy.THANKS, Courtesy.WELL})


async def join(turn: Turn, seller: Seller, ticket: Ticket, message: Message) -> None:
    """Bring the message to staff; mere thanks wait for no answer, and may mean: solved."""
    turn.ticket_id = ticket.id
    said = relay.said(message)
    mere = courtesy(said.text) if message.text else None
    answer = _answer(seller, ticket, message, mere)
    await operations.add_message(
        turn.session, ticket=ticket, said=said, now=turn.now, waits=mere not in _THANKFUL
    )
    moment = int(turn.now.timestamp()) // ACKNOWLEDGE_EVERY
    await turn.reply_once(answer, key=f"{answer.template}:{ticket.id}:{moment}")


def _answer(seller: Seller, ticket: Ticket, message: Message, mere: Courtesy | None) -> Payload:
    """Return what is said to it; whoever seems to want silence has staff read it and is asked."""
    is_own = message.forward_origin is None
    if is_own and seller.proactive and is_stop_word(message.text or ""):
        return StopQuestion()
    is_report = ticket.kind is not TicketKind.CLAIM and not begun_by(ticket)
    if mere in _THANKFUL and is_report and ticket.state is TicketState.WAITING:
        return SolvedQuestion(ticket_id=ticket.id or 0, thanked=mere is Courtesy.THANKS)
    return MessageJoined(ticket_id=ticket.id or 0, talk=bool(begun_by(ticket)))
