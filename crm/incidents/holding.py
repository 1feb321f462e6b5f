"""Hold an incident while it is changed."""

from sqlalchemy import ColumnElement
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from crm.incidents.refusals import IncidentGone
from models import Incident, Ticket
from models.incidents import IncidentState


async def opened(session: AsyncSession, incident_id: int) -> Incident:
    """Return an open incident as it is now.

    Raises:
        IncidentGone: it is not open.
    """
    return _checked(await session.get(Incident, incident_id, populate_existing=True), incident_id)


async def hold_open(session: AsyncSession, incident_id: int) -> Incident:
    """Return an open incident that nobody else changes until the transaction ends.

    Raises:
        IncidentGone: it is not open.
    """
    return _checked(await hold(session, incident_id), incident_id)


async def hold(session: AsyncSession, incident_id: int) -> Incident:
    """Return an incident that nobody else changes until the transaction ends.

    Raises:
        IncidentGone: there is none of that number.
    """
    await session.flush()
    incident = await session.get(
        Incident, incident_id, with_for_update=True, populate_existing=True
    )
    if incident is None:
        raise IncidentGone(incident_id=incident_id)
    return incident


def reports_of(incident_id: int) -> ColumnElement[bool]:
    """Return whether a ticket belongs to the incident."""
    return col(Ticket.incident_id) == incident_id


def _checked(incident: Incident | None, incident_id: int) -> Incident:
    if incident is None or incident.state is not IncidentState.OPEN:
        raise IncidentGone(incident_id=incident_id)
    return incident
