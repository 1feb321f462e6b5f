"""What a seller presses who is asked whether their report is solved."""

from crm.sellers.menu import OldButton
from crm.tickets import solving
from crm.tickets.payloads import TicketResolved
from crm.tickets.reminding import DoneAlready, NotYetHeard
from crm.tickets.reporting import StillOpen
from handlers.reopening import own_ticket, reopen
from handlers.turn import Turn
from models import Ticket
from views.actions import Reopen, SayIfSolved


async def say(turn: Turn, action: SayIfSolved) -> None:
    """Take the seller's word for it."""
    ticket = await own_ticket(turn, action.ticket_id)
    if ticket is None:
        turn.toast(OldButton())
    elif action.yes:
        await _solved(turn, ticket)
    else:
        await _not_yet(turn, ticket)


async def _solved(turn: Turn, ticket: Ticket) -> None:
    try:
        asks = await solving.solved(turn.session, ticket=ticket, now=turn.now)
    except solving.DoneBefore:
        turn.toast(DoneAlready())
    except solving.StaffDecide:
        turn.toast(StillOpen())
    else:
        turn.reply(TicketResolved(ticket_id=ticket.id or 0, asks=asks))


async def _not_yet(turn: Turn, ticket: Ticket) -> None:
    try:
        await solving.not_yet(turn.session, ticket=ticket, now=turn.now)
    except solving.DoneBefore:
        await reopen(turn, Reopen(ticket.id or 0))
    except solving.NotTheirWord:
        turn.toast(StillOpen())
    else:
        turn.reply(NotYetHeard(ticket_id=ticket.id or 0))
