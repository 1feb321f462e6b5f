"""What becomes of the steps that are due, in SQL: sent by a channel, put off, left out, or ended.

`crm.followups.rules` says the same for one store at a time; here it is said for all at once, into
a temporary table that keeps no writer waiting.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import (
    Boolean,
    Column,
    ColumnElement,
    Date,
    MetaData,
    Select,
    String,
    Table,
    and_,
    case,
    exists,
    func,
    literal,
    null,
    or_,
    select,
)
from sqlmodel import UTCDateTime, col

from core.sql import a_day, days_after
from crm.followups import listings, zones
from crm.followups.cadences.plans import Anchor, CadencePlan, StepPlan, Stop
from crm.followups.channels import any_of, first_of
from crm.followups.entering import has_open_ticket
from crm.followups.hours import FRIDAY, Hours, LocalTime
from crm.followups.rules import A_WEEK, STALE, WEEK
from models import FollowUp, Seller, Touch
from models.followups import Ending, TouchState
from models.interactions import Channel
from models.types import RowId

ENDING = FollowUp.metadata.tables["followup"].c.ending.type
CHANNEL = Touch.metadata.tables["touch"].c.channel.type
MESSAGES = (Channel.TELEGRAM, Channel.EMAIL)
"""What the limits count; a call is staff's own time."""
SAID = (TouchState.SENT, TouchState.ANSWERED)
temporary = MetaData()
DUE = Table(
    "followup_decided",
    temporary,
    Column("followup_id", RowId, primary_key=True, autoincrement=False),
    Column("seller_id", RowId, nullable=False),
    Column("cadence", String(32), nullable=False),
    Column("step", String(32)),
    Column("channel", CHANNEL),
    Column("ending", ENDING),
    Column("later", Boolean, nullable=False),
    Column("next_step", String(32)),
    Column("next_day", Date, nullable=False),
    prefixes=["TEMPORARY"],
)
"""The steps that are due now and what was decided about each.

Where neither `ending` nor `later` is set the store goes on to `next_step`: told by `channel`, or
without a word where that is NULL (it is watched only, nothing leads to it, or the word is stale).
"""


def is_due(now: datetime, hours: Hours) -> ColumnElement[bool]:
    """Return whether a follow-up's minute has come, in the zones whose hours are open."""
    open_now = [at for zone, at in zones.clocks(now).items() if hours.is_open(now, zone)]
    return or_(literal(value=False), *(_has_come(at, hours) for at in open_now))


def _has_come(at: LocalTime, hours: Hours) -> ColumnElement[bool]:
    minute = col(FollowUp.minute)
    come = [
        col(FollowUp.zone) == at.zone,
        col(FollowUp.day) <= a_day(at.day),
        minute <= at.minute,
    ]
    if hours.friday is not None and at.day.weekday() == FRIDAY:
        begin, end = hours.friday
        at_latest = begin + (at.minute - end) * (end - begin) // max(hours.last - end, 1)
        come.append(or_(minute < begin, minute >= end, minute <= at_latest))
    return and_(col(FollowUp.ended_at).is_(None), *come)


def decided(
    plan: CadencePlan, step: StepPlan, *, now: datetime, hours: Hours, most: int
) -> Select[*tuple[Any, ...]]:
    """Return, in the columns of `DUE`, what becomes of the stores whose `step` is due."""
    ending = ending_of(plan)
    is_stale = col(FollowUp.day) < today_of(now, -STALE.days)
    channel = case((or_(col(FollowUp.control), is_stale), null()), else_=first_of(step.channels))
    later = and_(channel.in_(MESSAGES), _is_limited(now))
    following = plan.after(step.name)
    values: dict[str, Any] = {
        "followup_id": col(FollowUp.id),
        "seller_id": col(FollowUp.seller_id),
        "cadence": col(FollowUp.cadence),
        "step": col(FollowUp.step),
        "channel": channel,
        "ending": ending,
        "later": func.coalesce(later, literal(value=False)),
        "next_step": literal(following.name if following else None),
        "next_day": _next_day(plan, step, following, is_stale=is_stale, now=now),
    }
    return (
        select(*(value.label(name) for name, value in values.items()))
        .select_from(FollowUp)
        .join(Seller, col(Seller.id) == col(FollowUp.seller_id))
        .where(
            is_due(now, hours),
            col(FollowUp.cadence) == plan.name,
            col(FollowUp.step) == step.name,
        )
        .limit(most)
    )


def ended(
    cadence: str,
    step: str | None,
    ending: Ending | None,
    *,
    now: datetime,
    hours: Hours,
    most: int,
) -> Select[*tuple[Any, ...]]:
    """Return, in the columns of `DUE`, stores whose way ends here.

    Without an `ending` no step is left: all was said, or nothing could be.
    """
    told = exists().where(
        col(Touch.followup_id) == col(FollowUp.id), col(Touch.state) != TouchState.FAILED
    )
    finished = case(
        (or_(col(FollowUp.control), told), literal(Ending.FINISHED, ENDING)),
        (any_of((*MESSAGES, Channel.PHONE)), literal(Ending.MISSED, ENDING)),
        else_=literal(Ending.UNREACHABLE, ENDING),
    )
    return (
        select(
            col(FollowUp.id),
            col(FollowUp.seller_id),
            col(FollowUp.cadence),
            col(FollowUp.step),
            literal(None, CHANNEL),
            finished if ending is None else literal(ending, ENDING),
            literal(value=False),
            literal(None, String()),
            col(FollowUp.day),
        )
        .select_from(FollowUp)
        .outerjoin(Seller, col(Seller.id) == col(FollowUp.seller_id))
        .where(
            is_due(now, hours),
            col(FollowUp.cadence) == cadence,
            col(FollowUp.step).is_(None) if step is None else col(FollowUp.step) == step,
        )
        .limit(most)
    )


def ending_of(plan: CadencePlan) -> ColumnElement[Any]:
    """Say in SQL what `rules.ending` says, clause by clause."""
    clauses: tuple[tuple[ColumnElement[bool], Stop | None, Ending], ...] = (
        (
            or_(
                col(Seller.merged_into).is_not(None),
                col(Seller.portal_id).is_(None),
                col(Seller.gone_at).is_not(None),
            ),
            None,
            Ending.WITHDRAWN,
        ),
        (~col(Seller.proactive), None, Ending.OPTED_OUT),
        (col(Seller.products) > col(FollowUp.products), Stop.PRODUCT_ADDED, Ending.PRODUCT_ADDED),
        (col(Seller.transactions) > col(FollowUp.transactions), Stop.SALE, Ending.SALE),
        (listings.is_worked_on(), Stop.LISTING, Ending.LISTING),
        (col(Seller.last_login) > col(FollowUp.entered_at), Stop.LOGGED_IN, Ending.LOGGED_IN),
        (col(Seller.chat_id).is_not(None), Stop.LINKED, Ending.LINKED),
        (_answered(), Stop.ANSWERED, Ending.ANSWERED),
        (has_open_ticket(), Stop.OPEN_TICKET, Ending.OPEN_TICKET),
    )
    return case(
        *(
            (so, literal(why, ENDING))
            for so, stop, why in clauses
            if stop is None or stop in plan.stops
        ),
        else_=literal(None, ENDING),
    )


def _answered() -> ColumnElement[bool]:
    said = exists().where(
        col(Touch.followup_id) == col(FollowUp.id), col(Touch.state) == TouchState.ANSWERED
    )
    return said.correlate(FollowUp)


def _is_limited(now: datetime) -> ColumnElement[bool]:
    """Say in SQL what `rules.free_at` says; a word that still waits to be sent counts too."""
    own = and_(col(Touch.seller_id) == col(FollowUp.seller_id), col(Touch.channel).in_(MESSAGES))
    waits = exists().where(own, col(Touch.state) == TouchState.WAITING)
    said = and_(own, col(Touch.state).in_(SAID))
    midnight = zones.by_zone(col(FollowUp.zone), now, lambda at: _moment(at.midnight))
    lately = (
        select(func.count())
        .where(said, col(Touch.sent_at) > _moment(now - WEEK))
        .correlate(FollowUp)
        .scalar_subquery()
    )
    return or_(waits, exists().where(said, col(Touch.sent_at) >= midnight), lately >= A_WEEK)


def _next_day(
    plan: CadencePlan,
    step: StepPlan,
    following: StepPlan | None,
    *,
    is_stale: ColumnElement[bool],
    now: datetime,
) -> ColumnElement[Any]:
    """Return the day of the following step, or on which the store leaves when all is said.

    What comes after a step that was left out counts from the day that it had.
    """
    wait = plan.wait_days if following is None else following.after_days - step.after_days
    if following is not None and plan.anchor is Anchor.JOINED:
        return days_after(col(Seller.joined), literal(following.after_days))
    since = case((is_stale, col(FollowUp.day)), else_=today_of(now))
    return days_after(since, literal(wait))


def today_of(now: datetime, shift: int = 0) -> ColumnElement[Any]:
    """Return the store's today, or a day `shift` days later."""
    day = zones.by_zone(col(FollowUp.zone), now, lambda at: a_day(at.day))
    return days_after(day, literal(shift)) if shift else day


def _moment(value: datetime) -> ColumnElement[datetime]:
    return literal(value, UTCDateTime())
