"""The lists that staff work through: their own tickets, and those that nobody has."""

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from crm.staff.queries import group as desk
from crm.tickets.payloads import TicketLine, TicketList
from crm.tickets.rules import topic_link
from crm.tickets.sla.queries import Times, due_at, is_late, times_of
from models import Seller, Ticket
from models.tickets import unfinished

PAGE = 15
"""How many tickets a page shows."""


async def mine(
    session: AsyncSession,
    *,
    staff_id: int,
    now: datetime,
    page: int = 0,
    message_id: int | None = None,
) -> TicketList:
    """Return what somebody has: late first, then what is due soonest, then the oldest."""
    order = (is_late(now).desc(), due_at().asc().nulls_last())
    whose = col(Ticket.assignee_id) == staff_id
    return await _page(
        session, whose, order, staff_id=staff_id, page=page, now=now, message_id=message_id
    )


async def queue(
    session: AsyncSession, *, now: datetime, page: int = 0, message_id: int | None = None
) -> TicketList:
    """Return what nobody has: late first, then the oldest."""
    whose = col(Ticket.assignee_id).is_(None)
    return await _page(
        session,
        whose,
        (is_late(now).desc(),),
        staff_id=0,
        page=page,
        now=now,
        message_id=message_id,
    )


async def page_of(
    session: AsyncSession, *, staff_id: int, page: int, now: datetime, message_id: int
) -> TicketList:
    """Return a page of somebody's list, or with 0 of what nobody has, in place of another."""
    if staff_id:
        return await mine(session, staff_id=staff_id, now=now, page=page, message_id=message_id)
    return await queue(session, now=now, page=page, message_id=message_id)


async def _page(
    session: AsyncSession,
    whose: ColumnElement[bool],
    order: tuple[ColumnElement[Any], ...],
    *,
    staff_id: int,
    page: int,
    now: datetime,
    message_id: int | None,
) -> TicketList:
    ones = (unfinished(), whose)
    total = await session.scalar(select(func.count()).select_from(Ticket).where(*ones)) or 0
    pages = max(1, -(-total // PAGE))
    page = min(max(page, 0), pages - 1)
    shown = await session.scalars(
        select(col(Ticket.id))
        .where(*ones)
        .order_by(*order, col(Ticket.created_at), col(Ticket.id))
        .offset(page * PAGE)
        .limit(PAGE)
    )
    return TicketList(
        mine=staff_id > 0,
        total=total,
        lines=await _lines(session, [number for number in shown if number], now=now),
        staff_id=staff_id,
        page=page,
        pages=pages,
        message_id=message_id,
    )


async def _lines(
    session: AsyncSession, numbers: list[int], *, now: datetime
) -> tuple[TicketLine, ...]:
    if not numbers:
        return ()
    rows = await session.execute(
        select(Ticket, col(Seller.store_name))
        .join(Seller, col(Seller.id) == col(Ticket.seller_id))
        .where(col(Ticket.id).in_(numbers))
    )
    found = {ticket.id: (ticket, store) for ticket, store in rows}
    times = await times_of(session, numbers, now=now)
    group = await desk(session)
    chat_id = group.chat_id if group else 0
    return tuple(
        _line(*found[number], times.get(number), chat_id=chat_id)
        for number in numbers
        if number in found
    )


def _line(ticket: Ticket, store: str, times: Times | None, *, chat_id: int) -> TicketLine:
    return TicketLine(
        ticket_id=ticket.id or 0,
        store=store,
        category=ticket.category,
        state=ticket.state,
        created_at=ticket.created_at,
        link=topic_link(chat_id, ticket.topic_id),
        due_at=times.due_at if times else None,
        late=times.late if times else False,
    )
