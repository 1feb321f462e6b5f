"""What comes of an answer beyond the answer: help from staff, the seller's own words, a rest."""

from datetime import datetime
from typing import ClassVar

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from crm.errors import CrmError
from crm.followups.answering import put_to
from crm.followups.hearing import tied
from crm.followups.leaving import end_all
from crm.followups.letters import Answer
from crm.followups.obstacles import HELP
from crm.followups.stopping import obey
from crm.tickets import operations
from crm.tickets.messages import Said
from models import Seller, Ticket
from models.followups import Ending
from models.tickets import FINISHED, Category, TicketKind

PRESSED = "pressed"
"""Under this a ticket's data names the answer that it was made of."""


class NoHelpForThat(CrmError):
    """Staff can do nothing at once against this obstacle, or it is none."""

    code: ClassVar[str] = "no_help_for_that"


class HelpedAlready(CrmError):
    """The same press made a ticket before."""

    code: ClassVar[str] = "helped_already"

    def __init__(self, ticket: Ticket) -> None:
        """Name it."""
        super().__init__(f"#{ticket.id} was made of it", ticket_id=ticket.id)
        self.ticket = ticket


async def help_with(
    session: AsyncSession, *, touch_id: int, seller: Seller, obstacle: Answer, now: datetime
) -> Ticket:
    """Make a ticket of what the seller says makes selling hard, so that staff help with it.

    Raises:
        FollowUpNotYours: they were not asked.
        NoHelpForThat: nobody can help at once.
        HelpedAlready: it was made before.
    """
    await put_to(session, touch_id=touch_id, seller=seller)
    if obstacle not in HELP:
        raise NoHelpForThat(touch_id=touch_id)
    for ticket in await _came_of(session, touch_id, seller):
        if ticket.data.get(PRESSED) == obstacle:
            raise HelpedAlready(ticket)
    category, kind = HELP[obstacle]
    return await operations.report(
        session,
        seller=seller,
        category=category,
        messages=[],
        kind=kind,
        data={
            **await tied(session, touch_id=touch_id, seller=seller),
            PRESSED: obstacle.value,
        },
        now=now,
    )


async def tell(
    session: AsyncSession, *, touch_id: int, seller: Seller, said: Said, now: datetime
) -> Ticket:
    """Make a ticket of a seller's own words about what makes selling hard.

    They join the ticket that other words about the same question made, while it is open.

    Raises:
        FollowUpNotYours: they were not asked.
    """
    await put_to(session, touch_id=touch_id, seller=seller)
    for ticket in await _came_of(session, touch_id, seller):
        if ticket.state not in FINISHED:
            await operations.add_message(session, ticket=ticket, said=said, now=now)
            return ticket
    return await operations.report(
        session,
        seller=seller,
        category=Category.OTHER,
        messages=[said],
        kind=TicketKind.ISSUE,
        data={
            **await tied(session, touch_id=touch_id, seller=seller),
            PRESSED: Answer.OTHER.value,
        },
        now=now,
    )


async def rest(
    session: AsyncSession, *, touch_id: int, seller: Seller, for_good: bool, now: datetime
) -> None:
    """Leave a store in peace that rests: for good, or until its next cadence's time has come.

    Raises:
        FollowUpNotYours: they were not asked.
    """
    await put_to(session, touch_id=touch_id, seller=seller)
    if for_good:
        await obey(session, seller=seller, now=now)
    else:
        await end_all(session, seller_id=seller.id or 0, ending=Ending.ANSWERED, now=now)


async def _came_of(session: AsyncSession, touch_id: int, seller: Seller) -> list[Ticket]:
    found = await session.scalars(
        select(Ticket).where(col(Ticket.seller_id) == seller.id).order_by(col(Ticket.id).desc())
    )
    return [ticket for ticket in found if ticket.data.get("touch_id") == touch_id]
