"""What a seller says aloud where a word is asked for: staff listen, and it counts the same."""

from datetime import datetime
from typing import Final

from sqlalchemy.ext.asyncio import AsyncSession

from crm.interpreting import orders as interpreting
from crm.tickets import operations, relay
from crm.tickets.messages import Said
from models import StaffGroup, Ticket

SIGN: Final = "🎤"
"""Stands for words that are to be heard."""


async def comment(session: AsyncSession, *, ticket: Ticket, said: Said, now: datetime) -> None:
    """Keep that the seller spoke about the answer, and copy it below the note for staff.

    The ticket stays resolved, as it does with a written word.
    """
    await operations.comment(session, ticket=ticket, text=said.text or SIGN, now=now)
    group = await session.get(StaffGroup, 1)
    if group is not None:
        await relay.to_staff(session, group=group, ticket=ticket, said=said, now=now)
    await interpreting.belong(session, ticket=ticket, messages=[said], now=now)
