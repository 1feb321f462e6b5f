"""Carry reactions across: what one side sets on a message is set on its counterpart."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from crm.tickets.copies import counterpart
from crm.tickets.latest import post_latest
from crm.tickets.relayed import RelayReaction, RelayReactionToSeller
from models import Interaction, Seller, Staff, StaffGroup, Ticket
from models.interactions import Direction

REACTION = "reaction"
"""As this a reaction is in the log; its text is the emoji, empty where it was taken back."""
REACTED_TO = "reacted_to"
"""Under this its data names the message."""


async def reacted_by_seller(
    session: AsyncSession,
    *,
    ticket: Ticket,
    chat_id: int,
    message_id: int,
    emoji: str,
    now: datetime,
) -> None:
    """Set the seller's reaction on what staff have of the message; an empty one takes it back."""
    group = await session.get(StaffGroup, 1)
    if group is None:
        return
    other = await counterpart(
        session,
        ticket=ticket,
        chat_id=chat_id,
        message_id=message_id,
        other_chat_id=group.chat_id,
    )
    if other is not None:
        reaction = RelayReaction(message_id=other, emoji=emoji)
        await post_latest(session, reaction, ticket=ticket, chat_id=group.chat_id, now=now)


async def reacted_by_staff(
    session: AsyncSession,
    *,
    ticket: Ticket,
    staff: Staff,
    chat_id: int,
    message_id: int,
    emoji: str,
    now: datetime,
) -> None:
    """Set a staff member's reaction on what the seller has of the message.

    A bot sets one reaction at most: the last one counts, and one that is taken back makes room for
    what a colleague had set before.
    """
    seller = await session.get_one(Seller, ticket.seller_id)
    if seller.chat_id is None:
        return
    other = await counterpart(
        session,
        ticket=ticket,
        chat_id=chat_id,
        message_id=message_id,
        other_chat_id=seller.chat_id,
    )
    if other is not None:
        shown = emoji or await _of_colleagues(session, ticket, staff, message_id)
        reaction = RelayReactionToSeller(message_id=other, emoji=shown)
        await post_latest(session, reaction, ticket=ticket, chat_id=seller.chat_id, now=now)


async def _of_colleagues(
    session: AsyncSession, ticket: Ticket, staff: Staff, message_id: int
) -> str:
    """Return the emoji that a colleague set last and has not taken back; empty where none did."""
    rows = await session.scalars(
        select(Interaction)
        .where(
            col(Interaction.ticket_id) == ticket.id,
            col(Interaction.direction) == Direction.IN,
            col(Interaction.kind) == REACTION,
            col(Interaction.staff_id).is_not(None),
            col(Interaction.staff_id) != staff.id,
        )
        .order_by(col(Interaction.id))
    )
    set_by = {row.staff_id: row for row in rows if row.data.get(REACTED_TO) == message_id}
    standing = sorted((row.id or 0, row.text) for row in set_by.values() if row.text)
    return standing[-1][1] if standing else ""
