"""Count every store at once, into temporary tables: two passes over the data, no row in Python.

What is counted here keeps no writer waiting; `crm.segments.operations` copies it over.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    BigInteger,
    Column,
    ColumnElement,
    Integer,
    MetaData,
    Select,
    Table,
    and_,
    case,
    delete,
    func,
    insert,
    literal,
    or_,
    select,
)
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel.sql.sqltypes import UTCDateTime

from crm.segments.rules import Bounds, cut_places
from models import Sale, Seller, SellerSnapshot
from models.sales import SaleStatus
from models.segments import Lifecycle
from models.types import RowId

_temporary = MetaData()
_trade = Table(
    "segment_trade",
    _temporary,
    Column("seller_id", RowId, primary_key=True, autoincrement=False),
    Column("last_sale", UTCDateTime(), nullable=False),
    Column("frequency", Integer, nullable=False),
    Column("monetary", BigInteger, nullable=False),
    prefixes=["TEMPORARY"],
)
"""What each seller sold within the window."""
NO_WEEK = ""
"""Stands for the week before the first one: IS NULL would look through all rows for each store."""
SNAPSHOT = SellerSnapshot.metadata.tables["seller_snapshot"]
_SALE = Sale.metadata.tables["sale"].c
_SELLER = Seller.metadata.tables["seller"].c
standing = Table(
    "segment_standing",
    _temporary,
    *(Column(column.name, column.type) for column in SNAPSHOT.columns),
    Column("before", SNAPSHOT.c.lifecycle.type),
    prefixes=["TEMPORARY"],
)
"""The snapshot to be, in the order of its stores, and where each stood in the week before."""


@dataclass(frozen=True, slots=True)
class Cuts:
    """The values that end the first four quintiles of each measure; none where nobody sold."""

    last_sale: Sequence[Any]
    frequency: Sequence[Any]
    monetary: Sequence[Any]


async def count(session: AsyncSession, *, bounds: Bounds, since: str | None) -> None:
    """Fill `standing` with all stores as they are at `bounds.at`; `since` is the week before."""
    connection = await session.connection()
    await connection.run_sync(_temporary.create_all, checkfirst=False)
    await session.execute(insert(_trade).from_select(list(_trade.columns), _sold(bounds)))
    others = select(_SELLER.id).where(~is_store())
    await session.execute(delete(_trade).where(_trade.c.seller_id.in_(others)))
    selling = select(func.count()).select_from(_trade).where(_trade.c.frequency > 0)
    stores = await session.scalar(selling) or 0
    cuts = Cuts(*[await _cuts(session, column, stores) for column in list(_trade.columns)[1:]])
    rows = _stood(bounds, cuts, since)
    await session.execute(insert(standing).from_select(list(standing.columns), rows))


def counted() -> ColumnElement[bool]:
    """Return whether a sale counts; written into the SQL, so that a partial index serves it."""
    status = _SALE.status
    return status != literal(SaleStatus.CANCELLED, status.type, literal_execute=True)


def is_store() -> ColumnElement[bool]:
    """Return whether a row of `seller` is a store of its own."""
    return and_(_SELLER.portal_id.is_not(None), _SELLER.merged_into.is_(None))


def _sold(bounds: Bounds) -> Select[*tuple[Any, ...]]:
    """One pass over the index: an order of several lines counts once, an old one not at all."""
    seller_id, at = _SALE.seller_id, _SALE.at
    recent = at > bounds.window
    return (
        select(
            seller_id.label("seller_id"),
            func.max(at).label("last_sale"),
            func.count(case((recent, _SALE.order_id)).distinct()).label("frequency"),
            func.sum(case((recent, _SALE.amount), else_=0)).label("monetary"),
        )
        .where(seller_id.is_not(None), counted(), at <= bounds.at)
        .group_by(seller_id)
    )


async def _cuts(session: AsyncSession, measure: Column[Any], stores: int) -> Sequence[Any]:
    """Return the values at the places that end a quintile."""
    place = func.row_number().over(order_by=measure).label("place")
    placed = select(measure.label("value"), place).where(_trade.c.frequency > 0).subquery()
    places = cut_places(stores)
    found = await session.execute(
        select(placed.c.place, placed.c.value).where(placed.c.place.in_(sorted(set(places))))
    )
    values: dict[int, Any] = {place: value for place, value in found}  # noqa: C416 - dict() of rows has no type
    return [values[place] for place in places if place in values]


def _stood(bounds: Bounds, cuts: Cuts, since: str | None) -> Select[*tuple[Any, ...]]:
    """Return every store in the columns of `standing`."""
    trade = _trade.c
    before = SNAPSHOT.alias("before")
    earlier = literal(since or NO_WEEK)
    values: dict[str, ColumnElement[Any]] = {
        "week": literal(bounds.week),
        "seller_id": _SELLER.id,
        "at": literal(bounds.at, UTCDateTime()),
        "lifecycle": _lifecycle(bounds),
        "last_sale": trade.last_sale,
        "frequency": func.coalesce(trade.frequency, 0),
        "monetary": func.coalesce(trade.monetary, 0),
        "r": _score(trade.last_sale, cuts.last_sale),
        "f": _score(trade.frequency, cuts.frequency),
        "m": _score(trade.monetary, cuts.monetary),
        "products": _SELLER.products,
        "transactions": _SELLER.transactions,
        "revenue": _SELLER.revenue,
        "last_login": _SELLER.last_login,
        "before": before.c.lifecycle,
    }
    return (
        select(*(values[column.name].label(column.name) for column in standing.columns))
        .select_from(Seller)
        .outerjoin(_trade, trade.seller_id == _SELLER.id)
        .outerjoin(before, and_(before.c.week == earlier, before.c.seller_id == _SELLER.id))
        .where(is_store())
    )


def _lifecycle(bounds: Bounds) -> ColumnElement[Any]:
    """Say in SQL what `crm.segments.rules.lifecycle` says, clause by clause."""
    login, sale = _SELLER.last_login, _trade.c.last_sale
    silent = and_(login.is_(None), sale.is_(None))
    faded = and_(
        or_(login.is_(None), login < bounds.lost), or_(sale.is_(None), sale < bounds.lost)
    )
    clauses = (
        (or_(_SELLER.gone_at.is_not(None), and_(~silent, faded)), Lifecycle.LOST),
        (silent, Lifecycle.INVITED),
        (_SELLER.joined >= bounds.new, Lifecycle.NEW),
        (_SELLER.products == 0, Lifecycle.NO_PRODUCT),
        (or_(login >= bounds.active, sale >= bounds.active), Lifecycle.ACTIVE),
        (or_(login >= bounds.slowing, sale >= bounds.slowing), Lifecycle.SLOWING),
    )
    kind = SNAPSHOT.c.lifecycle.type
    return case(
        *((when, literal(then, kind)) for when, then in clauses),
        else_=literal(Lifecycle.DORMANT, kind),
    )


def _score(measure: ColumnElement[Any], cuts: Sequence[Any]) -> ColumnElement[Any]:
    """Return 1 and one more for each cut that the measure exceeds; NULL where nothing was sold."""
    exceeded = (case((measure > cut, 1), else_=0) for cut in cuts)
    return case((_trade.c.frequency > 0, sum(exceeded, start=literal(1))))
