"""Hold a ticket while it is changed, so that two people never change it at once."""

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from crm.tickets import rules
from crm.tickets.rules import Move
from crm.tickets.sla import clocks
from models import Ticket
from models.tickets import TicketState


async def hold(session: AsyncSession, ticket: Ticket) -> None:
    """Read the ticket anew and keep others from changing it until the transaction ends."""
    await session.flush()  # reading anew would lose what was changed and not yet written
    await session.refresh(ticket, with_for_update={"key_share": True})


async def move(session: AsyncSession, ticket: Ticket, step: Move, *, now: datetime) -> None:
    """Bring a held ticket into the state that `step` leads to; its clocks go with it.

    Raises:
        ValueError: it leads nowhere, which the caller should have refused in its own words.
    """
    state = rules.after(ticket.state, step)
    if state is None:
        message = f"a ticket that is {ticket.state} knows no {step}"
        raise ValueError(message)
    ticket.state, ticket.updated_at = state, now
    _pass_the_word(ticket, step, now)
    await clocks.follow(session, ticket, now=now)


def _pass_the_word(ticket: Ticket, step: Move, now: datetime) -> None:
    """Note who has the word: since when the seller, or how often they spoke unanswered."""
    if step is Move.HEAR:
        ticket.unanswered += 1
    if step is Move.ANSWER:
        ticket.waiting_since, ticket.reminded_at, ticket.unanswered = now, None, 0
    elif ticket.state is not TicketState.WAITING:
        ticket.waiting_since = ticket.reminded_at = None
