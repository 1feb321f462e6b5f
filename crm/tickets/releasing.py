"""Let tickets of those who are absent move on: to others in turn, else back to the queue."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import not_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from crm.outbox.operations import post
from crm.outbox.payload import Priority
from crm.staff import queries as staffs
from crm.staff.shift import Shift
from crm.tickets import cards
from crm.tickets.events import EventKind, all_by_sapa
from crm.tickets.handover import Absence, TicketsGiven, TicketsMovedOn
from crm.tickets.turns import Turns
from models import Staff, Ticket
from models.tickets import unfinished

AT_ONCE = 100
"""How many tickets of one person move on while they wait; the clock sees to the rest."""
ABSENT_AT_ONCE = 10
"""How many absent people a run of the clock sees to."""


@dataclass(frozen=True, slots=True)
class MovedOn:
    """How many tickets wait for somebody, and how many were given to others."""

    released: int = 0
    given: int = 0


async def move_on(session: AsyncSession, *, holder: Staff, shift: Shift, now: datetime) -> MovedOn:
    """Let unfinished tickets of `holder` move on, and tell the team of all at once.

    Nothing is said to sellers, and new reports come before the cards of these. Where tickets are
    given in turn, these are; else, and where nobody is at work, they wait for somebody.
    """
    tickets = await _held(session, holder)
    if not tickets:
        return MovedOn()
    turns = await Turns.call(session, day=shift.day, apart=holder) if shift.in_turn else Turns(())
    passed: defaultdict[int | None, list[int]] = defaultdict(list)
    for ticket in tickets:
        taker = turns.next_for(ticket, now=now)
        ticket.assignee_id = taker.id if taker else None
        passed[ticket.assignee_id].append(ticket.id or 0)
    for taker_id, ids in passed.items():
        await _record(session, ids, holder=holder, taker_id=taker_id, now=now)
    await cards.show_all(session, tickets=tickets, priority=Priority.FOLLOW_UP, now=now)
    released = len(passed.pop(None, ()))
    moved = MovedOn(released=released, given=len(tickets) - released)
    await _announce(session, holder, moved, now)
    return moved


async def absent_holders(session: AsyncSession, *, day: date) -> list[Staff]:
    """Return some of those who are absent and still have unfinished tickets."""
    holding = select(col(Ticket.assignee_id)).where(
        unfinished(), col(Ticket.assignee_id).is_not(None)
    )
    found = await session.scalars(
        select(Staff)
        .where(
            not_(col(Staff.active)) | staffs.away(day),
            col(Staff.id).in_(holding),
        )
        .order_by(col(Staff.id))
        .limit(ABSENT_AT_ONCE)
    )
    return list(found)


async def _held(session: AsyncSession, holder: Staff) -> Sequence[Ticket]:
    found = await session.scalars(
        select(Ticket)
        .where(col(Ticket.assignee_id) == holder.id, unfinished())
        .order_by(col(Ticket.created_at), col(Ticket.id))
        .limit(AT_ONCE)
        .with_for_update(key_share=True, skip_locked=True)
        .execution_options(populate_existing=True)
    )
    return list(found)


async def _record(
    session: AsyncSession,
    ticket_ids: Collection[int],
    *,
    holder: Staff,
    taker_id: int | None,
    now: datetime,
) -> None:
    """Keep what became of tickets, and tell whoever has them now."""
    kind = EventKind.ASSIGNED if taker_id else EventKind.RELEASED
    hands = {"from": holder.id, "to": taker_id}
    await all_by_sapa(session, ticket_ids, kind, now=now, **hands)
    taker = await session.get(Staff, taker_id) if taker_id else None
    if taker is not None:
        told = TicketsGiven(len(ticket_ids), of=holder.name)
        post(session, told, chat_id=taker.telegram_id, now=now)


async def _announce(session: AsyncSession, holder: Staff, moved: MovedOn, now: datetime) -> None:
    group = await staffs.group(session)
    if group is None:
        return
    told = TicketsMovedOn(
        name=holder.name,
        why=Absence.LEAVE if holder.active else Absence.LEFT,
        until=holder.away_until if holder.active else None,
        released=moved.released,
        given=moved.given,
    )
    post(session, told, chat_id=group.chat_id, now=now)
