"""Propose incidents to staff, and let further reports follow those that are there."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from crm.incidents import queries, rules, showing
from crm.incidents.rules import Burst, Unread
from crm.tickets.events import EventKind, all_by_sapa
from models import Incident, StaffGroup, Ticket
from models.incidents import IncidentState
from models.tickets import Category, unfinished


@dataclass(frozen=True, slots=True)
class Findings:
    """What came in of late: what may be incidents, and what belongs to one that is there."""

    bursts: tuple[Burst, ...]
    further: dict[int, list[int]]
    """By incident: the numbers of its further reports."""


@dataclass(frozen=True, slots=True)
class Material:
    """The latest reports of categories in which something may be up, and what is known there."""

    reports: dict[Category, list[Unread]]
    known: dict[int, tuple[Category, tuple[str, ...]]]


async def material(session: AsyncSession, *, now: datetime) -> Material:
    """Return what to look through; nothing while all is quiet."""
    known = {
        incident.id or 0: (incident.category, tuple(incident.words))
        for incident in await queries.live(session)
    }
    crowded = await queries.crowded(session, since=now - rules.WINDOW, sellers=rules.SELLERS)
    categories = dict.fromkeys([*crowded, *(category for category, _ in known.values())])
    since = now - rules.LOOK_BACK
    return Material(
        {one: await queries.reports(session, one, since=since) for one in categories}, known
    )


def look_through(material: Material, *, now: datetime) -> Findings:
    """Find out what is up. It asks no database, and takes a moment of computing."""
    further: dict[int, list[int]] = {}
    rest = {one: [report.read() for report in ones] for one, ones in material.reports.items()}
    for number, (category, words) in material.known.items():
        mine = [
            report.ticket_id
            for report in rest[category]
            if report.at > now - rules.WINDOW and rules.belongs(report.words, words)
        ]
        further[number] = mine
        rest[category] = [one for one in rest[category] if one.ticket_id not in set(mine)]
    found = (rules.burst(category, reports, now=now) for category, reports in rest.items())
    return Findings(tuple(burst for burst in found if burst is not None), further)


async def act(session: AsyncSession, findings: Findings, *, now: datetime) -> int:
    """Propose what was found, and let further reports follow; return how much was proposed.

    Without a paired group nothing is proposed yet. The group's row is held, so that two replicas
    that found the same propose it once.
    """
    group = await session.get(StaffGroup, 1, with_for_update=True, populate_existing=True)
    if group is None:
        return 0
    for incident in await queries.held(session):
        await _follow(session, incident, findings.further.get(incident.id or 0, []), now=now)
    proposed = [await propose(session, burst, now=now) for burst in findings.bursts]
    await let_go(session, now=now)
    await showing.keep_true(session, now=now)
    return sum(incident is not None for incident in proposed)


async def propose(session: AsyncSession, burst: Burst, *, now: datetime) -> Incident | None:
    """Propose similar reports as one incident, unless they are already, or staff refused of late.

    They are put together while staff decide; none of them shows it yet.
    """
    for words in await queries.at_rest(session, burst.category, now=now):
        if rules.same(words, burst.words):
            return None
    incident = Incident(
        category=burst.category,
        title=rules.title(burst.words),
        words=list(burst.words),
        proposed_at=now,
    )
    session.add(incident)
    await session.flush()
    await _link(session, incident, burst.ticket_ids)
    return incident


async def let_go(session: AsyncSession, *, now: datetime) -> None:
    """Let proposals go that nobody decided about for a day."""
    for incident in await queries.held(session):
        is_old = incident.proposed_at <= now - rules.UNDECIDED
        if incident.state is IncidentState.PROPOSED and is_old:
            incident.state, incident.decided_at = IncidentState.DISMISSED, now
            await showing.show(session, incident, now=now)
            await part(session, incident)


async def part(session: AsyncSession, incident: Incident) -> None:
    """Let the reports of what is no incident go their own ways."""
    await session.execute(
        update(Ticket)
        .where(col(Ticket.incident_id) == incident.id)
        .values(incident_id=None)
        .execution_options(synchronize_session=False)
    )


async def _follow(
    session: AsyncSession, incident: Incident, ticket_ids: Sequence[int], *, now: datetime
) -> None:
    linked = await _link(session, incident, ticket_ids)
    if linked and incident.state is IncidentState.OPEN:
        await all_by_sapa(
            session, linked, EventKind.INCIDENT_LINKED, now=now, incident=incident.id
        )


async def _link(session: AsyncSession, incident: Incident, ticket_ids: Sequence[int]) -> list[int]:
    if not ticket_ids:
        return []
    linked = await session.scalars(
        update(Ticket)
        .where(col(Ticket.id).in_(ticket_ids), col(Ticket.incident_id).is_(None), unfinished())
        .values(incident_id=incident.id)
        .returning(col(Ticket.id))
        .execution_options(synchronize_session=False)
    )
    return [ticket_id or 0 for ticket_id in linked]
