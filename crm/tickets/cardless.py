"""Open work that the desk has no card of, since the group is new to it: some cards at a time."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, and_, exists, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from crm.tickets import cards, crowds
from models import Outbox, StaffGroup, Ticket
from models.mail import OutboxState
from models.tickets import unfinished

AT_ONCE = 200
"""Cards posted in one transaction: each asks what the seller's facts, times and words are."""


async def post_first(session: AsyncSession, *, group: StaffGroup, now: datetime) -> int:
    """Post the cards of the oldest open work without one; return how much has none.

    The rest follows by `post_rest`. Reports of an incident wait until somebody needs them.
    """
    await session.flush()
    count = select(func.count()).select_from(Ticket).where(*_cardless(group))
    total = await session.scalar(count) or 0
    await _post(session, group, now)
    return total


async def post_rest(session: AsyncSession, *, now: datetime) -> int:
    """Post some more, which leave after all that is new; return how many."""
    group = await session.get(StaffGroup, 1)
    if group is None:
        return 0
    tickets = await _post(session, group, now)
    await crowds.let_follow(session, tickets=tickets, chat_id=group.chat_id)
    return len(tickets)


async def _post(session: AsyncSession, group: StaffGroup, now: datetime) -> Sequence[Ticket]:
    found = await session.scalars(
        select(Ticket).where(*_cardless(group)).order_by(col(Ticket.id)).limit(AT_ONCE)
    )
    tickets = list(found)
    for ticket in tickets:
        await cards.post_first(session, group=group, ticket=ticket, now=now)
    return tickets


def _cardless(group: StaffGroup) -> tuple[ColumnElement[bool], ...]:
    """Tell in SQL whether no card is there, none is on its way, and none was refused here."""
    tried_here = and_(
        col(Outbox.created_at) >= group.paired_at, col(Outbox.state) != OutboxState.CANCELLED
    )
    posted = exists().where(
        col(Outbox.ticket_id) == col(Ticket.id),
        col(Outbox.chat_id) == group.chat_id,
        col(Outbox.template).in_(cards.CARDS),
        or_(col(Outbox.state).in_((OutboxState.WAITING, OutboxState.SENDING)), tried_here),
    )
    no_card = col(Ticket.card_message_id).is_(None)
    return unfinished(), no_card, col(Ticket.incident_id).is_(None), ~posted
