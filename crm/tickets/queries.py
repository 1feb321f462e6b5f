"""Find tickets."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import exists, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from crm.tickets.events import EventKind, Party
from models import Interaction, Seller, Staff, Ticket, TicketEvent
from models.tickets import FINISHED, unfinished

PRESS = "button"
"""As this a press is in the log. A list has buttons of many tickets and belongs to none."""
ALBUM = 10
"""How many parts an album may have; their ids follow one another closely."""


@dataclass(frozen=True, slots=True)
class Resolver:
    """Who resolved a ticket; staff by their name."""

    party: Party
    name: str = ""


async def get(session: AsyncSession, ticket_id: int) -> Ticket | None:
    """Return the ticket with this number."""
    return await session.get(Ticket, ticket_id)


async def open_ticket_of(session: AsyncSession, *, seller_id: int) -> Ticket | None:
    """Return the seller's unresolved ticket that was touched last."""
    return await session.scalar(
        select(Ticket)
        .where(col(Ticket.seller_id) == seller_id, unfinished())
        .order_by(col(Ticket.updated_at).desc(), col(Ticket.id).desc())
        .limit(1)
    )


async def lately_resolved(
    session: AsyncSession, *, seller_id: int, since: datetime
) -> Ticket | None:
    """Return the seller's ticket that was resolved last, not before `since`; None if one is open.

    One that is closed by now was resolved, too.
    """
    theirs = col(Ticket.seller_id) == seller_id
    return await session.scalar(
        select(Ticket)
        .where(
            theirs,
            col(Ticket.state).in_(FINISHED),
            col(Ticket.resolved_at) >= since,
            ~exists().where(theirs, unfinished()).correlate(None),
        )
        .order_by(col(Ticket.resolved_at).desc(), col(Ticket.id).desc())
        .limit(1)
    )


async def tickets_of(session: AsyncSession, *, seller_id: int, limit: int = 10) -> list[Ticket]:
    """Return the seller's latest tickets, newest first."""
    found = await session.scalars(
        select(Ticket)
        .where(col(Ticket.seller_id) == seller_id)
        .order_by(col(Ticket.id).desc())
        .limit(limit)
    )
    return list(found)


async def in_topic(session: AsyncSession, *, topic_id: int) -> Ticket | None:
    """Return the ticket whose topic this is, in the paired group."""
    return await session.scalar(select(Ticket).where(col(Ticket.topic_id) == topic_id).limit(1))


async def logged_as(session: AsyncSession, *, chat_id: int, message_id: int) -> str | None:
    """Return as what a message of this chat is in the log; None where it is not."""
    return await session.scalar(
        select(col(Interaction.kind))
        .where(col(Interaction.chat_id) == chat_id, col(Interaction.message_id) == message_id)
        .order_by(col(Interaction.id))
        .limit(1)
    )


async def ticket_for_reply(
    session: AsyncSession, *, chat_id: int, message_id: int
) -> Ticket | None:
    """Return the ticket that a message in this chat belongs to.

    The log of messages tells, for any part of an album too; what a seller said before their report
    had a number is found in the report itself.
    """
    rows = await session.scalars(
        select(Interaction)
        .where(
            col(Interaction.chat_id) == chat_id,
            col(Interaction.message_id).between(message_id - ALBUM + 1, message_id),
            col(Interaction.ticket_id).is_not(None),
            col(Interaction.kind) != PRESS,
        )
        .order_by(col(Interaction.message_id).desc(), col(Interaction.id).desc())
    )
    for row in rows:
        if row.message_id == message_id or message_id in row.data.get("message_ids", ()):
            return await session.get(Ticket, row.ticket_id)
    return await _reported_in(session, chat_id=chat_id, message_id=message_id)


async def resolver(session: AsyncSession, *, ticket_id: int) -> Resolver:
    """Return who resolved the ticket last; Sapa where no event tells."""
    found = await session.execute(
        select(col(Staff.name), col(TicketEvent.seller_id))
        .select_from(TicketEvent)
        .outerjoin(Staff, col(TicketEvent.staff_id) == col(Staff.id))
        .where(
            col(TicketEvent.ticket_id) == ticket_id,
            col(TicketEvent.kind).in_((EventKind.RESOLVED, EventKind.LINKED, EventKind.REFUSED)),
        )
        .order_by(col(TicketEvent.id).desc())
        .limit(1)
    )
    name, seller_id = found.one_or_none() or (None, None)
    if name is not None:
        return Resolver(Party.STAFF, name)
    return Resolver(Party.SAPA if seller_id is None else Party.SELLER)


async def _reported_in(session: AsyncSession, *, chat_id: int, message_id: int) -> Ticket | None:
    seller_id = await session.scalar(select(col(Seller.id)).where(col(Seller.chat_id) == chat_id))
    if seller_id is None:
        return None
    for ticket in await tickets_of(session, seller_id=seller_id):
        if any(said["message_id"] == message_id for said in ticket.data.get("messages", ())):
            return ticket
    return None
