"""Pass a ticket from hand to hand: give it, hand it back, take it over."""

from datetime import date, datetime
from typing import ClassVar

from sqlalchemy.ext.asyncio import AsyncSession

from crm.errors import CrmError
from crm.outbox.operations import post
from crm.staff import queries as staffs
from crm.staff import rules
from crm.tickets import cards, handling, queries
from crm.tickets.events import EventKind, by_staff
from crm.tickets.handling import AlreadyResolved
from crm.tickets.handover import GivenHere, TicketGiven, TicketTaken
from crm.tickets.holding import hold, move
from crm.tickets.rules import Move, topic_link
from models import Seller, Staff, StaffGroup, Ticket
from models.staff import Role
from models.tickets import FINISHED

QUEUE = 0
"""In place of a staff member's id: nobody, so that the ticket waits for somebody."""


class HolderChanged(CrmError):
    """Somebody else has the ticket than whoever decided had seen; `name` is theirs, or empty."""

    code: ClassVar[str] = "ticket_holder_changed"

    def __init__(self, name: str) -> None:
        """Name who has it."""
        super().__init__(f"{name or 'nobody'} has this ticket")
        self.name = name


class NotYourTicket(CrmError):
    """Agents pass on what is theirs; supervisors everything. `name` has it, or nobody."""

    code: ClassVar[str] = "not_your_ticket"

    def __init__(self, name: str) -> None:
        """Name who has it."""
        super().__init__(f"{name or 'nobody'} has this ticket")
        self.name = name


class ColleagueAway(CrmError):
    """Whom the ticket should be given to is on leave, or no longer staff."""

    code: ClassVar[str] = "colleague_away"

    def __init__(self, name: str) -> None:
        """Name them."""
        super().__init__(f"{name} is not at work")
        self.name = name


class OnLeave(CrmError):
    """Whoever wants a ticket is on leave: it would move on at once."""

    code: ClassVar[str] = "on_leave"


async def take(
    session: AsyncSession, *, ticket: Ticket, staff: Staff, day: date, now: datetime
) -> None:
    """Give the ticket to `staff`, who asks for it; of two who ask at once the first has it.

    Raises:
        OnLeave: they are away.
        AlreadyClaimed: somebody was first.
        AlreadyResolved: there is nothing left to do.
    """
    if rules.is_away(staff, day):
        raise OnLeave(staff_id=staff.id)
    await handling.claim(session, ticket=ticket, staff=staff, now=now)


async def give(
    session: AsyncSession,
    *,
    ticket: Ticket,
    to_id: int,
    holder_id: int,
    by: Staff,
    day: date,
    now: datetime,
) -> Staff | None:
    """Give the ticket to somebody, or with `QUEUE` back to all; return who has it now.

    `holder_id` is who had it when `by` decided, `QUEUE` for nobody: of two who decide at once the
    first has their way. Whoever gets it, and whoever has it no longer, is told in private, and
    who gets it is called in the topic.

    Raises:
        AlreadyResolved: there is nothing left to do.
        HolderChanged: somebody else has it meanwhile.
        NotYourTicket: an agent passes on what is a colleague's, or nobody's.
        ColleagueAway: nobody is given a ticket while on leave.
    """
    await hold(session, ticket)
    holder = await session.get(Staff, ticket.assignee_id) if ticket.assignee_id else None
    await _refuse(session, ticket, holder, holder_id=holder_id, by=by)
    to = await _taker(session, to_id, day=day)
    if to is holder:
        return to
    ticket.assignee_id = to.id if to else None
    if to is not None:
        await move(session, ticket, Move.CLAIM, now=now)
    kind = kind_of(holder, to, by)
    passed = {"from": holder.id if holder else None, "to": to.id if to else None}
    by_staff(session, ticket, kind, staff=by, now=now, **passed)
    await cards.show(session, ticket=ticket, now=now)
    await _tell(session, ticket, holder=holder, to=to, by=by, now=now)
    return to


def kind_of(holder: Staff | None, to: Staff | None, by: Staff) -> EventKind:
    """Return what it is called when `by` passes a ticket from `holder` to `to`."""
    if to is None:
        return EventKind.RELEASED
    if to is by:
        return EventKind.TAKEN_OVER if holder else EventKind.CLAIMED
    return EventKind.TRANSFERRED if holder is by else EventKind.ASSIGNED


async def _refuse(
    session: AsyncSession, ticket: Ticket, holder: Staff | None, *, holder_id: int, by: Staff
) -> None:
    if ticket.state in FINISHED:
        resolver = await queries.resolver(session, ticket_id=ticket.id or 0)
        raise AlreadyResolved(by=resolver.name)
    name = holder.name if holder else ""
    if (ticket.assignee_id or QUEUE) != holder_id:
        raise HolderChanged(name)
    if holder is not by and not rules.allowed(by.role, Role.SUPERVISOR):
        raise NotYourTicket(name)


async def _taker(session: AsyncSession, staff_id: int, *, day: date) -> Staff | None:
    if staff_id == QUEUE:
        return None
    to = await staffs.get(session, staff_id)
    if to is None or not to.active or rules.is_away(to, day):
        raise ColleagueAway(to.name if to else "")
    return to


async def _tell(
    session: AsyncSession,
    ticket: Ticket,
    *,
    holder: Staff | None,
    to: Staff | None,
    by: Staff,
    now: datetime,
) -> None:
    group = await staffs.group(session)
    seller = await session.get_one(Seller, ticket.seller_id)
    link = topic_link(group.chat_id, ticket.topic_id) if group else ""
    number, category, store = ticket.id or 0, ticket.category, seller.store_name
    if holder is not None and holder is not by and holder.active:
        taken = TicketTaken(
            number, category, store, by=by.name, to=to.name if to else "", link=link
        )
        post(session, taken, chat_id=holder.telegram_id, now=now)
    if to is None or to is by:
        return
    given = TicketGiven(number, category, store, by=by.name, link=link)
    post(session, given, chat_id=to.telegram_id, now=now)
    if group is not None:
        _call(session, group, ticket, to=to, by=by, now=now)


def _call(
    session: AsyncSession,
    group: StaffGroup,
    ticket: Ticket,
    *,
    to: Staff,
    by: Staff,
    now: datetime,
) -> None:
    here = GivenHere(
        ticket_id=ticket.id or 0, name=to.name, telegram_id=to.telegram_id, by=by.name
    )
    post(
        session,
        here,
        chat_id=group.chat_id,
        seller_id=ticket.seller_id,
        ticket_id=ticket.id,
        now=now,
    )
