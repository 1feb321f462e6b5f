"""Who enters which cadence, with which step, on which day: rows of a temporary table."""

from datetime import datetime
from typing import Any
from zlib import crc32

from sqlalchemy import (
    Boolean,
    Column,
    ColumnElement,
    Date,
    Integer,
    MetaData,
    Select,
    SmallInteger,
    String,
    Table,
    case,
    exists,
    func,
    literal,
    select,
)
from sqlmodel import col

from core.sql import a_day, days_after
from crm.followups import zones
from crm.followups.cadences.plans import Anchor, CadencePlan
from crm.followups.cadences.queries import Published
from crm.followups.entering import may_enter, snapshot_of
from crm.followups.hours import Hours
from models import Seller, SellerSnapshot
from models.types import RowId

PARTS = 1_000
"""The control share is counted in thousandths."""
SPREAD = 7_919
temporary = MetaData()
ENTERING = Table(
    "followup_entering",
    temporary,
    Column("seller_id", RowId, primary_key=True, autoincrement=False),
    Column("cadence", String(32), nullable=False),
    Column("edition", Integer, nullable=False),
    Column("control", Boolean, nullable=False),
    Column("step", String(32)),
    Column("zone", String(40), nullable=False),
    Column("day", Date, nullable=False),
    Column("minute", SmallInteger, nullable=False),
    Column("products", Integer, nullable=False),
    Column("transactions", Integer, nullable=False),
    Column("language", String(8)),
    prefixes=["TEMPORARY"],
)
"""Who is to enter what; a store that two cadences want is the first one's."""


def entrants(
    cadence: Published, *, week: str, hours: Hours, now: datetime
) -> Select[*tuple[Any, ...]]:
    """Return the stores that may enter, in the columns of `ENTERING`."""
    plan = cadence.plan
    zone, minute = zones.seller_zone(), zones.seller_minute(hours)
    step, day = _beginning(plan, zone, minute, now)
    values: dict[str, Any] = {
        "seller_id": col(Seller.id),
        "cadence": literal(plan.name),
        "edition": literal(cadence.edition),
        "control": _is_control(plan, week),
        "step": step,
        "zone": zone,
        "day": day,
        "minute": minute,
        "products": col(Seller.products),
        "transactions": col(Seller.transactions),
        "language": func.coalesce(col(Seller.language), ""),
    }
    rows = select(*(value.label(name) for name, value in values.items())).where(
        may_enter(plan, now=now), step.is_not(None)
    )
    if plan.enter.segments:
        rows = rows.join(SellerSnapshot, snapshot_of(week))
    return rows


def _beginning(
    plan: CadencePlan, zone: ColumnElement[str], minute: ColumnElement[int], now: datetime
) -> tuple[ColumnElement[Any], ColumnElement[Any]]:
    """Return with which step a store begins, and on which of its days.

    A minute that has passed today is tomorrow's, so that planning never makes a burst. Of a
    cadence that counts from joining, steps whose day has passed are left out.
    """
    passed = minute <= zones.by_zone(zone, now, lambda at: literal(at.minute))
    today = zones.by_zone(zone, now, lambda at: a_day(at.day))
    if plan.anchor is Anchor.ENTRY:
        wait = plan.steps[0].after_days
        day = days_after(today, literal(wait) + case((passed, 1), else_=0))
        return literal(plan.steps[0].name), day
    days = [
        (step, days_after(col(Seller.joined), literal(step.after_days))) for step in plan.steps
    ]
    still = [(day > today) | ((day == today) & ~passed) for _, day in days]
    return (
        case(*((when, literal(step.name)) for when, (step, _) in zip(still, days, strict=True))),
        case(*((when, day) for when, (_, day) in zip(still, days, strict=True))),
    )


def _is_control(plan: CadencePlan, week: str) -> ColumnElement[bool]:
    """Draw the control share by the store's id: the same store for a week, another the next."""
    seed = crc32(f"{plan.name} {week}".encode()) % PARTS
    drawn = (col(Seller.id) * SPREAD + seed) % PARTS
    return drawn < literal(round(plan.control * PARTS), Integer)


def is_free() -> ColumnElement[bool]:
    """Return whether no cadence before this one takes the store."""
    return ~exists().where(ENTERING.c.seller_id == col(Seller.id))
