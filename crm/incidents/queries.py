"""Read incidents: which there are, what belongs to them, and which message is about which."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, case, func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from crm.incidents.payloads import (
    IncidentCard,
    IncidentDraft,
    IncidentLine,
    IncidentPrompt,
    IncidentShown,
)
from crm.incidents.rules import MOST, REST, Unread
from crm.tickets.events import EventKind
from models import Incident, Interaction, Outbox, Ticket, TicketEvent
from models.incidents import IncidentState
from models.tickets import Category, TicketKind, unfinished

LIVE = (IncidentState.PROPOSED, IncidentState.OPEN)
KNOWN = (IncidentState.OPEN, IncidentState.RESOLVED)
"""The states in which staff have said that it is one."""
NO_TROUBLE = (Category.SUGGESTION,)


@dataclass(frozen=True, slots=True)
class Extent:
    """How many reports an incident has, of how many sellers, and how many are not finished."""

    tickets: int
    sellers: int
    unfinished: int


async def live(session: AsyncSession, *, category: Category | None = None) -> list[Incident]:
    """Return the incidents that are not over, of one category or all, the newest first."""
    query = select(Incident).where(_in(LIVE)).order_by(col(Incident.id).desc())
    if category is not None:
        query = query.where(col(Incident.category) == category)
    return list(await session.scalars(query))


async def held(session: AsyncSession) -> list[Incident]:
    """Return the incidents that are not over and that nobody else changes now, and hold them."""
    found = await session.scalars(
        select(Incident)
        .where(_in(LIVE))
        .order_by(col(Incident.id))
        .with_for_update(skip_locked=True, key_share=True)
        .execution_options(populate_existing=True)
    )
    return list(found)


async def known_of(session: AsyncSession, incident_id: int | None) -> int | None:
    """Return the incident's number where staff have said that it is one."""
    if incident_id is None:
        return None
    return await session.scalar(
        select(col(Incident.id)).where(
            col(Incident.id) == incident_id, col(Incident.state).in_(KNOWN)
        )
    )


async def lines(session: AsyncSession) -> list[IncidentLine]:
    """Return the incidents that are not over, with how many reports each has."""
    tickets = (
        select(func.count())
        .select_from(Ticket)
        .where(col(Ticket.incident_id) == col(Incident.id))
        .scalar_subquery()
    )
    rows = await session.execute(
        select(Incident, tickets).where(_in(LIVE)).order_by(col(Incident.id).desc())
    )
    return [
        IncidentLine(
            incident_id=incident.id or 0,
            category=incident.category,
            state=incident.state,
            title=incident.title,
            tickets=count,
            since=incident.proposed_at,
        )
        for incident, count in rows
    ]


async def extent(session: AsyncSession, incident_id: int) -> Extent:
    """Count what belongs to an incident."""
    row = await session.execute(
        select(
            func.count(),
            func.count(col(Ticket.seller_id).distinct()),
            func.sum(case((unfinished(), 1), else_=0)),
        )
        .select_from(Ticket)
        .where(col(Ticket.incident_id) == incident_id)
    )
    tickets, sellers, left = row.one()
    return Extent(tickets, sellers, int(left or 0))


async def first_tickets(session: AsyncSession, incident_id: int, *, limit: int) -> list[Ticket]:
    """Return the reports of an incident that came first."""
    found = await session.scalars(
        select(Ticket)
        .where(col(Ticket.incident_id) == incident_id)
        .order_by(col(Ticket.id))
        .limit(limit)
    )
    return list(found)


async def behind(session: AsyncSession, *, chat_id: int, message_id: int) -> int | None:
    """Return the incident that a message of ours is about: its card, or our request for words."""
    params = await session.scalar(
        select(col(Outbox.params))
        .join(Interaction, col(Interaction.outbox_id) == col(Outbox.id))
        .where(
            col(Interaction.chat_id) == chat_id,
            col(Interaction.message_id) == message_id,
            col(Interaction.kind).in_(_ABOUT),
        )
        .limit(1)
    )
    return params["incident_id"] if params is not None else None


async def draft_behind(session: AsyncSession, *, chat_id: int, message_id: int) -> str | None:
    """Return the words that the message, in which we asked whether all shall read them, shows."""
    params = await session.scalar(
        select(col(Outbox.params))
        .join(Interaction, col(Interaction.outbox_id) == col(Outbox.id))
        .where(
            col(Interaction.chat_id) == chat_id,
            col(Interaction.message_id) == message_id,
            col(Interaction.kind) == IncidentDraft.template,
        )
        .limit(1)
    )
    return params["text"] if params is not None else None


async def crowded(session: AsyncSession, *, since: datetime, sellers: int) -> list[Category]:
    """Return the categories in which so many sellers have reported something of no incident."""
    rows = await session.scalars(
        select(col(Ticket.category))
        .where(
            col(Ticket.category).in_(_TROUBLES),
            col(Ticket.created_at) > since,
            col(Ticket.incident_id).is_(None),
        )
        .group_by(col(Ticket.category))
        .having(func.count(col(Ticket.seller_id).distinct()) >= sellers)
    )
    return list(rows)


async def reports(
    session: AsyncSession, category: Category, *, since: datetime, limit: int = MOST
) -> list[Unread]:
    """Return the latest reports of a category that are part of no incident.

    What staff took out of one is not put into it again.
    """
    taken_out = (
        select(col(TicketEvent.id))
        .where(
            col(TicketEvent.ticket_id) == col(Ticket.id),
            col(TicketEvent.kind) == EventKind.INCIDENT_UNLINKED,
        )
        .exists()
    )
    rows = await session.execute(
        select(col(Ticket.id), col(Ticket.seller_id), col(Ticket.created_at), col(Ticket.text))
        .where(
            col(Ticket.category) == category,
            col(Ticket.created_at) > since,
            col(Ticket.incident_id).is_(None),
            col(Ticket.kind) != TicketKind.CLAIM,
            ~taken_out,
        )
        .order_by(col(Ticket.created_at).desc(), col(Ticket.id).desc())
        .limit(limit)
    )
    return [Unread(ticket_id or 0, seller_id, at, text) for ticket_id, seller_id, at, text in rows]


async def at_rest(session: AsyncSession, category: Category, *, now: datetime) -> list[list[str]]:
    """Return the words of what is not to be proposed: it is already, or was refused of late."""
    refused = and_(
        col(Incident.state) == IncidentState.DISMISSED, col(Incident.decided_at) > now - REST
    )
    rows = await session.scalars(
        select(col(Incident.words)).where(col(Incident.category) == category, refused | _in(LIVE))
    )
    return list(rows)


def _in(states: Collection[IncidentState]) -> ColumnElement[bool]:
    return col(Incident.state).in_(states)


_ABOUT = (IncidentCard.template, IncidentShown.template, IncidentPrompt.template)
_TROUBLES = tuple(category for category in Category if category not in NO_TROUBLE)
