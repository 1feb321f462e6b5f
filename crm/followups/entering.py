"""Which stores may enter a cadence now, in SQL: all that its `[enter]` says, and good manners."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, literal, or_
from sqlalchemy.orm import aliased
from sqlmodel import UTCDateTime, col

from core.sql import a_day, days_after
from crm.declared.spans import Span
from crm.followups import listings, zones
from crm.followups.cadences.plans import CadencePlan, Entrance, Stop, Unanswered
from crm.followups.channels import any_of
from models import FollowUp, Seller, SellerSnapshot, Ticket, Touch
from models.followups import Ending, TouchState
from models.tickets import FINISHED, unfinished

BREATHER = timedelta(days=3)
"""Between two cadences of one seller."""


def may_enter(plan: CadencePlan, *, now: datetime) -> ColumnElement[bool]:
    """Return whether a seller, joined with their snapshot, may enter a cadence at `now`."""
    ways = tuple(dict.fromkeys(way for step in plan.steps for way in step.channels))
    return and_(
        col(Seller.portal_id).is_not(None),
        col(Seller.merged_into).is_(None),
        col(Seller.gone_at).is_(None),
        col(Seller.proactive),
        any_of(ways),
        *_facts(plan.enter, now),
        *([~has_open_ticket()] if Stop.OPEN_TICKET in plan.stops else []),
        *([~listings.has_one(now)] if _keeps_off_listings(plan) else []),
        ~_is_followed_up(),
        ~_was_followed_up(plan, now),
    )


def has_open_ticket() -> ColumnElement[bool]:
    """Return whether a seller has a ticket that is not resolved."""
    return exists().where(col(Ticket.seller_id) == col(Seller.id), unfinished())


def _keeps_off_listings(plan: CadencePlan) -> bool:
    """Tell whether a listing here keeps a store away, as it would end the cadence."""
    return Stop.LISTING in plan.stops and plan.enter.draft_days is None


def _facts(enter: Entrance, now: datetime) -> list[ColumnElement[bool]]:
    """Return a condition for each line of `[enter]`."""
    return [
        *([col(SellerSnapshot.lifecycle).in_(enter.segments)] if enter.segments else []),
        *([col(Seller.province).in_(enter.provinces)] if enter.provinces else []),
        *([col(Seller.language).in_(enter.languages)] if enter.languages else []),
        *_within(col(Seller.products), enter.products or Span()),
        *_within(col(Seller.transactions), enter.transactions or Span()),
        *(_joined(enter.joined_days, now) if enter.joined_days else []),
        *_ago(col(Seller.last_login), enter.silent_days, now),
        *_linked(linked=enter.linked),
        *_happened(enter, now),
    ]


def _happened(enter: Entrance, now: datetime) -> list[ColumnElement[bool]]:
    """Return what must have happened between us and the seller."""
    helped = [_was_helped(enter.resolved_days, now)] if enter.resolved_days else []
    rests = [listings.has_resting_draft(enter.draft_days, now)] if enter.draft_days else []
    asked = [_left_unanswered(enter.unanswered, now)] if enter.unanswered else []
    return [*helped, *rests, *asked]


def _linked(*, linked: bool | None) -> list[ColumnElement[bool]]:
    if linked is None:
        return []
    return [col(Seller.chat_id).is_not(None) if linked else col(Seller.chat_id).is_(None)]


def _within(count: Any, span: Span) -> list[ColumnElement[bool]]:  # noqa: ANN401 - a mapped attribute
    low = [] if span.at_least is None else [count >= span.at_least]
    return low if span.at_most is None else [*low, count <= span.at_most]


def _ago(moment: Any, span: Span | None, now: datetime) -> list[ColumnElement[bool]]:  # noqa: ANN401 - a mapped attribute
    """Return that `moment` lies so many times 24 hours before `now`."""
    if span is None:
        return []
    found: list[ColumnElement[bool]] = [moment.is_not(None)]
    if span.at_least is not None:
        found.append(moment <= _moment(now - timedelta(days=span.at_least)))
    if span.at_most is not None:
        found.append(moment > _moment(now - timedelta(days=span.at_most + 1)))
    return found


def _joined(span: Span, now: datetime) -> list[ColumnElement[bool]]:
    """Return that the store joined so many of its own days ago."""
    today = zones.by_zone(zones.seller_zone(), now, lambda at: a_day(at.day))
    found: list[ColumnElement[bool]] = [col(Seller.joined).is_not(None)]
    if span.at_least is not None:
        found.append(col(Seller.joined) <= days_after(today, literal(-span.at_least)))
    if span.at_most is not None:
        found.append(col(Seller.joined) >= days_after(today, literal(-span.at_most)))
    return found


def _was_helped(span: Span, now: datetime) -> ColumnElement[bool]:
    return exists().where(
        col(Ticket.seller_id) == col(Seller.id),
        col(Ticket.state).in_(FINISHED),
        *_ago(col(Ticket.resolved_at), span, now),
    )


def _left_unanswered(what: Unanswered, now: datetime) -> ColumnElement[bool]:
    return exists().where(
        col(Touch.seller_id) == col(Seller.id),
        col(Touch.source) == what.source,
        col(Touch.state) == TouchState.SENT,
        *_ago(col(Touch.sent_at), what.days, now),
    )


def _is_followed_up() -> ColumnElement[bool]:
    """Return whether the store is in a cadence."""
    running = aliased(FollowUp)
    return exists().where(
        col(running.seller_id) == col(Seller.id), col(running.ended_at).is_(None)
    )


def _was_followed_up(plan: CadencePlan, now: datetime) -> ColumnElement[bool]:
    """Return whether the store has just left a cadence, or has left this one lately."""
    earlier = aliased(FollowUp)
    ended = col(earlier.ended_at)
    return exists().where(
        col(earlier.seller_id) == col(Seller.id),
        ended.is_not(None),
        or_(
            ended > _moment(now - BREATHER),
            and_(
                col(earlier.cadence) == plan.name,
                col(earlier.ending).is_distinct_from(Ending.MISSED),
                ended > _moment(now - timedelta(days=plan.rest_days)),
            ),
        ),
    )


def _moment(value: datetime) -> ColumnElement[datetime]:
    return literal(value, UTCDateTime())


def snapshot_of(week: str) -> ColumnElement[bool]:
    """Return that a row of `seller_snapshot` is a seller's in `week`."""
    return and_(col(SellerSnapshot.seller_id) == col(Seller.id), col(SellerSnapshot.week) == week)
