"""Where an alarm is heard: in the ticket's topic, in the desk, or by supervisors in private."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.ext.asyncio import AsyncSession

from crm.outbox.operations import post
from crm.staff import queries as staff
from crm.tickets.rules import topic_link
from crm.tickets.sla.payloads import LateLine, Person, TimeAlarm, TimeDigest
from models import Seller, Staff, StaffGroup, Ticket
from models.sla import Alarm, Goal

FEW = 3
"""So many tickets are told each in its own topic; more are one message, for a group takes few."""
SHOWN = 20
"""How many tickets such a message names."""


@dataclass(frozen=True, slots=True)
class Call:
    """A clock that calls: whose, for what, and whom it had called before."""

    ticket: Ticket
    seller: Seller
    goal: Goal
    due_at: datetime
    before: Alarm


@dataclass(frozen=True, slots=True)
class Audience:
    """Who can be told: the desk, if one is paired, and the staff who work today."""

    group: StaffGroup | None
    members: dict[int, Person]
    supervisors: tuple[Staff, ...]

    def holder(self, ticket: Ticket) -> Person | None:
        """Return who has the ticket and is at work."""
        return self.members.get(ticket.assignee_id or 0)


async def tell(
    session: AsyncSession, alarm: Alarm, calls: Sequence[Call], *, day: date, now: datetime
) -> None:
    """Tell staff of tickets that have come to `alarm` on this day, many of them in one message.

    Without a desk the supervisors are told in private: before the time is over and once it is,
    but not again what they know.
    """
    if not calls:
        return
    audience = await _audience(session, day)
    if audience.group is None:
        told = [one for one in calls if one.before in {Alarm.NONE, Alarm.WARNED}]
        await _in_private(session, alarm, told, audience, now)
    elif alarm is Alarm.PRIVATE:
        await _in_private(session, alarm, calls, audience, now)
    elif len(calls) > FEW:
        digest = _digest(alarm, calls, audience)
        post(session, digest, chat_id=audience.group.chat_id, now=now)
    else:
        for one in calls:
            _in_topic(session, alarm, one, audience, now)


async def _audience(session: AsyncSession, day: date) -> Audience:
    """Return who is there; where every supervisor is on leave, they are told all the same."""
    present = {member.id or 0: _person(member) for member in await staff.at_work(session, day=day)}
    every = await staff.supervisors(session)
    at_work = [member for member in every if member.id in present]
    return Audience(
        group=await staff.group(session),
        members=present,
        supervisors=tuple(at_work or every),
    )


def _in_topic(
    session: AsyncSession, alarm: Alarm, call: Call, audience: Audience, now: datetime
) -> None:
    if audience.group is None:
        return
    holder = audience.holder(call.ticket)
    told = TimeAlarm(
        ticket_id=call.ticket.id or 0,
        alarm=alarm,
        goal=call.goal,
        due_at=call.due_at,
        people=_supervisors(audience) if alarm is Alarm.GROUP else (holder,) if holder else (),
        claimed=call.ticket.assignee_id is not None,
    )
    post(
        session,
        told,
        chat_id=audience.group.chat_id,
        seller_id=call.ticket.seller_id,
        ticket_id=call.ticket.id,
        now=now,
    )


async def _in_private(
    session: AsyncSession, alarm: Alarm, calls: Sequence[Call], audience: Audience, now: datetime
) -> None:
    if not calls:
        return
    digest = _digest(alarm, calls, audience)
    for supervisor in await staff.with_a_chat(session, audience.supervisors):
        post(session, digest, chat_id=supervisor.telegram_id, now=now)


def _digest(alarm: Alarm, calls: Sequence[Call], audience: Audience) -> TimeDigest:
    chat_id = audience.group.chat_id if audience.group else 0
    return TimeDigest(
        alarm=alarm,
        lines=tuple(
            LateLine(
                ticket_id=one.ticket.id or 0,
                store=one.seller.store_name,
                category=one.ticket.category,
                goal=one.goal,
                due_at=one.due_at,
                link=topic_link(chat_id, one.ticket.topic_id),
                holder=audience.holder(one.ticket),
            )
            for one in calls[:SHOWN]
        ),
        total=len(calls),
        people=_supervisors(audience) if alarm is Alarm.GROUP else (),
    )


def _supervisors(audience: Audience) -> tuple[Person, ...]:
    return tuple(_person(member) for member in audience.supervisors)


def _person(member: Staff) -> Person:
    return Person(member.telegram_id, member.name)
