"""End a ticket: because staff say so, because its seller does, or because nobody answers."""

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from crm.tickets import cards
from crm.tickets.events import EventKind, by_sapa, by_seller, by_staff
from crm.tickets.holding import move
from crm.tickets.rules import Move
from models import Seller, Staff, Ticket

ASKED = "asked"
"""Under this a ticket's data says that its seller was asked for stars."""


async def settle(
    session: AsyncSession,
    ticket: Ticket,
    *,
    by: Staff | Seller | None,
    now: datetime,
    kind: EventKind = EventKind.RESOLVED,
    **data: object,
) -> None:
    """Resolve a held ticket, and show it; where `by` is None, Sapa does it by itself."""
    await move(session, ticket, Move.RESOLVE, now=now)
    ticket.resolved_at = now
    match by:
        case Staff():
            by_staff(session, ticket, kind, staff=by, now=now, **data)
        case Seller():
            by_seller(session, ticket, kind, now=now, **data)
        case None:
            by_sapa(session, ticket, kind, now=now, **data)
    await cards.show(session, ticket=ticket, now=now)


def ask_once(ticket: Ticket) -> bool:
    """Tell whether the seller is to be asked for stars now, which happens once.

    Whoever said “not solved” in place of judging is asked when it is (see `forget_unanswered`).
    """
    if ticket.data.get(ASKED) or ticket.rating is not None:
        return False
    ticket.data = {**ticket.data, ASKED: True}
    return True


def forget_unanswered(ticket: Ticket) -> None:
    """Forget that the seller was asked: they opened the ticket again before they judged."""
    if ticket.rating is None:
        ticket.data = {key: value for key, value in ticket.data.items() if key != ASKED}
