"""What the clock shows where a seller lives, as SQL sees it: a value for each of the zones."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Integer, case, literal
from sqlmodel import col

from crm.followups.hours import DEFAULT_ZONE, STRIDE, ZONES, Hours, LocalTime, local_time
from models import Seller


def clocks(now: datetime) -> Mapping[str, LocalTime]:
    """Return what the clock shows in every zone."""
    return {zone: local_time(now, zone) for zone in ZONES}


def seller_zone() -> ColumnElement[str]:
    """Return the zone a seller lives by: nobody is forgotten because theirs is unknown."""
    return case((col(Seller.zone).in_(ZONES), col(Seller.zone)), else_=literal(DEFAULT_ZONE))


def by_zone(
    zone: Any,  # noqa: ANN401 - a column, mapped or not
    now: datetime,
    value: Callable[[LocalTime], ColumnElement[Any]],
) -> ColumnElement[Any]:
    """Return what `value` makes of the clock of `zone`."""
    times = clocks(now)
    others = [(zone == name, value(at)) for name, at in times.items() if name != DEFAULT_ZONE]
    return case(*others, else_=value(times[DEFAULT_ZONE]))


def seller_minute(hours: Hours) -> ColumnElement[int]:
    """Say in SQL what `Hours.minute_of` says."""
    usual = col(Seller.usual_minute)
    last = hours.last - 1
    return case(
        (
            usual.is_(None),
            literal(hours.opens, Integer) + col(Seller.id) * STRIDE % literal(hours.length),
        ),
        (usual < hours.opens, literal(hours.opens, Integer)),
        (usual > last, literal(last, Integer)),
        else_=usual,
    )
