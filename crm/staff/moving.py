"""Move the desk to another group: message ids of the old one mean nothing in the new."""

from sqlalchemy import or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from crm.broadcasts import steering as broadcasts
from crm.calls.payloads import CallCard, CallEnded
from crm.imports.orders import moving as imports
from crm.incidents import moving as incidents
from crm.incidents.payloads import IncidentCard
from crm.tickets.payloads import CardUpdate
from crm.tickets.relayed import Relay, RelayEdit, RelayReaction
from crm.uploads.review import posting as reviews
from crm.uploads.review.payloads import ReviewAlbum, ReviewCard, ReviewReplaced
from models import CallTask, Outbox, StaffGroup, Ticket
from models.mail import OutboxState

EDITS = (
    CardUpdate.template,
    RelayEdit.template,
    RelayReaction.template,
    CallEnded.template,
    IncidentCard.template,
    ReviewAlbum.template,
    ReviewCard.template,
    ReviewReplaced.template,
)
"""Templates that change a message which only the old group has, or are posted anew in the new."""


async def move(session: AsyncSession, *, group: StaffGroup, chat_id: int) -> None:
    """Let the group be `chat_id`; what waits goes there, and cards can be posted anew."""
    await imports.move(session, old=group.chat_id, new=chat_id)
    await broadcasts.move(session, old=group.chat_id, new=chat_id)
    await _move_waiting(session, old=group.chat_id, new=chat_id)
    await forget_cards(session, chat_id=group.chat_id)
    group.chat_id = chat_id
    await session.flush()


async def forget_cards(session: AsyncSession, *, chat_id: int) -> None:
    """Forget topics and cards in a chat that is no longer, or will no longer be, the desk."""
    await session.execute(
        update(Ticket)
        .where(or_(col(Ticket.topic_id).is_not(None), col(Ticket.card_message_id).is_not(None)))
        .values(topic_id=None, card_message_id=None)
    )
    await session.execute(
        update(CallTask)
        .where(col(CallTask.card_message_id).is_not(None))
        .values(card_message_id=None)
    )
    await incidents.forget_cards(session)
    await reviews.forget_cards(session)
    await session.execute(
        update(Outbox)
        .where(
            col(Outbox.chat_id) == chat_id,
            col(Outbox.template) == CallCard.template,
            col(Outbox.state) != OutboxState.WAITING,
        )
        .values(dedupe_key=None)
    )


async def _move_waiting(session: AsyncSession, *, old: int, new: int) -> None:
    waiting = (col(Outbox.chat_id) == old, col(Outbox.state) == OutboxState.WAITING)
    await session.execute(
        update(Outbox)
        .where(*waiting, col(Outbox.template).in_(EDITS))
        .values(state=OutboxState.CANCELLED, error="the desk moved")
    )
    await session.execute(
        update(Outbox).where(*waiting, col(Outbox.template) != Relay.template).values(chat_id=new)
    )
    for row in await session.scalars(select(Outbox).where(*waiting)):
        row.params = {**row.params, "reply_to": None}
        row.chat_id = new
