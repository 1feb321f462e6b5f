"""What a seller says aloud or shows where a word is asked for: staff have it, and it counts."""

from datetime import datetime
from typing import Final

from sqlalchemy.ext.asyncio import AsyncSession

from crm.interpreting import orders as interpreting
from crm.tickets import operations, relay
from crm.tickets.messages import SPOKEN, Said
from models import StaffGroup, Ticket

SIGNS: Final = {
    **dict.fromkeys(SPOKEN, "🎤"),
    **dict.fromkeys(("photo", "video", "animation", "sticker"), "🖼"),
    "document": "📎",
}
"""By kinds of message, what stands for words that are to be heard or seen below the note."""


async def comment(session: AsyncSession, *, ticket: Ticket, said: Said, now: datetime) -> None:
    """Keep that the seller spoke about the answer or showed something, with a copy for staff.

    The ticket stays resolved, as it does with a written word. `said` is of a kind in `SIGNS`.
    """
    await operations.comment(session, ticket=ticket, text=said.text or SIGNS[said.kind], now=now)
    await add(session, ticket=ticket, said=said, now=now)


async def add(session: AsyncSession, *, ticket: Ticket, said: Said, now: datetime) -> None:
    """Copy to staff what belongs to a comment that was kept, such as the rest of an album."""
    group = await session.get(StaffGroup, 1)
    if group is not None:
        await relay.to_staff(session, group=group, ticket=ticket, said=said, now=now)
    await interpreting.belong(session, ticket=ticket, messages=[said], now=now)
