"""Whom a broadcast reaches, in SQL: the sellers its filter finds, and when each may be told."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Select,
    String,
    Subquery,
    and_,
    case,
    exists,
    func,
    literal,
    select,
    type_coerce,
)
from sqlmodel import UTCDateTime, col

from crm.broadcasts.rules import FALLBACK, LAST_DAY, Audience, Facet, Lack
from crm.followups import zones
from crm.followups.channels import leads
from crm.followups.rules import A_WEEK, WEEK
from crm.followups.verdicts import MESSAGES, SAID
from locales.languages import LANGUAGES
from models import Seller, SellerSnapshot, Touch
from models.interactions import Channel

NEVER = LAST_DAY + 1
"""Stands for the days that a seller has to wait where the words would be stale by then."""


def is_meant(audience: Audience, *, week: str | None) -> ColumnElement[bool]:
    """Return whether a seller with a chat is one of the audience, by the snapshot of `week`."""
    return and_(
        col(Seller.chat_id).is_not(None),
        col(Seller.portal_id).is_not(None),
        col(Seller.merged_into).is_(None),
        col(Seller.gone_at).is_(None),
        *(_has(facet, chosen, week) for facet, chosen in audience.chosen.items()),
        *([col(Seller.products) == 0] if Lack.PRODUCT in audience.lacks else []),
        *([col(Seller.transactions) == 0] if Lack.SALE in audience.lacks else []),
    )


def may_be_told() -> ColumnElement[bool]:
    """Return whether a seller wants, and can be sent, what they did not ask for."""
    return and_(leads(Channel.TELEGRAM), col(Seller.proactive))


def value_of(facet: Facet) -> ColumnElement[str]:
    """Return what a seller has of a facet, their segment excepted."""
    match facet:
        case Facet.LANGUAGE:
            return language()
        case Facet.PROVINCE:
            return type_coerce(col(Seller.province), String)
        case Facet.CATEGORY:
            return type_coerce(col(Seller.category), String)
        case Facet.SEGMENT:
            message = "a segment is no column of a seller"
            raise ValueError(message)


def language() -> ColumnElement[str]:
    """Return the language a seller is written to in."""
    return case((col(Seller.language).in_(LANGUAGES), col(Seller.language)), else_=FALLBACK)


def said_lately(now: datetime, within: ColumnElement[bool] | None = None) -> Subquery:
    """Return a line for each seller to whom something was said in the week: how often, and when.

    `days_<n>` counts what still counts `n` days from now; `last` is the last moment. Only touches
    `within` the condition are looked at, where there is one.
    """
    at = col(Touch.sent_at)
    counts = [
        func.sum(case((at > _moment(now - WEEK + timedelta(days=days)), 1), else_=0)).label(
            f"days_{days}"
        )
        for days in range(NEVER)
    ]
    return (
        select(col(Touch.seller_id), func.max(at).label("last"), *counts)
        .where(
            at > _moment(now - WEEK),
            col(Touch.channel).in_(MESSAGES),
            col(Touch.state).in_(SAID),
            *([] if within is None else [within]),
        )
        .group_by(col(Touch.seller_id))
        .subquery()
    )


def wait(said: Subquery, now: datetime) -> ColumnElement[int]:
    """Return how many days a seller is left in peace first; `NEVER` where they are too many."""
    midnight = zones.by_zone(zones.seller_zone(), now, lambda at: _moment(at.midnight))
    tomorrow = said.c.days_1 < A_WEEK
    return case(
        (said.c.last.is_(None), 0),
        (and_(said.c.days_0 < A_WEEK, said.c.last < midnight), 0),
        (tomorrow, 1),
        *((said.c[f"days_{days}"] < A_WEEK, days) for days in range(2, NEVER)),
        else_=NEVER,
    )


def due_after(days: ColumnElement[int], now: datetime) -> ColumnElement[datetime]:
    """Return the moment so many days from now."""
    later = [(days == count, _moment(now + timedelta(days=count))) for count in range(1, NEVER)]
    return case(*later, else_=_moment(now))


def recipients(
    audience: Audience, *, week: str | None, said: Subquery, columns: tuple[Any, ...]
) -> Select[*tuple[Any, ...]]:
    """Select `columns` of those who may be told, with what was said to them lately."""
    return (
        select(*columns)
        .select_from(Seller)
        .outerjoin(said, said.c.seller_id == col(Seller.id))
        .where(is_meant(audience, week=week), may_be_told())
    )


def _has(facet: Facet, chosen: tuple[str, ...], week: str | None) -> ColumnElement[bool]:
    if facet is Facet.SEGMENT:
        return _is_in(chosen, week)
    return value_of(facet).in_(chosen)


def _is_in(segments: tuple[str, ...], week: str | None) -> ColumnElement[bool]:
    return exists().where(
        col(SellerSnapshot.week) == week,
        col(SellerSnapshot.seller_id) == col(Seller.id),
        col(SellerSnapshot.lifecycle).in_(segments),
    )


def _moment(value: datetime) -> ColumnElement[datetime]:
    return literal(value, UTCDateTime())
