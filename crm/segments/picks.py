"""Which stores of a week are worth a look: what the words mean, in SQL."""

from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, and_, or_
from sqlalchemy.sql.base import ReadOnlyColumnCollection

from crm.segments.rules import FADING, RETURNS, SLIPS, VALUABLE, WEAKENING

Columns = ReadOnlyColumnCollection[str, Any]


class Pick(StrEnum):
    """Why a store is worth a look."""

    TOP = "top"
    """It sold most within the window."""
    AT_RISK = "at_risk"
    """It is worth keeping, and is going."""
    SLIPPED = "slipped"
    COME_BACK = "come_back"


def picked(pick: Pick, store: Columns, before: ColumnElement[Any]) -> ColumnElement[bool]:
    """Return whether a row of a snapshot is picked; `before` is its lifecycle a week earlier."""
    now = store["lifecycle"]
    match pick:
        case Pick.TOP:
            return store["frequency"] > 0
        case Pick.AT_RISK:
            valuable = or_(store["m"] >= VALUABLE, store["f"] >= VALUABLE)
            return and_(valuable, or_(now.in_(WEAKENING), store["r"] <= FADING))
        case Pick.SLIPPED:
            return or_(*(and_(before == was, now == is_) for was, is_ in sorted(SLIPS)))
        case Pick.COME_BACK:
            return or_(*(and_(before == was, now == is_) for was, is_ in sorted(RETURNS)))


def weightiest(store: Columns) -> tuple[ColumnElement[Any], ...]:
    """Return in which order picked stores are shown: by money, orders, and then the older row."""
    return (store["monetary"].desc(), store["frequency"].desc(), store["seller_id"])
