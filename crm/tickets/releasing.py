"""Let tickets of those who are absent move on: to others in turn, else back to the queue."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import not_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from crm.outbox.operations import post
from crm.staff import queries as staffs
from crm.staff.shift import Shift
from crm.tickets import cards
from crm.tickets.events import EventKind, by_sapa
from crm.tickets.handover import Absence, TicketsGiven, TicketsMovedOn
from crm.tickets.turns import Turns
from models import Seller, Staff, Ticket
from models.tickets import unfinished

AT_ONCE = 30
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

    Nothing is said to sellers. Where tickets are given in turn, these are; else, and where nobody
    is at work, they wait for somebody.
    """
    tickets = await _held(session, holder)
    if not tickets:
        return MovedOn()
    turns = await Turns.call(session, day=shift.day, apart=holder) if shift.in_turn else Turns(())
    given: Counter[int] = Counter()
    for ticket in tickets:
        taker = turns.next_for(ticket, now=now)
        _pass(session, ticket, holder=holder, taker=taker, now=now)
        if taker is not None:
            given[taker.telegram_id] += 1
    await session.flush()
    await _show(session, tickets, now=now)
    for chat_id, count in given.items():
        post(session, TicketsGiven(count, of=holder.name), chat_id=chat_id, now=now)
    moved = MovedOn(released=len(tickets) - given.total(), given=given.total())
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


async def _show(session: AsyncSession, tickets: Sequence[Ticket], *, now: datetime) -> None:
    """Bring the cards up to date; what they all need is fetched and held for as long."""
    ids = {ticket.seller_id for ticket in tickets}
    sellers = await session.scalars(select(Seller).where(col(Seller.id).in_(ids)))
    held = (*sellers, await staffs.group(session))
    for ticket in tickets:
        await cards.show(session, ticket=ticket, now=now)
    del held


def _pass(
    session: AsyncSession, ticket: Ticket, *, holder: Staff, taker: Staff | None, now: datetime
) -> None:
    ticket.assignee_id = taker.id if taker else None
    kind = EventKind.ASSIGNED if taker else EventKind.RELEASED
    by_sapa(session, ticket, kind, now=now, **{"from": holder.id, "to": ticket.assignee_id})


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
