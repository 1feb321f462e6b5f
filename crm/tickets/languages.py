"""The language of a ticket: its seller's, who may choose another while something is left to do."""

from datetime import datetime

from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from crm.tickets import cards
from models import Seller, Ticket
from models.tickets import unfinished


async def follow(session: AsyncSession, *, seller: Seller, now: datetime) -> None:
    """Let a seller's unfinished tickets be in the language spoken with them, as staff then see."""
    if seller.language is None:
        return
    tickets = await session.scalars(
        update(Ticket)
        .where(
            col(Ticket.seller_id) == seller.id,
            unfinished(),
            col(Ticket.language) != seller.language,
        )
        .values(language=seller.language)
        .returning(Ticket)
        .execution_options(synchronize_session=False, populate_existing=True)
    )
    await cards.renew(session, tickets=sorted(tickets, key=_number), now=now)


def _number(ticket: Ticket) -> int:
    return ticket.id or 0
