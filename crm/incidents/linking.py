"""Link reports to incidents: at once where a new one matches, by hand, and out again."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from crm.incidents import queries, rules
from crm.incidents.payloads import IncidentChoice, TicketIncident
from crm.incidents.refusals import IncidentGone, NotForIncidents
from crm.tickets.events import EventKind, by_sapa, by_staff
from crm.tickets.rules import begun_by
from crm.wording.rules import words_of
from models import Incident, Staff, Ticket
from models.incidents import IncidentState
from models.tickets import FINISHED, TicketKind

MOST_CHOICES = 8
"""How many incidents are offered for a ticket."""


async def join(session: AsyncSession, *, ticket: Ticket, now: datetime) -> bool:
    """Link a new report to the open incident that it is about; tell whether there is one."""
    if ticket.kind is TicketKind.CLAIM:
        return False
    words = words_of(ticket.text)
    for incident in await queries.live(session, category=ticket.category):
        is_open = incident.state is IncidentState.OPEN
        if is_open and rules.belongs(words, incident.words) and await _still(session, incident):
            ticket.incident_id = incident.id
            by_sapa(session, ticket, EventKind.INCIDENT_LINKED, now=now, incident=incident.id)
            return True
    return False


def leave(session: AsyncSession, *, ticket: Ticket, now: datetime) -> None:
    """Let a report that is opened again go its own way: what ended the others did not help."""
    if ticket.incident_id is not None:
        number, ticket.incident_id = ticket.incident_id, None
        by_sapa(session, ticket, EventKind.INCIDENT_UNLINKED, now=now, incident=number)


async def put(
    session: AsyncSession, *, ticket: Ticket, incident_id: int, staff: Staff, now: datetime
) -> None:
    """Link a held ticket to an open incident; 0 takes it out of the one that it is part of.

    Raises:
        IncidentGone: the incident is not open.
        NotForIncidents: the ticket is finished, or no report of a seller.
    """
    if incident_id:
        await _link(session, ticket=ticket, incident_id=incident_id, staff=staff, now=now)
    else:
        _unlink(session, ticket=ticket, staff=staff, now=now)


async def choices(
    session: AsyncSession, *, ticket: Ticket, message_id: int | None = None
) -> TicketIncident:
    """Return which incident a ticket is part of, and which open ones it could be."""
    known = await queries.known_of(session, ticket.incident_id)
    linked = await session.get(Incident, known) if known is not None else None
    opened = [one for one in await queries.live(session) if one.state is IncidentState.OPEN]
    return TicketIncident(
        ticket_id=ticket.id or 0,
        linked=_choice(linked) if linked else None,
        choices=tuple(_choice(one) for one in opened if one.id != known)[:MOST_CHOICES],
        message_id=message_id,
    )


async def _link(
    session: AsyncSession, *, ticket: Ticket, incident_id: int, staff: Staff, now: datetime
) -> None:
    incident = await session.get(Incident, incident_id)
    if incident is None or not await _still(session, incident):
        raise IncidentGone(incident_id=incident_id)
    if ticket.state in FINISHED or ticket.kind is TicketKind.CLAIM or begun_by(ticket):
        raise NotForIncidents(ticket_id=ticket.id)
    if ticket.incident_id != incident_id:
        _unlink(session, ticket=ticket, staff=staff, now=now)
        ticket.incident_id = incident_id
        by_staff(
            session, ticket, EventKind.INCIDENT_LINKED, staff=staff, now=now, incident=incident_id
        )


def _unlink(session: AsyncSession, *, ticket: Ticket, staff: Staff, now: datetime) -> None:
    if ticket.incident_id is not None:
        number, ticket.incident_id = ticket.incident_id, None
        by_staff(
            session, ticket, EventKind.INCIDENT_UNLINKED, staff=staff, now=now, incident=number
        )


async def _still(session: AsyncSession, incident: Incident) -> bool:
    """Tell whether the incident is open, and keep it so until the transaction ends."""
    found = await session.scalar(
        select(col(Incident.id))
        .where(col(Incident.id) == incident.id, col(Incident.state) == IncidentState.OPEN)
        .with_for_update(read=True)
    )
    return found is not None


def _choice(incident: Incident) -> IncidentChoice:
    return IncidentChoice(incident.id or 0, incident.title)
