"""Begin to talk with a seller who asked for nothing."""

from datetime import datetime
from typing import ClassVar

from sqlalchemy.ext.asyncio import AsyncSession

from crm.errors import CrmError
from crm.sellers.reach import require_reach
from crm.sellers.rules import Hurdle, hurdle
from crm.tickets import cards, queries, rules
from crm.tickets.events import EventKind, by_staff
from crm.tickets.sla import clocks
from models import Seller, Staff, StaffGroup, Ticket
from models.tickets import Category, TicketKind, TicketState


class NoDesk(CrmError):
    """No group is paired, so there is nowhere to talk."""

    code: ClassVar[str] = "no_desk"


class TalkedAlready(CrmError):
    """The seller has an open ticket, which is the place to write."""

    code: ClassVar[str] = "talked_already"

    def __init__(self, ticket: Ticket) -> None:
        """Name it."""
        super().__init__(f"#{ticket.id} is open", ticket_id=ticket.id)
        self.ticket = ticket


async def begin(session: AsyncSession, *, seller: Seller, staff: Staff, now: datetime) -> Ticket:
    """Open a ticket in which what `staff` write reaches `seller`, who has said nothing yet.

    Raises:
        NoDesk: there is nowhere to write.
        OutOfReach: the seller cannot, or does not want to, be written to.
        TalkedAlready: there is a ticket to write in; wishes of the seller do not matter there.
    """
    if await session.get(StaffGroup, 1) is None:
        raise NoDesk
    before = await queries.open_ticket_of(session, seller_id=seller.id or 0)
    if before is not None and hurdle(seller) not in {Hurdle.NOT_LINKED, Hurdle.LEFT}:
        raise TalkedAlready(before)
    require_reach(seller)
    ticket = Ticket(
        kind=TicketKind.QUESTION,
        category=Category.OTHER,
        state=TicketState.OPEN,
        priority=rules.NORMAL,
        seller_id=seller.id or 0,
        assignee_id=staff.id,
        language=seller.language or "id",
        created_at=now,
        updated_at=now,
        data={rules.BEGUN_BY: staff.name},
    )
    session.add(ticket)
    await session.flush()
    await clocks.follow(session, ticket, now=now)
    by_staff(session, ticket, EventKind.BEGUN, staff=staff, now=now)
    await cards.post_new(session, ticket=ticket, now=now)
    return ticket
