"""Staff invite the seller of a ticket to make a listing with them."""

from collections.abc import Awaitable, Callable
from typing import Any

from crm.tickets.handling import SellerUnreachable
from crm.uploads.inviting import InvitedAlready, invite
from crm.uploads.payloads import Invited, InvitePressed
from handlers.tickets import at_hand
from handlers.turn import Turn
from models.staff import Role
from views.actions import Action, InviteToUpload


async def ask(turn: Turn, action: InviteToUpload) -> None:
    """Send the invitation, once a day."""
    ticket, staff = await at_hand(turn, action.ticket_id)
    if ticket is None or staff is None:
        return
    try:
        await invite(turn.session, ticket=ticket, staff=staff, now=turn.now)
    except SellerUnreachable:
        turn.toast(InvitePressed(Invited.UNREACHABLE))
    except InvitedAlready:
        turn.toast(InvitePressed(Invited.ALREADY))
    else:
        turn.toast(InvitePressed(Invited.DONE))


STAFF_PRESSES: dict[type[Action], tuple[Role, Callable[[Turn, Any], Awaitable[None]]]] = {
    InviteToUpload: (Role.AGENT, ask),
}
