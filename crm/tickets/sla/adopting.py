"""Clocks for tickets that are older than what is promised."""

from collections import defaultdict
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, literal, null, or_, select, true
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import UTCDateTime, col

from core.sql import insert_into
from crm.tickets import rules as tickets
from crm.tickets.sla import rules
from crm.tickets.sla.policy import Policy
from crm.tickets.sla.targets import Rank
from models import SlaClock, Ticket
from models.sla import Alarm, Goal
from models.tickets import Category, TicketState, unfinished
from models.types import text_enum

_COLUMNS = ("ticket_id", "goal", "minutes", "spent", "alarm", "running_since", "due_at", "next_at")


async def adopt(session: AsyncSession, policy: Policy, *, now: datetime) -> None:
    """Give every unfinished ticket the clocks that it lacks; their time begins now.

    For what was not promised when a ticket came nobody is late.
    """
    for goal in Goal:
        if await session.scalar(select(col(Ticket.id)).where(*_without(goal)).limit(1)) is None:
            continue
        for minutes, whose in _by_minutes(goal, policy).items():
            fresh = SlaClock(ticket_id=0, goal=goal, minutes=minutes)
            rules.follow(fresh, rules.Course.RUN, policy, now=now)
            lacking = _lacking(fresh).where(or_(*whose))
            statement = insert_into(session, SlaClock).from_select(_COLUMNS, lacking)
            await session.execute(statement.on_conflict_do_nothing())


def _by_minutes(goal: Goal, policy: Policy) -> dict[int, list[ColumnElement[bool]]]:
    """Return for each time that `goal` may have which tickets have it."""
    found: dict[int, list[ColumnElement[bool]]] = defaultdict(list)
    for category in Category:
        for priority in range(1, len(Rank) + 1):
            minutes = policy.targets.minutes(goal, category=category, priority=priority)
            if minutes is not None:
                which = and_(col(Ticket.category) == category, col(Ticket.priority) == priority)
                found[minutes].append(which)
    return found


def _lacking(fresh: SlaClock) -> Select[*tuple[Any, ...]]:
    """Select a clock like `fresh` for tickets that lack it; it stands while a seller is asked."""

    def unless_waiting(moment: datetime | None) -> ColumnElement[datetime | None]:
        waits = col(Ticket.state) == TicketState.WAITING
        return case((waits, null()), else_=literal(moment, UTCDateTime()))

    return select(
        col(Ticket.id),
        literal(fresh.goal, text_enum(Goal)),
        literal(fresh.minutes),
        literal(fresh.spent),
        literal(fresh.alarm, text_enum(Alarm)),
        unless_waiting(fresh.running_since),
        unless_waiting(fresh.due_at),
        unless_waiting(fresh.next_at),
    ).where(*_without(fresh.goal))


def _without(goal: Goal) -> tuple[ColumnElement[bool], ...]:
    """Match unfinished tickets that are owed such a clock and have none."""
    has = select(col(SlaClock.ticket_id)).where(
        col(SlaClock.ticket_id) == col(Ticket.id), col(SlaClock.goal) == goal
    )
    return unfinished(), ~has.exists(), _is_owed(goal)


def _is_owed(goal: Goal) -> ColumnElement[bool]:
    """Say in SQL for whom there is such a goal, as `rules.course` and `rules.promised` do."""
    if goal is Goal.RESOLUTION:
        return true()
    return and_(
        col(Ticket.first_response_at).is_(None),
        col(Ticket.state) != TicketState.WAITING,
        col(Ticket.data)[tickets.BEGUN_BY].as_string().is_(None),
    )
