"""The forum topic of a ticket is closed with it, and open while there is something to say."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from sqlalchemy.ext.asyncio import AsyncSession

from crm.outbox.operations import post
from crm.outbox.payload import Payload, Priority
from crm.tickets.holding import hold
from models import StaffGroup, Ticket
from models.tickets import FINISHED

SHUT = "topic_shut"
"""Under this a ticket's data says whether people closed its topic; else Sapa did, with it."""


@dataclass(frozen=True)
class CloseTopic(Payload):
    """Close the ticket's topic; whoever writes to staff meanwhile goes first."""

    template: ClassVar[str] = "close_topic"
    priority: ClassVar[Priority] = Priority.BROADCAST


@dataclass(frozen=True)
class OpenTopic(Payload):
    """Open the ticket's topic again, before anything is written there."""

    template: ClassVar[str] = "open_topic"
    priority: ClassVar[Priority] = Priority.STAFF


def close(session: AsyncSession, *, group: StaffGroup, ticket: Ticket, now: datetime) -> None:
    """Close the topic of a ticket that is closed for good, unless it is or there is none."""
    if group.is_forum and ticket.topic_id is not None and not ticket.data.get(SHUT):
        _post(session, CloseTopic(), group, ticket, now)


def unlock(session: AsyncSession, *, group: StaffGroup, ticket: Ticket, now: datetime) -> None:
    """Open the topic of a ticket that is about to be opened again, where it is closed."""
    shut = ticket.data.get(SHUT, ticket.closed_at is not None)
    if group.is_forum and ticket.topic_id is not None and shut:
        _post(session, OpenTopic(), group, ticket, now)
    _forget(ticket)


async def noticed(session: AsyncSession, *, ticket: Ticket, shut: bool) -> None:
    """Remember that people closed the topic, or opened it."""
    await hold(session, ticket)
    if shut or ticket.state in FINISHED:
        ticket.data = {**ticket.data, SHUT: shut}
    else:
        _forget(ticket)


def _forget(ticket: Ticket) -> None:
    ticket.data = {key: value for key, value in ticket.data.items() if key != SHUT}


def _post(
    session: AsyncSession,
    payload: CloseTopic | OpenTopic,
    group: StaffGroup,
    ticket: Ticket,
    now: datetime,
) -> None:
    post(
        session,
        payload,
        chat_id=group.chat_id,
        seller_id=ticket.seller_id,
        ticket_id=ticket.id,
        now=now,
    )
