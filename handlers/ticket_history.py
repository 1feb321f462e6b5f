"""`/riwayat`, and the button for it: what happened to a ticket."""

import re
from collections.abc import Awaitable, Callable
from typing import Any

from crm.tickets import queries
from crm.tickets.history import WhoseHistory, history
from handlers.relay import stay_in_topic, ticket_here
from handlers.tickets import at_hand
from handlers.turn import Turn
from models import Ticket
from models.staff import Role
from views.actions import Action, ShowHistory

NUMBER = re.compile(r"#?(\d{1,18})")


async def look(turn: Turn) -> None:
    """Show the history of the ticket that is named, or else of the one at hand."""
    number, ticket = await _meant(turn)
    await stay_in_topic(turn)
    if ticket is None:
        turn.reply(WhoseHistory(number=number))
    else:
        turn.reply(await history(turn.session, ticket=ticket))


async def show(turn: Turn, action: ShowHistory) -> None:
    """Show the history of the ticket whose button it is."""
    ticket, _ = await at_hand(turn, action.ticket_id)
    if ticket is not None:
        turn.reply(await history(turn.session, ticket=ticket))


async def _meant(turn: Turn) -> tuple[int | None, Ticket | None]:
    typed = (turn.message.text or turn.message.caption or "").split()[1:]
    named = NUMBER.fullmatch(typed[0]) if typed else None
    if named is not None:
        number = int(named[1])
        return number, await queries.get(turn.session, number)
    return None, await ticket_here(turn)


STAFF_COMMANDS: dict[str, tuple[Role, Callable[[Turn], Awaitable[None]]]] = {
    "riwayat": (Role.AGENT, look),
}
STAFF_PRESSES: dict[type[Action], tuple[Role, Callable[[Turn, Any], Awaitable[None]]]] = {
    ShowHistory: (Role.AGENT, show),
}
