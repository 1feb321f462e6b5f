"""How urgent a ticket is: by rule as it grows, or by hand."""

from datetime import datetime
from typing import ClassVar

from sqlalchemy.ext.asyncio import AsyncSession

from crm.errors import CrmError
from crm.tickets import cards, rules
from crm.tickets.events import EventKind, by_sapa, by_staff
from crm.tickets.holding import hold
from crm.tickets.sla import clocks
from models import Staff, Ticket
from models.tickets import FINISHED


class NotAPriority(CrmError):
    """A priority is 1, 2 or 3."""

    code: ClassVar[str] = "not_a_priority"


class AlreadyThatUrgent(CrmError):
    """Somebody of the staff gave the ticket this priority before."""

    code: ClassVar[str] = "already_that_urgent"


class NothingLeftToDo(CrmError):
    """The ticket is resolved, so that nothing about it is urgent."""

    code: ClassVar[str] = "nothing_left_to_do"


async def set_priority(
    session: AsyncSession, *, ticket: Ticket, priority: int, staff: Staff, now: datetime
) -> None:
    """Let `staff` say how urgent the ticket is; rules leave it alone from then on.

    Raises:
        NotAPriority: there is no such priority.
        NothingLeftToDo: the ticket is resolved.
        AlreadyThatUrgent: it was set so by hand before.
    """
    if priority not in rules.PRIORITIES:
        raise NotAPriority(priority=priority)
    await hold(session, ticket)
    if ticket.state in FINISHED:
        raise NothingLeftToDo(ticket_id=ticket.id)
    if ticket.priority == priority and ticket.priority_by is not None:
        raise AlreadyThatUrgent(ticket_id=ticket.id)
    ticket.priority_by = staff.id
    by_staff(session, ticket, EventKind.PRIORITY_SET, staff=staff, now=now, priority=priority)
    await _set(session, ticket, priority, now)


async def raise_unanswered(session: AsyncSession, *, ticket: Ticket, now: datetime) -> None:
    """Make a held ticket one step more urgent once its seller has spoken for the third time.

    Nothing happens where staff answered meanwhile, set the priority by hand, or it is the highest.
    """
    raised = rules.raised(ticket)
    if raised is None:
        return
    by_sapa(session, ticket, EventKind.PRIORITY_RAISED, now=now, priority=raised)
    await _set(session, ticket, raised, now)


async def _set(session: AsyncSession, ticket: Ticket, priority: int, now: datetime) -> None:
    ticket.priority, ticket.updated_at = priority, now
    await clocks.retarget(session, ticket, now=now)
    await cards.show(session, ticket=ticket, now=now)
