"""The history of a ticket: one row for each thing that happened to it."""

from collections.abc import Collection
from datetime import datetime
from enum import StrEnum

from sqlalchemy import BigInteger, insert, literal, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import UTCDateTime, col

from core.sql import in_slices
from models import Staff, Ticket, TicketEvent
from models.types import Json


class Party(StrEnum):
    """Who did something."""

    STAFF = "staff"
    SELLER = "seller"
    SAPA = "sapa"


class EventKind(StrEnum):
    """What happened."""

    REPORTED = "reported"
    BEGUN = "begun"
    """Staff wrote first."""
    MESSAGE = "message"
    EDITED = "edited"
    CLAIMED = "claimed"
    ASSIGNED = "assigned"
    """Somebody gave it to another, or Sapa did in turn; `from` and `to` are ids of staff."""
    TRANSFERRED = "transferred"
    """Whoever had it gave it to a colleague."""
    TAKEN_OVER = "taken_over"
    """A supervisor took what a colleague had."""
    RELEASED = "released"
    """Nobody has it any more; `from`, or in older rows `staff_id`, had it."""
    ANSWERED = "answered"
    NOTED = "noted"
    RESOLVED = "resolved"
    REOPENED = "reopened"
    CLOSED = "closed"
    """It was resolved for so long that its seller cannot open it again."""
    REMINDED = "reminded"
    """The seller was told that they have the word."""
    NOT_SOLVED = "not_solved"
    """The seller says so, of an answer."""
    RATED = "rated"
    COMMENTED = "commented"
    PRIORITY_SET = "priority_set"
    """Staff said how urgent it is, `priority`."""
    PRIORITY_RAISED = "priority_raised"
    """Its seller wrote again and again, which makes it more urgent, `priority`."""
    CARD_POSTED = "card_posted"
    TOPIC_OPENED = "topic_opened"
    INCIDENT_LINKED = "incident_linked"
    """It is one of many reports of the same trouble, `incident`."""
    INCIDENT_UNLINKED = "incident_unlinked"
    CHANGE_SUGGESTED = "change_suggested"
    """Staff suggest to change a listing, in its `field`."""
    CHANGE_ACCEPTED = "change_accepted"
    CHANGE_DECLINED = "change_declined"
    LISTING_APPROVED = "listing_approved"
    LISTING_UPLOADED = "listing_uploaded"
    """The product is in the store."""
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


async def all_by_sapa(
    session: AsyncSession,
    ticket_ids: Collection[int],
    kind: EventKind,
    /,
    *,
    now: datetime,
    **data: object,
) -> None:
    """Record what Sapa did by itself with many tickets."""
    await _record_all(session, ticket_ids, kind, staff_id=None, now=now, data=data)


async def all_by_staff(
    session: AsyncSession,
    ticket_ids: Collection[int],
    kind: EventKind,
    /,
    *,
    staff: Staff,
    now: datetime,
    **data: object,
) -> None:
    """Record what a staff member did with many tickets at once."""
    await _record_all(session, ticket_ids, kind, staff_id=staff.id, now=now, data=data)


async def _record_all(
    session: AsyncSession,
    ticket_ids: Collection[int],
    kind: EventKind,
    *,
    staff_id: int | None,
    now: datetime,
    data: dict[str, object],
) -> None:
    events = select(
        col(Ticket.id),
        literal(now, UTCDateTime()),
        literal(kind.value),
        literal(staff_id, BigInteger()),
        literal(data, Json),
    )
    for ids in in_slices(ticket_ids):
        await session.execute(
            insert(TicketEvent).from_select(
                ["ticket_id", "at", "kind", "staff_id", "data"],
                events.where(col(Ticket.id).in_(ids)).order_by(col(Ticket.id)),
            )
        )


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
