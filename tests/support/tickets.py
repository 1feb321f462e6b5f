"""Rows and questions for tests about tickets and the desk."""

import itertools
from collections.abc import Sequence
from typing import TypeVar

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from crm.outbox.payload import Payload
from crm.tickets.messages import Said
from models import Interaction, Outbox, StaffGroup, Ticket, TicketEvent
from models.interactions import Direction
from models.mail import OutboxState
from tests.support.builders import NOW

GROUP = -1001234567890
P = TypeVar("P", bound=Payload)

_message_ids = itertools.count(100)


async def a_desk(
    session: AsyncSession, *, chat_id: int = GROUP, is_forum: bool = True
) -> StaffGroup:
    """Store a paired group, with topics unless told otherwise."""
    group = StaffGroup(chat_id=chat_id, title="Desk", is_forum=is_forum, paired_at=NOW)
    session.add(group)
    await session.flush()
    return group


def words(
    text: str = "Uang saya belum masuk",
    *,
    kind: str = "text",
    chat_id: int = 5,
    message_id: int | None = None,
    album: str | None = None,
    reply_to: int | None = None,
) -> Said:
    """Return something that somebody said: a text, unless told otherwise."""
    number = next(_message_ids) if message_id is None else message_id
    return Said(chat_id, number, kind, text=text, album=album, reply_to=reply_to)


def a_photo(
    caption: str = "",
    *,
    chat_id: int = 5,
    message_id: int | None = None,
    album: str | None = None,
) -> Said:
    """Return a photo that somebody sent."""
    return words(caption, kind="photo", chat_id=chat_id, message_id=message_id, album=album)


async def posted(
    session: AsyncSession, kind: type[P], *, state: OutboxState = OutboxState.WAITING
) -> list[P]:
    """Return the payloads of one kind, in their order."""
    return [kind.load(row.params) for row in await rows(session, kind, state=state)]


async def rows(
    session: AsyncSession, kind: type[Payload], *, state: OutboxState = OutboxState.WAITING
) -> list[Outbox]:
    """Return the outbox rows of one kind of payload, in their order."""
    found = await session.scalars(
        select(Outbox)
        .where(col(Outbox.template) == kind.template, col(Outbox.state) == state)
        .order_by(col(Outbox.id))
    )
    return list(found)


async def everything_leaves(session: AsyncSession) -> None:
    """Let what waits be sent, as far as the outbox tells."""
    found = await session.scalars(select(Outbox).where(col(Outbox.state) == OutboxState.WAITING))
    for row in found:
        row.state = OutboxState.SENT
    await session.flush()


async def happened(session: AsyncSession, ticket: Ticket) -> list[str]:
    """Return the kinds of a ticket's events, in their order."""
    found = await session.scalars(
        select(col(TicketEvent.kind))
        .where(col(TicketEvent.ticket_id) == ticket.id)
        .order_by(col(TicketEvent.id))
    )
    return list(found)


async def a_copy(  # the log of a message that was copied
    session: AsyncSession,
    ticket: Ticket,
    *,
    kind: str,
    chat_id: int,
    ids: Sequence[int],
    of: Sequence[int],
    from_chat_id: int,
) -> Interaction:
    """Store the log of messages `of` another chat that were copied into `chat_id` as `ids`."""
    row = Interaction(
        at=NOW,
        direction=Direction.OUT,
        kind=kind,
        chat_id=chat_id,
        ticket_id=ticket.id,
        message_id=ids[0],
        data={
            "from_chat_id": from_chat_id,
            "from_message_ids": list(of),
            "message_ids": list(ids),
        },
    )
    session.add(row)
    await session.flush()
    return row
