"""Take down what a seller told staff by another way than the chat."""

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from crm.tickets import cards, rules
from crm.tickets.events import EventKind, by_staff
from crm.tickets.sla import clocks
from models import Seller, Staff, Ticket
from models.tickets import Category


async def take_down(
    session: AsyncSession,
    *,
    seller: Seller,
    staff: Staff,
    category: Category,
    text: str,
    now: datetime,
) -> Ticket:
    """Make a ticket of what `staff` wrote down about `seller`, and show it in the desk."""
    ticket = Ticket(
        kind=rules.kind_of(category),
        category=category,
        priority=rules.priority_of(category),
        seller_id=seller.id or 0,
        text=text,
        language=seller.language or "id",
        created_at=now,
        updated_at=now,
        data={rules.TOLD_TO: staff.name},
    )
    session.add(ticket)
    await session.flush()
    await clocks.follow(session, ticket, now=now)
    by_staff(session, ticket, EventKind.REPORTED, staff=staff, now=now, messages=0)
    await cards.post_new(session, ticket=ticket, now=now)
    return ticket
