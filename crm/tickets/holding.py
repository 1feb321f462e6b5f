"""Hold a ticket while it is changed, so that two people never change it at once."""

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from crm.tickets import rules
from crm.tickets.rules import Move
from models import Ticket


async def hold(session: AsyncSession, ticket: Ticket) -> None:
    """Read the ticket anew and keep others from changing it until the transaction ends."""
    await session.flush()  # reading anew would lose what was changed and not yet written
    await session.refresh(ticket, with_for_update={"key_share": True})


def move(ticket: Ticket, step: Move, *, now: datetime) -> None:
    """Bring a held ticket into the state that `step` leads to.

    Raises:
        ValueError: it leads nowhere, which the caller should have refused in its own words.
    """
    state = rules.after(ticket.state, step)
    if state is None:
        message = f"a ticket that is {ticket.state} knows no {step}"
        raise ValueError(message)
    ticket.state, ticket.updated_at = state, now
