"""What happened to a ticket, as staff read it: who did what, and when."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from crm.outbox.payload import Payload, Priority
from crm.tickets import rules
from crm.tickets.events import EventKind, Party
from models import Seller, Staff, Ticket, TicketEvent

SHOWN = 60
"""How many events are read at most: more fit into no message."""
QUOTED = 80
"""How much of a note or a comment a line quotes."""
HANDED = frozenset(
    {EventKind.ASSIGNED, EventKind.TRANSFERRED, EventKind.TAKEN_OVER, EventKind.RELEASED}
)
"""The kinds that go from one of staff to another, by their ids."""


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One thing that happened; `kind` may be of another version of Sapa.

    `who` is a staff member's name, `other` that of a colleague it is about; `quote` is what was
    written; `number` counts stars, or names an incident or a priority.
    """

    at: datetime
    kind: str
    party: Party
    who: str = ""
    other: str = ""
    quote: str = ""
    number: int | None = None


@dataclass(frozen=True)
class TicketHistory(Payload):
    """The latest events of a ticket, oldest first, after `earlier` ones that are not shown."""

    template: ClassVar[str] = "ticket_history"
    priority: ClassVar[Priority] = Priority.STAFF
    ticket_id: int
    store: str
    lines: tuple[HistoryLine, ...]
    earlier: int = 0


@dataclass(frozen=True)
class WhoseHistory(Payload):
    """Which report is meant? How to say so; `number` was named, but there is no such report."""

    template: ClassVar[str] = "whose_history"
    priority: ClassVar[Priority] = Priority.STAFF
    number: int | None = None


async def history(session: AsyncSession, *, ticket: Ticket) -> TicketHistory:
    """Return what happened to a ticket."""
    own = col(TicketEvent.ticket_id) == ticket.id
    total = await session.scalar(select(func.count()).select_from(TicketEvent).where(own)) or 0
    found = await session.scalars(
        select(TicketEvent).where(own).order_by(col(TicketEvent.id).desc()).limit(SHOWN)
    )
    events = list(found)[::-1]
    names = await _names(session, events)
    seller = await session.get_one(Seller, ticket.seller_id)
    return TicketHistory(
        ticket_id=ticket.id or 0,
        store=seller.store_name,
        lines=tuple(_line(event, names) for event in events),
        earlier=total - len(events),
    )


async def _names(session: AsyncSession, events: Sequence[TicketEvent]) -> dict[int | None, str]:
    ids = {event.staff_id for event in events} | {_other(event) for event in events}
    staff = await session.scalars(select(Staff).where(col(Staff.id).in_(ids - {None})))
    return {member.id: member.name for member in staff}


def _line(event: TicketEvent, names: Mapping[int | None, str]) -> HistoryLine:
    return HistoryLine(
        at=event.at,
        kind=event.kind,
        party=_party(event),
        who=names.get(event.staff_id, ""),
        other=names.get(_other(event), ""),
        quote=_quote(event),
        number=_number(event.data),
    )


def _party(event: TicketEvent) -> Party:
    if event.staff_id is not None:
        return Party.STAFF
    return Party.SAPA if event.seller_id is None else Party.SELLER


def _other(event: TicketEvent) -> int | None:
    """Return whom of staff an event is about, beside who did it."""
    if event.kind not in HANDED:
        return None
    return event.data.get("to") or event.data.get("from") or event.data.get("staff_id")


def _quote(event: TicketEvent) -> str:
    if event.kind not in {EventKind.NOTED, EventKind.COMMENTED}:
        return ""
    return rules.cut(" ".join(str(event.data.get("text", "")).split()), QUOTED)


def _number(data: Mapping[str, Any]) -> int | None:
    found = (data.get(name) for name in ("stars", "incident", "priority", "silent_days"))
    return next((number for number in found if isinstance(number, int)), None)
