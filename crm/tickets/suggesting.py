"""Whom a ticket is best given to: who speaks the language, knows the region, has time."""

from datetime import date

from sqlalchemy.ext.asyncio import AsyncSession

from crm.staff import queries, rules
from crm.staff.regions import covers
from crm.tickets.handover import ColleagueLine, HandOverPage
from models import Seller, Staff, Ticket

BEST = 3
"""How many are suggested before one asks for the others."""
PAGE = 10
"""How many of the others are shown at once."""


async def whom_to_give(
    session: AsyncSession,
    *,
    ticket: Ticket,
    day: date,
    page: int = 0,
    message_id: int | None = None,
) -> HandOverPage:
    """Return the best three at work whom `ticket` may be given to; page by page all the others."""
    seller = await session.get_one(Seller, ticket.seller_id)
    holder = await session.get(Staff, ticket.assignee_id) if ticket.assignee_id else None
    found = await _ranked(session, ticket, province=seller.province, day=day)
    pages = 1 + -(-max(len(found) - BEST, 0) // PAGE)
    page = min(max(page, 0), pages - 1)
    first = BEST + (page - 1) * PAGE
    return HandOverPage(
        ticket_id=ticket.id or 0,
        holder_id=ticket.assignee_id or 0,
        holder=holder.name if holder else "",
        lines=tuple(found[:BEST] if page == 0 else found[first : first + PAGE]),
        page=page,
        pages=pages,
        message_id=message_id,
    )


async def _ranked(
    session: AsyncSession, ticket: Ticket, *, province: str, day: date
) -> list[ColleagueLine]:
    loads = await queries.loads(session)
    others = [
        one for one in await queries.at_work(session, day=day) if one.id != ticket.assignee_id
    ]
    others.sort(
        key=lambda one: rules.effort(
            one, load=loads.get(one.id or 0, 0), language=ticket.language, province=province
        )
    )
    return [
        ColleagueLine(
            staff_id=one.id or 0,
            name=one.name,
            load=loads.get(one.id or 0, 0),
            speaks=rules.speaks(one, ticket.language),
            near=covers(one.region, province),
        )
        for one in others
    ]
