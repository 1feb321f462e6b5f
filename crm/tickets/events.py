"""The history of a ticket: one row for each thing that happened to it."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy.ext.asyncio import AsyncSession

from models import Staff, Ticket, TicketEvent


class EventKind(StrEnum):
    """What happened."""

    REPORTED = "reported"
    BEGUN = "begun"
    """Staff wrote first."""
    MESSAGE = "message"
    EDITED = "edited"
    CLAIMED = "claimed"
    RELEASED = "released"
    ANSWERED = "answered"
    NOTED = "noted"
    RESOLVED = "resolved"
    REOPENED = "reopened"
    RATED = "rated"
    COMMENTED = "commented"
    CARD_POSTED = "card_posted"
    TOPIC_OPENED = "topic_opened"
    LINKED = "linked"
    REFUSED = "refused"


def by_seller(
    session: AsyncSession, ticket: Ticket, kind: EventKind, /, *, now: datetime, **data: object
) -> None:
    """Record what the ticket's seller did."""
    _record(session, ticket, kind, now=now, seller_id=ticket.seller_id, data=data)


def by_staff(
    session: AsyncSession,
    ticket: Ticket,
    kind: EventKind,
    /,
    *,
    staff: Staff,
    now: datetime,
    **data: object,
) -> None:
    """Record what a staff member did."""
    _record(session, ticket, kind, now=now, staff_id=staff.id, data=data)


def by_sapa(
    session: AsyncSession, ticket: Ticket, kind: EventKind, /, *, now: datetime, **data: object
) -> None:
    """Record what Sapa did by itself."""
    _record(session, ticket, kind, now=now, data=data)


def _record(
    session: AsyncSession,
    ticket: Ticket,
    kind: EventKind,
    *,
    now: datetime,
    data: dict[str, object],
    staff_id: int | None = None,
    seller_id: int | None = None,
) -> None:
    if ticket.id is None:
        message = "only a stored ticket has a history"
        raise ValueError(message)
    session.add(
        TicketEvent(
            ticket_id=ticket.id,
            at=now,
            kind=kind,
            staff_id=staff_id,
            seller_id=seller_id,
            data=data,
        )
    )
