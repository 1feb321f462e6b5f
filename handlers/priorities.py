"""`/prioritas`, and the buttons for it: how urgent a ticket is."""

from collections.abc import Awaitable, Callable
from typing import Any

from crm.tickets import prioritizing, queries
from crm.tickets.priorities import (
    PriorityOutcome,
    PriorityPressed,
    PriorityTold,
    WhosePriority,
    page_of,
    read_wish,
)
from crm.tickets.prioritizing import AlreadyThatUrgent, NotAPriority, NothingLeftToDo
from handlers.relay import stay_in_topic, ticket_here
from handlers.tickets import at_hand
from handlers.turn import Turn
from models import Staff, Ticket
from models.staff import Role
from views.actions import Action, SetPriority, ShowPriorities


async def say(turn: Turn) -> None:
    """Set the priority that is written, or ask for it, of the ticket that is named or at hand."""
    text = turn.message.text or turn.message.caption or ""
    wish = read_wish(text.partition(" ")[2])
    number = wish.number if wish else None
    ticket = await (ticket_here(turn) if number is None else queries.get(turn.session, number))
    await stay_in_topic(turn)
    if ticket is None or wish is None or turn.staff is None:
        turn.reply(WhosePriority(number=number if ticket is None else None))
    elif wish.level is None:
        turn.reply(await page_of(turn.session, ticket))
    else:
        outcome = await _set(turn, ticket, turn.staff, wish.level)
        turn.reply(PriorityTold(outcome, level=ticket.priority, ticket_id=ticket.id or 0))


async def ask(turn: Turn, action: ShowPriorities) -> None:
    """Ask in place of the menu how urgent a ticket is."""
    ticket, _ = await at_hand(turn, action.ticket_id)
    if ticket is not None:
        place = turn.message.message_id
        turn.reply(await page_of(turn.session, ticket, message_id=place))


async def choose(turn: Turn, action: SetPriority) -> None:
    """Set the priority whose button was pressed, and show it."""
    ticket, staff = await at_hand(turn, action.ticket_id)
    if ticket is None or staff is None:
        return
    outcome = await _set(turn, ticket, staff, action.level)
    turn.toast(PriorityPressed(outcome, level=ticket.priority))
    if outcome is PriorityOutcome.SET:
        place = turn.message.message_id
        turn.reply(await page_of(turn.session, ticket, message_id=place))


async def _set(turn: Turn, ticket: Ticket, staff: Staff, level: int) -> PriorityOutcome:
    try:
        await prioritizing.set_priority(
            turn.session, ticket=ticket, priority=level, staff=staff, now=turn.now
        )
    except AlreadyThatUrgent:
        return PriorityOutcome.ALREADY
    except NotAPriority:
        return PriorityOutcome.NO_SUCH
    except NothingLeftToDo:
        return PriorityOutcome.NOTHING_LEFT
    return PriorityOutcome.SET


STAFF_COMMANDS: dict[str, tuple[Role, Callable[[Turn], Awaitable[None]]]] = {
    "prioritas": (Role.AGENT, say),
}
STAFF_PRESSES: dict[type[Action], tuple[Role, Callable[[Turn, Any], Awaitable[None]]]] = {
    ShowPriorities: (Role.AGENT, ask),
    SetPriority: (Role.AGENT, choose),
}
