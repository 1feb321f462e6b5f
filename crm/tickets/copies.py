"""Which message in one chat is the copy of which in the other: both ways."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from crm.macros.payloads import MacroAnswer
from crm.tickets.events import EventKind
from crm.tickets.payloads import TicketCard
from crm.tickets.relayed import Relay, RelayToSeller
from models import Interaction, Outbox, Ticket, TicketEvent
from models.interactions import Direction

TOGETHER = "together"
"""Marks, in the log, a text that was sent in one message with others."""
Place = tuple[int, int]
"""A chat, and a message in it."""


async def counterpart(
    session: AsyncSession, *, ticket: Ticket, chat_id: int, message_id: int, other_chat_id: int
) -> int | None:
    """Return the id, in the other chat, of the message that is `message_id` in `chat_id`.

    Between the seller's chat and the staff group, either way: the copy of an original, the
    original of a copy; the macro that staff chose, and what the seller read of it; for the
    ticket's card the seller's first words. None for anything else, and for what is in a chat that
    one side has left: there other messages have these numbers.
    """
    here, there = (chat_id, message_id), other_chat_id
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
        found = _across(row, here, there)
        if found is not None:
            return found
    macro = await _behind_a_macro(session, ticket, here, there)
    return macro or await _behind_the_card(session, ticket, here, there)


async def words_of(
    session: AsyncSession, *, ticket: Ticket, chat_id: int, copy: int
) -> str | None:
    """Return what a message that several texts of the seller were sent in should say now.

    None where `copy`, an id in the staff group `chat_id`, is not such a message.
    """
    rows = await session.scalars(
        select(Interaction)
        .where(
            col(Interaction.ticket_id) == ticket.id,
            col(Interaction.chat_id) == chat_id,
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


def _across(row: Interaction, here: Place, there: int) -> int | None:
    copies, originals = row.data.get("message_ids", []), row.data.get("from_message_ids", [])
    chat_id, message_id = here
    chats = row.chat_id, row.data.get("from_chat_id")
    if chats == (chat_id, there):
        return _matching(copies, originals, message_id)
    if chats == (there, chat_id):
        return _matching(originals, copies, message_id)
    return None


def _matching(these: Sequence[Any], those: Sequence[Any], message_id: int) -> int | None:
    return next(
        (that for this, that in zip(these, those, strict=False) if this == message_id), None
    )


async def _behind_a_macro(
    session: AsyncSession, ticket: Ticket, here: Place, there: int
) -> int | None:
    rows = await session.execute(
        select(col(Interaction.chat_id), col(Interaction.message_id), col(Outbox.params))
        .join(Outbox, col(Outbox.id) == col(Interaction.outbox_id))
        .where(
            col(Interaction.ticket_id) == ticket.id,
            col(Interaction.kind) == MacroAnswer.template,
        )
    )
    for read_in, read_as, params in rows:
        read = read_in, read_as
        chosen = params.get("chosen_in"), params.get("chosen_as")
        for this, that in ((read, chosen), (chosen, read)):
            if this == here and that[0] == there:
                return that[1]
    return None


async def _behind_the_card(
    session: AsyncSession, ticket: Ticket, here: Place, there: int
) -> int | None:
    chat_id, message_id = here
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
    if card is None or not reported or reported[0]["chat_id"] != there:
        return None
    return reported[0]["message_id"]
