"""Open a resolved report again."""

from collections.abc import Sequence

from crm.sellers.menu import OldButton
from crm.tickets import operations, queries
from crm.tickets.messages import Said
from crm.tickets.reporting import Reopened, StillOpen, TooLateToReopen
from handlers.turn import Turn
from models import Ticket
from views.actions import Reopen


async def reopen(turn: Turn, action: Reopen) -> None:
    """Open the seller's own report again; say why where it cannot be."""
    await reopen_with(turn, action, ())


async def reopen_with(turn: Turn, action: Reopen, messages: Sequence[Said]) -> bool:
    """Do so and add `messages` to it; False where they found no place, which was said."""
    ticket = await own_ticket(turn, action.ticket_id)
    if ticket is None:
        turn.toast(OldButton())
        return False
    try:
        await operations.reopen(turn.session, ticket=ticket, now=turn.now)
    except operations.TooLateToReopen:
        turn.reply(TooLateToReopen(ticket_id=action.ticket_id))
        return False
    except operations.TicketNotResolved:
        turn.toast(StillOpen())
    for said in messages:
        await operations.add_message(turn.session, ticket=ticket, said=said, now=turn.now)
    turn.reply(Reopened(ticket_id=action.ticket_id, added=bool(messages)))
    return True


async def own_ticket(turn: Turn, ticket_id: int) -> Ticket | None:
    """Return the ticket where it is of the seller who speaks, and make this turn about it."""
    ticket = await queries.get(turn.session, ticket_id)
    if ticket is None or turn.seller is None or ticket.seller_id != turn.seller.id:
        return None
    turn.ticket_id = ticket.id
    return ticket
