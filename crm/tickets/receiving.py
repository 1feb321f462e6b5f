"""What a seller is told at once about what they have just reported."""

from sqlalchemy.ext.asyncio import AsyncSession

from crm.incidents import queries as incidents
from crm.suggestions import queries as suggestions
from crm.tickets.reporting import ReportReceived
from models import Ticket


async def received(session: AsyncSession, *, ticket: Ticket) -> ReportReceived:
    """Return the number of a new report, and whether others say the same."""
    return ReportReceived(
        ticket_id=ticket.id or 0,
        category=ticket.category,
        known=await incidents.known_of(session, ticket.incident_id) is not None,
        others=await suggestions.others_who_wish(session, ticket),
    )
