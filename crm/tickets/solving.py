"""What a seller answers who is asked whether their report is solved."""

from datetime import datetime
from typing import ClassVar

from sqlalchemy.ext.asyncio import AsyncSession

from crm.errors import CrmError
from crm.outbox.operations import post
from crm.tickets import cards
from crm.tickets.events import EventKind, by_seller
from crm.tickets.holding import hold, move
from crm.tickets.reminding import SellerSaysNotYet
from crm.tickets.resolving import ask_once, settle
from crm.tickets.rules import Move
from models import Seller, Staff, StaffGroup, Ticket
from models.tickets import FINISHED, TicketKind, TicketState


class DoneBefore(CrmError):
    """The ticket is resolved already, so nobody waits for this answer."""

    code: ClassVar[str] = "ticket_done_before"


class NotTheirWord(CrmError):
    """Staff have the word: they know that it is not solved."""

    code: ClassVar[str] = "not_their_word"


class StaffDecide(CrmError):
    """A claim ends by linking or refusing, which is up to staff."""

    code: ClassVar[str] = "staff_decide"


async def solved(session: AsyncSession, *, ticket: Ticket, now: datetime) -> bool:
    """Resolve the ticket as its seller says, and tell whether to ask them how it was.

    Raises:
        DoneBefore: it was resolved already.
        StaffDecide: it is a claim.
    """
    await hold(session, ticket)
    if ticket.state in FINISHED:
        raise DoneBefore(ticket_id=ticket.id)
    if ticket.kind is TicketKind.CLAIM:
        raise StaffDecide(ticket_id=ticket.id)
    seller = await session.get_one(Seller, ticket.seller_id)
    await settle(session, ticket, by=seller, now=now)
    return ask_once(ticket)


async def not_yet(session: AsyncSession, *, ticket: Ticket, now: datetime) -> None:
    """Give staff the word again, and tell them that the answer did not help.

    Raises:
        DoneBefore: it was resolved meanwhile, so it is to be opened again.
        NotTheirWord: staff have the word already.
    """
    await hold(session, ticket)
    if ticket.state in FINISHED:
        raise DoneBefore(ticket_id=ticket.id)
    if ticket.state is not TicketState.WAITING:
        raise NotTheirWord(ticket_id=ticket.id)
    await move(session, ticket, Move.HEAR, now=now)
    by_seller(session, ticket, EventKind.NOT_SOLVED, now=now)
    group = await session.get(StaffGroup, 1)
    if group is None:
        return
    await cards.post_first(session, group=group, ticket=ticket, now=now)
    assignee = await session.get(Staff, ticket.assignee_id) if ticket.assignee_id else None
    post(
        session,
        SellerSaysNotYet(
            ticket.id or 0,
            assignee=assignee.name if assignee else "",
            telegram_id=assignee.telegram_id if assignee else 0,
        ),
        chat_id=group.chat_id,
        seller_id=ticket.seller_id,
        ticket_id=ticket.id,
        now=now,
    )
