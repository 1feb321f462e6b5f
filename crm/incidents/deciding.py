"""What staff decide about an incident: whether it is one, and that it is over."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from crm.incidents import proposing, queries, rules, showing
from crm.incidents.holding import hold, hold_open, opened, reports_of
from crm.incidents.payloads import IncidentEnding
from crm.incidents.refusals import IncidentDecided
from crm.tickets import cards, together
from crm.tickets.events import EventKind, all_by_staff
from models import Incident, Staff, Ticket
from models.incidents import IncidentState


async def confirm(session: AsyncSession, *, incident_id: int, staff: Staff, now: datetime) -> int:
    """Say that it is one incident; return how many reports it has. The first ones' cards show it.

    Raises:
        IncidentGone: there is none of that number.
        IncidentDecided: somebody decided before.
    """
    incident = await _decide(session, incident_id, IncidentState.OPEN, staff, now)
    ids = await session.scalars(
        select(col(Ticket.id)).where(col(Ticket.incident_id) == incident_id)
    )
    linked = [ticket_id or 0 for ticket_id in ids]
    await all_by_staff(
        session, linked, EventKind.INCIDENT_LINKED, staff=staff, now=now, incident=incident_id
    )
    await _show(session, incident, now=now)
    return len(linked)


async def dismiss(session: AsyncSession, *, incident_id: int, staff: Staff, now: datetime) -> None:
    """Say that it is none: the same is not proposed again for a day.

    Raises:
        IncidentGone: there is none of that number.
        IncidentDecided: somebody decided before.
    """
    incident = await _decide(session, incident_id, IncidentState.DISMISSED, staff, now)
    await showing.show(session, incident, now=now)
    await proposing.part(session, incident)


async def end(session: AsyncSession, *, incident_id: int) -> IncidentEnding:
    """Return the question whether all is resolved.

    Raises:
        IncidentGone: it is not open.
    """
    await opened(session, incident_id)
    extent = await queries.extent(session, incident_id)
    return IncidentEnding(incident_id, extent.unfinished)


async def resolve(session: AsyncSession, *, incident_id: int, staff: Staff, now: datetime) -> int:
    """Call an incident and all its reports resolved, and tell the sellers; return how many.

    Raises:
        IncidentGone: it is not open.
    """
    incident = await hold_open(session, incident_id)
    incident.state, incident.resolved_at = IncidentState.RESOLVED, now
    resolved = await together.resolve_all(session, reports_of(incident_id), staff=staff, now=now)
    await together.tell_resolved(session, resolved, now=now)
    await _show(session, incident, now=now)
    return len(resolved)


async def _decide(
    session: AsyncSession, incident_id: int, state: IncidentState, staff: Staff, now: datetime
) -> Incident:
    incident = await hold(session, incident_id)
    if incident.state is not IncidentState.PROPOSED:
        raise IncidentDecided(incident_id=incident_id)
    incident.state, incident.decided_at, incident.decided_by = state, now, staff.id
    await session.flush()
    return incident


async def _show(session: AsyncSession, incident: Incident, *, now: datetime) -> None:
    """Show it, and on the cards of its first reports too: a group takes 20 messages a minute."""
    await showing.show(session, incident, now=now)
    for ticket in await queries.first_tickets(session, incident.id or 0, limit=rules.FIRST):
        if ticket.card_message_id is not None:
            await cards.show(session, ticket=ticket, now=now)
