"""Call whoever can still help, before a promised time is over and once it is."""

from collections import defaultdict
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from crm.tickets.sla import rules
from crm.tickets.sla.policy import current
from crm.tickets.sla.telling import Call, tell
from models import Seller, SlaClock, Ticket
from models.sla import Alarm

BATCH = 500
"""How many clocks one run looks at; the rest is for the next."""


async def call(session: AsyncSession, *, now: datetime) -> int:
    """Tell staff of the clocks that are due, a bounded number of them; return how many were.

    Each alarm goes out once: it is noted in the transaction that posts it, on a clock that no
    other replica looks at meanwhile. Outside the hours of work nobody is called.
    """
    policy = await current(session)
    if not policy.calendar.is_open(now):
        return 0
    calls: dict[Alarm, list[Call]] = defaultdict(list)
    for clock, ticket, seller in await _due(session, now):
        before, due_at = clock.alarm, clock.due_at or now
        alarm = rules.calls(clock, policy, now=now)
        if alarm is not None:
            calls[alarm].append(Call(ticket, seller, clock.goal, due_at, before))
    day = now.astimezone(policy.zone).date()
    for alarm in Alarm:
        await tell(session, alarm, calls[alarm], day=day, now=now)
    return sum(map(len, calls.values()))


async def _due(session: AsyncSession, now: datetime) -> list[tuple[SlaClock, Ticket, Seller]]:
    rows = await session.execute(
        select(SlaClock, Ticket, Seller)
        .join(Ticket, col(Ticket.id) == col(SlaClock.ticket_id))
        .join(Seller, col(Seller.id) == col(Ticket.seller_id))
        .where(col(SlaClock.next_at) <= now)
        .order_by(col(SlaClock.next_at), col(SlaClock.ticket_id))
        .limit(BATCH)
        .with_for_update(of=SlaClock, skip_locked=True)
    )
    return [(clock, ticket, seller) for clock, ticket, seller in rows]
