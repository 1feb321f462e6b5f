"""Answer a seller by a canned answer: what suits a ticket, a look at it, and off it goes."""

from collections.abc import Awaitable, Callable
from typing import Any

from crm.macros import sending
from crm.macros.payloads import MacroPressed, Pressed
from crm.macros.refusals import MacroGone, SentAlready
from crm.macros.sending import Choice
from crm.tickets.handling import SellerUnreachable
from crm.tickets.payloads import AnswerUndelivered, Undelivered
from handlers.tickets import at_hand
from handlers.turn import Turn
from models import Staff
from models.staff import Role
from views.actions import Action, OfferMacros, PreviewMacro, SendMacro


async def offer(turn: Turn, action: OfferMacros) -> None:
    """Offer the macros that suit a ticket."""
    ticket, _ = await at_hand(turn, action.ticket_id)
    if ticket is not None:
        here = turn.message.message_id if action.here else None
        turn.reply(await sending.offer(turn.session, ticket=ticket, now=turn.now, message_id=here))


async def preview(turn: Turn, action: PreviewMacro) -> None:
    """Show what the seller would read."""
    ticket, staff = await at_hand(turn, action.ticket_id)
    if ticket is None or staff is None:
        return
    choice = _choice(turn, staff, action.macro_id)
    try:
        turn.reply(await sending.preview(turn.session, ticket=ticket, choice=choice))
    except MacroGone:
        turn.toast(MacroPressed(Pressed.GONE))


async def send(turn: Turn, action: SendMacro) -> None:
    """Send the seller what was looked at."""
    ticket, staff = await at_hand(turn, action.ticket_id)
    if ticket is None or staff is None:
        return
    choice = _choice(turn, staff, action.macro_id)
    try:
        sent = await sending.send(turn.session, ticket=ticket, choice=choice, now=turn.now)
    except SellerUnreachable as refusal:
        turn.toast(MacroPressed(Pressed.UNREACHABLE))
        turn.reply(AnswerUndelivered(Undelivered.UNREACHABLE, phone=refusal.phone))
    except SentAlready:
        turn.toast(MacroPressed(Pressed.SENT_ALREADY))
    except MacroGone:
        turn.toast(MacroPressed(Pressed.GONE))
    else:
        turn.toast(MacroPressed(Pressed.SENT))
        turn.reply(sent)


def _choice(turn: Turn, staff: Staff, macro_id: int) -> Choice:
    return Choice(macro_id, staff, chat_id=turn.chat_id, message_id=turn.message.message_id)


STAFF_PRESSES: dict[type[Action], tuple[Role, Callable[[Turn, Any], Awaitable[None]]]] = {
    OfferMacros: (Role.AGENT, offer),
    PreviewMacro: (Role.AGENT, preview),
    SendMacro: (Role.AGENT, send),
}
