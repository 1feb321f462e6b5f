"""Which message in one chat is the copy of which in the other: both ways."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from crm.tickets.events import EventKind
from crm.tickets.payloads import TicketCard
from crm.tickets.relayed import Relay, RelayToSeller
from models import Interaction, Ticket, TicketEvent
from models.interactions import Direction

TOGETHER = "together"
"""Marks, in the log, a text that was sent in one message with others."""


async def counterpart(
    session: AsyncSession, *, ticket: Ticket, chat_id: int, message_id: int
) -> int | None:
    """Return the id, in the other chat, of the message that is `message_id` in `chat_id`.

    Between the seller's chat and the staff group, either way: the copy of an original, the
    original of a copy; for the ticket's card the seller's first words. None for anything else.
    """
    rows = await session.scalars(
        select(Interaction)
        .where(
            col(Interaction.ticket_id) == ticket.id,
            col(Interaction.direction) == Direction.OUT,
            col(Interaction.kind).in_((Relay.template, RelayToSeller.template)),
        )
        .order_by(col(Interaction.id).desc())
    )
    for row in rows:
        found = _across(row, chat_id, message_id)
        if found is not None:
            return found
    return await _behind_the_card(session, ticket, chat_id, message_id)


async def words_of(session: AsyncSession, *, ticket: Ticket, copy: int) -> str | None:
    """Return what a message that several texts of the seller were sent in should say now.

    None where `copy`, an id in the staff group, is not such a message.
    """
    rows = await session.scalars(
        select(Interaction)
        .where(
            col(Interaction.ticket_id) == ticket.id,
            col(Interaction.message_id) == copy,
            col(Interaction.kind) == Relay.template,
        )
        .order_by(col(Interaction.id))
    )
    texts = {row.data["from_message_ids"][0]: row.text for row in rows if row.data.get(TOGETHER)}
    if not texts:
        return None
    edits = await session.scalars(
        select(TicketEvent)
        .where(col(TicketEvent.ticket_id) == ticket.id, col(TicketEvent.kind) == EventKind.EDITED)
        .order_by(col(TicketEvent.id))
    )
    for edit in edits:
        if edit.staff_id is None and edit.data.get("message_id") in texts:
            texts[edit.data["message_id"]] = edit.data["text"]
    return "\n".join(texts.values())


def _across(row: Interaction, chat_id: int, message_id: int) -> int | None:
    copies, originals = row.data.get("message_ids", []), row.data.get("from_message_ids", [])
    if row.chat_id == chat_id:
        return _matching(copies, originals, message_id)
    if row.data.get("from_chat_id") == chat_id:
        return _matching(originals, copies, message_id)
    return None


def _matching(these: Sequence[Any], those: Sequence[Any], message_id: int) -> int | None:
    return next(
        (that for this, that in zip(these, those, strict=False) if this == message_id), None
    )


async def _behind_the_card(
    session: AsyncSession, ticket: Ticket, chat_id: int, message_id: int
) -> int | None:
    card = await session.scalar(
        select(col(Interaction.id))
        .where(
            col(Interaction.chat_id) == chat_id,
            col(Interaction.message_id) == message_id,
            col(Interaction.ticket_id) == ticket.id,
            col(Interaction.kind) == TicketCard.template,
        )
        .limit(1)
    )
    reported = ticket.data.get("messages", [])
    return reported[0]["message_id"] if card is not None and reported else None
