"""The message by which staff know an incident: posted once, then kept true, never too often."""

from datetime import datetime
from typing import TypeVar

from sqlalchemy import Select, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from crm.incidents import queries
from crm.incidents.payloads import IncidentCard, IncidentReport, IncidentShown
from crm.incidents.rules import FIRST, LOOK_AGAIN
from crm.outbox.operations import post_once
from crm.tickets.rules import cut, topic_link
from models import Incident, Outbox, Staff, StaffGroup
from models.mail import OutboxState

Kind = TypeVar("Kind", bound=IncidentCard)
BEGINNING = 120
"""How much of a report is shown, in UTF-16 units."""
ANSWER = 600
"""How much of what all were told."""


async def show(session: AsyncSession, incident: Incident, *, now: datetime) -> None:
    """Let staff see an incident as it is now.

    A message that still waits is changed on its way; without a paired group it is posted later.
    """
    await _show(session, incident, now=now, at_once=True)


async def keep_true(session: AsyncSession, *, now: datetime) -> None:
    """Show what is new of the incidents that are not over, unless it was shown just before."""
    for incident in await queries.held(session):
        await _show(session, incident, now=now, at_once=False)


async def shown(session: AsyncSession, incident: Incident) -> IncidentShown:
    """Return an incident as it is now, for whoever asks."""
    return await _card(session, IncidentShown, incident, await session.get(StaffGroup, 1))


async def card_posted(session: AsyncSession, *, incident_id: int, message_id: int) -> None:
    """Remember which message in the staff group is the incident's."""
    incident = await session.get_one(Incident, incident_id)
    incident.card_message_id = incident.card_message_id or message_id


async def _show(
    session: AsyncSession, incident: Incident, *, now: datetime, at_once: bool
) -> None:
    group = await session.get(StaffGroup, 1)
    if group is None:
        return
    card = await _card(session, IncidentCard, incident, group)
    last = await session.scalar(_last(incident))
    if last is not None and not _is_due(last, card, now=now, at_once=at_once):
        return
    if last is not None and await _changed_on_its_way(session, incident, card):
        return
    incident.edits += 1
    await session.flush()
    key = f"incident:{incident.id}:{incident.edits}"
    await post_once(session, card, dedupe_key=key, chat_id=group.chat_id, now=now)


def _is_due(last: Outbox, card: IncidentCard, *, now: datetime, at_once: bool) -> bool:
    """Tell whether there is something to show that was not shown, and may be by now.

    While the first message is on its way nobody knows which it is: the next look shows the rest.
    """
    if last.params | {"message_id": card.message_id} == card.params():
        return False
    if card.message_id is None and last.state is OutboxState.SENDING:
        return False
    return at_once or last.created_at <= now - LOOK_AGAIN


async def _changed_on_its_way(
    session: AsyncSession, incident: Incident, card: IncidentCard
) -> bool:
    """Change the message that waits to be sent; False where none does."""
    row = await session.scalar(
        _last(incident)
        .where(col(Outbox.state) == OutboxState.WAITING)
        .with_for_update(skip_locked=True)  # never wait for the dispatcher, which may wait for us
    )
    if row is None:
        return False
    row.params = card.params()
    return True


def _last(incident: Incident) -> Select[Outbox]:
    key = f"incident:{incident.id}:{incident.edits}"
    return select(Outbox).where(col(Outbox.dedupe_key) == key)


async def _card(
    session: AsyncSession, kind: type[Kind], incident: Incident, group: StaffGroup | None
) -> Kind:
    number = incident.id or 0
    extent = await queries.extent(session, number)
    first = await queries.first_tickets(session, number, limit=FIRST)
    staff = await session.get(Staff, incident.decided_by) if incident.decided_by else None
    chat_id = group.chat_id if group else 0
    return kind(
        incident_id=number,
        category=incident.category,
        state=incident.state,
        title=incident.title,
        proposed_at=incident.proposed_at,
        sellers=extent.sellers,
        tickets=extent.tickets,
        unfinished=extent.unfinished,
        reports=tuple(
            IncidentReport(
                one.id or 0, cut(one.text, BEGINNING), topic_link(chat_id, one.topic_id)
            )
            for one in first
        ),
        decided_by=staff.name if staff else "",
        answers=incident.answers,
        answer=cut(incident.answer, ANSWER),
        message_id=None if kind is IncidentShown else incident.card_message_id,
    )
