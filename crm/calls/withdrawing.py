"""Calls whose reason is gone before anybody made them: they are let go, and never listed."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import ColumnElement, Join, and_, exists, literal, or_, outerjoin, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased
from sqlmodel import UTCDateTime, col

from crm.calls.rules import STALE, CallReason
from crm.followups.cadences.plans import CadencePlan
from crm.followups.cadences.queries import Listed, all_cadences
from crm.followups.channels import leads
from crm.followups.verdicts import ending_of
from models import CallTask, FollowUp, Seller, Touch
from models.calls import CallOutcome
from models.followups import CadenceState, Ending, TouchState
from models.interactions import Channel


async def withdraw(session: AsyncSession, *, now: datetime, task_id: int | None = None) -> int:
    """Let calls go that nobody needs any more, or one of them; return how many.

    One that somebody is making just now stays.
    """
    cadences = await all_cadences(session)
    only = [] if task_id is None else [col(CallTask.id) == task_id]
    free = or_(col(CallTask.held_until).is_(None), col(CallTask.held_until) <= _moment(now))
    gone = (
        select(col(CallTask.id), col(CallTask.touch_id))
        .select_from(with_reasons())
        .where(is_open(), free, is_gone(cadences, now), *only)
        .subquery()
    )
    await session.execute(
        update(Touch)
        .where(
            col(Touch.id).in_(select(gone.c.touch_id)),
            col(Touch.channel) == Channel.PHONE,
            col(Touch.state) == TouchState.WAITING,
        )
        .values(state=TouchState.DROPPED)
        .execution_options(synchronize_session=False)
    )
    found = await session.execute(
        update(CallTask)
        .where(col(CallTask.id).in_(select(gone.c.id)))
        .values(done_at=now, outcome=CallOutcome.WITHDRAWN)
        .returning(col(CallTask.id))
        .execution_options(synchronize_session=False)
    )
    return len(found.all())


def with_reasons() -> Join:
    """Return calls with their sellers, and what a cadence knows of them where one wants it."""
    touched = outerjoin(CallTask, Touch, col(Touch.id) == col(CallTask.touch_id))
    followed = outerjoin(touched, FollowUp, col(FollowUp.id) == col(Touch.followup_id))
    return followed.join(Seller, col(Seller.id) == col(CallTask.seller_id))


def is_open() -> ColumnElement[bool]:
    """Return whether a call has no outcome yet."""
    return col(CallTask.done_at).is_(None)


def is_gone(cadences: Collection[Listed], now: datetime) -> ColumnElement[bool]:
    """Return whether nobody needs a call any more; one that was asked for is needed for good."""
    return and_(
        col(CallTask.reason) == CallReason.FOLLOW_UP,
        or_(
            ~leads(Channel.PHONE),
            col(Touch.id).is_(None),
            col(Touch.state).not_in((TouchState.WAITING, TouchState.SENT)),
            col(CallTask.call_at) < _moment(now - STALE),
            _has_left([one.plan for one in cadences if one.state is not CadenceState.RETIRED]),
            _is_called_anyway(),
        ),
    )


def may_run(cadences: Collection[Listed]) -> ColumnElement[bool]:
    """Return whether the cadence that wants a call runs: while it is paused its calls wait."""
    running = [one.plan.name for one in cadences if one.state is CadenceState.ACTIVE]
    return or_(col(CallTask.reason) != CallReason.FOLLOW_UP, col(FollowUp.cadence).in_(running))


def _has_left(plans: Collection[CadencePlan]) -> ColumnElement[bool]:
    """Return whether a store has left its cadence, or will once the cadence looks at it.

    One to which all was said is still called.
    """
    stopped = (
        and_(col(FollowUp.cadence) == plan.name, ending_of(plan).is_not(None)) for plan in plans
    )
    return or_(
        col(FollowUp.id).is_(None),
        and_(col(FollowUp.ended_at).is_not(None), col(FollowUp.ending) != Ending.FINISHED),
        col(FollowUp.cadence).not_in([plan.name for plan in plans]),
        *stopped,
    )


def _is_called_anyway() -> ColumnElement[bool]:
    """Return whether there is another call to the seller, asked for or newer."""
    other = aliased(CallTask)
    return exists().where(
        col(other.seller_id) == col(CallTask.seller_id),
        col(other.done_at).is_(None),
        or_(col(other.reason) != CallReason.FOLLOW_UP, col(other.id) > col(CallTask.id)),
    )


def _moment(moment: datetime) -> ColumnElement[datetime]:
    return literal(moment, UTCDateTime())
