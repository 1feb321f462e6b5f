"""What became of the stores that entered a cadence, noted on their follow-ups as it is seen.

The portal's pull tells only how a store stands, so a later pull hides what an earlier one told:
what was seen first stays. Those who are only watched are noted just the same.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import (
    Column,
    ColumnElement,
    MetaData,
    Select,
    Table,
    and_,
    case,
    exists,
    func,
    insert,
    literal,
    null,
    or_,
    select,
    update,
)
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import UTCDateTime, col

from core.db import Database
from crm.segments.counting import counted
from models import FollowUp, Sale, SegmentWeek, Seller, Tick
from models.followups import Ending
from models.types import RowId

WATCHED = timedelta(days=60)
"""How long after a store entered it is looked at; what comes later has other reasons."""
SLICE = 20_000
"""Follow-ups in one transaction: a moment for everybody who waits to write."""
JOB = "followups.outcomes"
_FOLLOWUP = FollowUp.metadata.tables["followup"].c
_temporary = MetaData()
SEEN = Table(
    "followup_seen",
    _temporary,
    Column("followup_id", RowId, primary_key=True, autoincrement=False),
    Column("returned_at", UTCDateTime()),
    Column("product_at", UTCDateTime()),
    Column("sold_at", UTCDateTime()),
    prefixes=["TEMPORARY"],
)
"""What is seen for the first time; NULL where there is nothing new."""


@dataclass(frozen=True, slots=True)
class Noted:
    """How many stores were seen to do something for the first time since they entered."""

    returned: int
    product: int
    sold: int


async def note(database: Database, *, now: datetime) -> Noted:
    """Note what stores that entered within `WATCHED` have done since; twice does no harm.

    A store that left its cadence is looked at as well, unless it is no store any more.
    """
    async with database.workbench() as bench:
        async with bench.preparing() as session:
            noted = await _look(session, now=now)
        last: int | None = 0
        while last is not None:
            async with bench.transaction() as session:
                last = await _write(session, last)
    return noted


async def are_behind(session: AsyncSession) -> bool:
    """Tell whether stores were counted again since outcomes were noted."""
    counted_at = select(func.max(col(SegmentWeek.at))).scalar_subquery()
    behind = exists().where(col(Tick.name) == JOB, col(Tick.last) < counted_at)
    return bool(await session.scalar(select(behind)))


async def _look(session: AsyncSession, *, now: datetime) -> Noted:
    connection = await session.connection()
    await connection.run_sync(_temporary.create_all, checkfirst=False)
    names = [column.name for column in SEEN.columns]
    await session.execute(insert(SEEN).from_select(names, _new(now)))
    row = await session.execute(select(*(func.count(column) for column in SEEN.columns[1:])))
    return Noted(*row.one())


def _new(now: datetime) -> Select[*tuple[Any, ...]]:
    """Return, in the columns of `SEEN`, the follow-ups of which something new is seen."""
    moment = literal(now, UTCDateTime())
    outcomes: dict[str, tuple[ColumnElement[bool], Any]] = {
        "returned_at": (_has_returned(), col(Seller.last_login)),
        "product_at": (_has_product(), moment),
        "sold_at": (_had_no_sale(), _first_sale(moment)),
    }
    news: list[ColumnElement[Any]] = [
        case((and_(_FOLLOWUP[name].is_(None), so), value), else_=null()).label(name)
        for name, (so, value) in outcomes.items()
    ]
    seen = (
        select(_FOLLOWUP.id, *news)
        .join(Seller, col(Seller.id) == col(FollowUp.seller_id))
        .where(
            col(FollowUp.entered_at) > literal(now - WATCHED, UTCDateTime()),
            col(FollowUp.ending).is_distinct_from(Ending.WITHDRAWN),
            col(Seller.merged_into).is_(None),
        )
        .subquery()
    )
    return select(seen).where(or_(*(column.is_not(None) for column in seen.columns[1:])))


def _has_returned() -> ColumnElement[bool]:
    return col(Seller.last_login) > col(FollowUp.entered_at)


def _has_product() -> ColumnElement[bool]:
    return and_(col(FollowUp.products) == 0, col(Seller.products) > 0)


def _had_no_sale() -> ColumnElement[bool]:
    """Return whether no sale was known on entering, nor came to be known for the time before."""
    before = exists().where(
        col(Sale.seller_id) == col(FollowUp.seller_id),
        counted(),
        col(Sale.at) <= col(FollowUp.entered_at),
    )
    return and_(col(FollowUp.transactions) == 0, ~before)


def _first_sale(moment: ColumnElement[datetime]) -> ColumnElement[Any]:
    """Return when the first sale was: by the orders, which know its day.

    Where no orders are pulled, the number of transactions of the sellers' pull tells that there
    was one, and its moment is when that is seen.
    """
    ordered = (
        select(func.min(col(Sale.at)))
        .where(
            col(Sale.seller_id) == col(FollowUp.seller_id),
            counted(),
            col(Sale.at) > col(FollowUp.entered_at),
            col(Sale.at) <= moment,
        )
        .correlate(FollowUp)
        .scalar_subquery()
    )
    told = case((col(Seller.transactions) > 0, moment), else_=null())
    return func.coalesce(ordered, told)


async def _write(session: AsyncSession, after: int) -> int | None:
    """Write the slice of follow-ups after an id, and return its last; None where none is left.

    What somebody else has noted meanwhile was seen earlier, and stays.
    """
    number = SEEN.c.followup_id
    slice_ = select(number).where(number > after).order_by(number).limit(SLICE)
    last = await session.scalar(select(func.max(slice_.subquery().c.followup_id)))
    if last is None:
        return None
    await session.execute(
        update(FollowUp)
        .where(_FOLLOWUP.id == number, _FOLLOWUP.id > after, _FOLLOWUP.id <= last)
        .values(
            {
                column.name: func.coalesce(_FOLLOWUP[column.name], column)
                for column in SEEN.columns[1:]
            }
        )
        .execution_options(synchronize_session=False)
    )
    return last
