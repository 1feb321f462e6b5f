"""What staff press to pass a ticket from hand to hand."""

from collections.abc import Awaitable, Callable
from typing import Any

from crm.tickets import assigning, suggesting
from crm.tickets.assigning import ColleagueAway, HolderChanged, NotYourTicket
from crm.tickets.handling import AlreadyResolved
from crm.tickets.handover import HandOverOutcome, HandOverPressed
from crm.tickets.menu import menu_of
from crm.tickets.payloads import PressAnswered, PressOutcome
from handlers.tickets import at_hand
from handlers.turn import Turn
from models import Staff, Ticket
from models.staff import Role
from views.actions import Action, ChooseTaker, GiveTo, TakeOver


async def choose(turn: Turn, action: ChooseTaker) -> None:
    """Show whom a ticket may be given to, in place of the menu."""
    ticket, _ = await at_hand(turn, action.ticket_id)
    if ticket is not None:
        page = await suggesting.whom_to_give(
            turn.session,
            ticket=ticket,
            day=turn.shift.day,
            page=action.page,
            message_id=turn.message.message_id,
        )
        turn.reply(page)


async def give(turn: Turn, action: GiveTo) -> None:
    """Give a ticket to a colleague, or back to everybody."""
    ticket, staff = await at_hand(turn, action.ticket_id)
    if ticket is None or staff is None:
        return
    await _give(turn, ticket, staff, to_id=action.staff_id, holder_id=action.holder_id)


async def take_over(turn: Turn, action: TakeOver) -> None:
    """Take a ticket that a colleague has."""
    ticket, staff = await at_hand(turn, action.ticket_id)
    if ticket is None or staff is None:
        return
    await _give(turn, ticket, staff, to_id=staff.id or 0, holder_id=action.holder_id)


async def _give(turn: Turn, ticket: Ticket, staff: Staff, *, to_id: int, holder_id: int) -> None:
    try:
        to = await assigning.give(
            turn.session,
            ticket=ticket,
            to_id=to_id,
            holder_id=holder_id,
            by=staff,
            day=turn.shift.day,
            now=turn.now,
        )
    except AlreadyResolved as refusal:
        turn.toast(PressAnswered(PressOutcome.ALREADY_RESOLVED, by=refusal.by))
    except HolderChanged as refusal:
        turn.toast(HandOverPressed(HandOverOutcome.CHANGED, name=refusal.name))
    except NotYourTicket as refusal:
        turn.toast(HandOverPressed(HandOverOutcome.NOT_YOURS, name=refusal.name))
    except ColleagueAway as refusal:
        turn.toast(HandOverPressed(HandOverOutcome.AWAY, name=refusal.name))
    else:
        turn.toast(_done(staff, to))
        turn.reply(
            menu_of(
                ticket,
                message_id=turn.message.message_id,
                translates=turn.services.settings.translate_url is not None,
            )
        )


def _done(staff: Staff, to: Staff | None) -> HandOverPressed:
    if to is None:
        return HandOverPressed(HandOverOutcome.RELEASED)
    outcome = HandOverOutcome.TAKEN if to is staff else HandOverOutcome.GIVEN
    return HandOverPressed(outcome, name=to.name)


STAFF_PRESSES: dict[type[Action], tuple[Role, Callable[[Turn, Any], Awaitable[None]]]] = {
    ChooseTaker: (Role.AGENT, choose),
    GiveTo: (Role.AGENT, give),
    TakeOver: (Role.SUPERVISOR, take_over),
}
