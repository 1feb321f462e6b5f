"""Give new tickets in turn: fairly, in the seller's language where somebody speaks it.

Who is at work is locked while tickets are given, so that two replicas take turns as one would.
"""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from itertools import chain
from typing import Self

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from crm.outbox.operations import post
from crm.staff import queries as staffs
from crm.staff import rules
from crm.tickets import cards
from crm.tickets.events import EventKind, by_sapa
from crm.tickets.handover import TicketGiven, TicketsGiven
from crm.tickets.holding import move
from crm.tickets.rules import Move, topic_link
from models import Seller, Staff, StaffGroup, Ticket
from models.staff import Role
from models.tickets import TicketKind, TicketState, unfinished

AT_ONCE = 50
"""How many tickets are given in one transaction."""
_INSTANT = timedelta(microseconds=1)
_NEW = (
    unfinished(),
    col(Ticket.assignee_id).is_(None),
    col(Ticket.state) == TicketState.NEW,
    col(Ticket.incident_id).is_(None),
    col(Ticket.kind) != TicketKind.SUGGESTION,
)
"""Nobody has to take up reports of an incident, or wishes, one by one."""


class Turns:
    """Those who take turns, and who is next."""

    def __init__(self, members: Sequence[Staff]) -> None:
        """Let `members`, whose rows are locked, take turns."""
        self._members = members

    @classmethod
    async def call(cls, session: AsyncSession, *, day: date, apart: Staff | None = None) -> Self:
        """Lock the agents who are at work; all other staff where no agent is."""
        active = await staffs.hold_active(session)
        members = [one for one in active if one is not apart and not rules.is_away(one, day)]
        agents = [one for one in members if one.role is Role.AGENT]
        return cls(agents or members)

    def next_for(self, ticket: Ticket, *, now: datetime) -> Staff | None:
        """Return who is given `ticket`, whose turn it was by that; None where nobody is there."""
        member = rules.next_in_turn(self._members, language=ticket.language)
        if member is not None:
            given = [one.assigned_at for one in self._members if one.assigned_at is not None]
            member.assigned_at = max([now, *(moment + _INSTANT for moment in given)])
        return member


async def give_in_turn(session: AsyncSession, *, day: date, now: datetime) -> int:
    """Give new tickets that nobody has yet, the oldest first; return how many were given.

    What somebody had and gave back waits for somebody who wants it.
    """
    turns = await Turns.call(session, day=day)
    given: defaultdict[int, list[Ticket]] = defaultdict(list)
    for ticket in await _new(session):
        member = turns.next_for(ticket, now=now)
        if member is None:
            break
        ticket.assignee_id = member.id
        await move(session, ticket, Move.CLAIM, now=now)
        by_sapa(session, ticket, EventKind.ASSIGNED, now=now, **{"from": None, "to": member.id})
        given[member.telegram_id].append(ticket)
    await cards.show_all(session, tickets=list(chain(*given.values())), now=now)
    for chat_id, tickets in given.items():
        await _tell(session, tickets, chat_id=chat_id, now=now)
    return sum(map(len, given.values()))


async def new_ones_wait(session: AsyncSession) -> bool:
    """Tell whether there is a new ticket that nobody has."""
    return await session.scalar(select(col(Ticket.id)).where(*_NEW).limit(1)) is not None


async def _new(session: AsyncSession) -> Sequence[Ticket]:
    found = await session.scalars(
        select(Ticket)
        .where(*_NEW)
        .order_by(col(Ticket.created_at), col(Ticket.id))
        .limit(AT_ONCE)
        .with_for_update(key_share=True, skip_locked=True)
    )
    return list(found)


async def _tell(
    session: AsyncSession, tickets: Sequence[Ticket], *, chat_id: int, now: datetime
) -> None:
    if len(tickets) > 1:
        post(session, TicketsGiven(len(tickets)), chat_id=chat_id, now=now)
        return
    ticket = tickets[0]
    group = await session.get(StaffGroup, 1)
    seller = await session.get_one(Seller, ticket.seller_id)
    given = TicketGiven(
        ticket_id=ticket.id or 0,
        category=ticket.category,
        store=seller.store_name,
        link=topic_link(group.chat_id, ticket.topic_id) if group else "",
    )
    post(session, given, chat_id=chat_id, now=now)
