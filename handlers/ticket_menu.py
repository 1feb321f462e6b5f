"""What staff press under "More" on a ticket's card, and in the menu below it."""

from collections.abc import Awaitable, Callable
from typing import Any

from crm.tickets.menu import menu_of
from handlers.tickets import at_hand
from handlers.turn import Turn
from models.staff import Role
from views.actions import Action, ShowTicketMenu


async def show(turn: Turn, action: ShowTicketMenu) -> None:
    """Show what can be done with a ticket."""
    ticket, _ = await at_hand(turn, action.ticket_id)
    if ticket is not None:
        here = turn.message.message_id if action.here else None
        translates = turn.services.settings.translate_url is not None
        turn.reply(menu_of(ticket, message_id=here, translates=translates))


STAFF_PRESSES: dict[type[Action], tuple[Role, Callable[[Turn, Any], Awaitable[None]]]] = {
    ShowTicketMenu: (Role.AGENT, show),
}
