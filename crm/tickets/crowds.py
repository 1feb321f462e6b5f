"""More cards wait for the desk than it may be sent: a list tells of them all, and they follow."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from pydantic import ValidationError
from sqlalchemy import ColumnElement, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from crm.outbox.operations import post
from crm.outbox.payload import Priority
from crm.tickets import rules
from crm.tickets.payloads import NewReport, NewReports, TicketCard
from crm.tickets.relayed import NotRelayed, Relay
from models import Outbox, Ticket
from models.mail import OutboxState
from models.types import stated

GATHER = timedelta(seconds=15)
"""How long a card waits for others where the group is nearly full, to be listed with them."""
PAGE = 40
"""How many reports one list names."""
MOST = 3 * PAGE
"""How many all lists together name; the rest is counted."""
STORE, WORDS = 30, 44
"""How much of a store's name and of its words a list shows."""
_TALK = (TicketCard.template, Relay.template, NotRelayed.template)
FIRST, FRESH, LATER = Priority.REPLY, Priority.STAFF, Priority.FOLLOW_UP
"""When a card leaves: somebody has its ticket already; it is new; a list has named it."""


@dataclass(frozen=True, slots=True)
class Turn:
    """When a message leaves."""

    priority: Priority
    due: datetime


async def may_leave(session: AsyncSession, *, chat_id: int, room: int, now: datetime) -> bool:
    """Tell whether a new card may leave as it is; else all that wait are listed, and follow later.

    `room` is how many messages the group can take beside what is kept free for talk. Cards that
    come one by one into a group without room are gathered for a little while.
    """
    rows = await _fresh(session, chat_id)
    if len(rows) <= room:
        return True
    together = min((row.created_at for row in rows), default=now) + GATHER
    if room <= 0 and len(rows) < PAGE and now < together:
        await _delay(session, chat_id, due=together)
        return False
    if len(rows) <= 1:
        return True
    await _list(session, rows, chat_id=chat_id, now=now)
    return False


async def lift(session: AsyncSession, *, ticket: Ticket, chat_id: int, now: datetime) -> None:
    """Let a listed card leave next, with what follows it, since somebody has its ticket."""
    await session.execute(
        update(Outbox)
        .where(
            *_waiting(chat_id),
            col(Outbox.ticket_id) == ticket.id,
            col(Outbox.priority) == LATER,
        )
        .values(priority=int(FIRST), due=now)
    )


async def let_follow(session: AsyncSession, *, tickets: Sequence[Ticket], chat_id: int) -> None:
    """Let cards that nobody need be told of leave after all that is new, with what they bring."""
    await session.execute(
        update(Outbox)
        .where(
            *_waiting(chat_id),
            col(Outbox.priority) == FRESH,
            col(Outbox.ticket_id).in_([ticket.id for ticket in tickets]),
        )
        .values(priority=int(LATER))
        .execution_options(synchronize_session=False)
    )


async def turn_of(session: AsyncSession, *, ticket: Ticket, chat_id: int, now: datetime) -> Turn:
    """Return when a further message about a ticket leaves: never before what waits of it."""
    row = await session.execute(
        select(func.max(col(Outbox.priority)), func.max(col(Outbox.due))).where(
            *_waiting(chat_id),
            col(Outbox.ticket_id) == ticket.id,
            col(Outbox.template).in_(_TALK),
            col(Outbox.attempts) == 0,
        )
    )
    priority, due = row.one()
    return Turn(Priority(max(FRESH, priority or 0)), max(now, due or now))


async def _fresh(session: AsyncSession, chat_id: int) -> Sequence[Outbox]:
    found = await session.scalars(
        select(Outbox).where(*_new(chat_id)).order_by(col(Outbox.id)).limit(MOST + 1)
    )
    return list(found)


async def _list(
    session: AsyncSession, rows: Sequence[Outbox], *, chat_id: int, now: datetime
) -> None:
    total = len(rows)
    if total > MOST:
        total = await session.scalar(select(func.count()).where(*_new(chat_id))) or total
    named = sorted(
        (_named(card) for row in rows[:MOST] if (card := _read(row)) is not None),
        key=lambda report: (not report.urgent, report.ticket_id),
    )
    for start in range(0, len(named), PAGE):
        page = tuple(named[start : start + PAGE])
        is_last = start + PAGE >= len(named)
        listed = NewReports(reports=page, more=total - len(named) if is_last else 0)
        post(session, listed, chat_id=chat_id, now=now)
    await _delay(session, chat_id, due=now, priority=LATER)


def _read(row: Outbox) -> TicketCard | None:
    """Return a card; None for one that nobody can read, which its own turn ends."""
    try:
        return TicketCard.load(row.params)
    except ValidationError:
        return None


def _named(card: TicketCard) -> NewReport:
    return NewReport(
        ticket_id=card.ticket_id,
        category=card.category,
        urgent=card.urgent,
        store=rules.cut(card.seller.store or card.seller.owner, STORE),
        text=rules.cut(" ".join(card.text.split()), WORDS),
    )


async def _delay(
    session: AsyncSession, chat_id: int, *, due: datetime, priority: Priority = FRESH
) -> None:
    """Let the new cards leave later, each with all that follows it."""
    tickets = select(col(Outbox.ticket_id)).where(*_new(chat_id))
    await session.execute(
        update(Outbox)
        .where(
            *_waiting(chat_id),
            col(Outbox.priority) == FRESH,
            col(Outbox.ticket_id).in_(tickets.scalar_subquery()),
        )
        .values(due=due, priority=int(priority))
        .execution_options(synchronize_session=False)
    )


def _new(chat_id: int) -> tuple[ColumnElement[bool], ...]:
    return (
        *_waiting(chat_id),
        col(Outbox.template) == TicketCard.template,
        col(Outbox.priority) == FRESH,
    )


def _waiting(chat_id: int) -> tuple[ColumnElement[bool], ...]:
    return stated(col(Outbox.state), OutboxState.WAITING), col(Outbox.chat_id) == chat_id
