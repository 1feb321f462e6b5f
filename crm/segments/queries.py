"""Read the weeks that were counted."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, and_, func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from crm.segments.counting import NO_WEEK, SNAPSHOT, counted
from crm.segments.payloads import StoreLine
from crm.segments.picks import Pick, picked, weightiest
from crm.segments.summary import Summary
from models import Sale, SegmentWeek, Seller
from models.segments import Lifecycle

_before = SNAPSHOT.alias("before")
_COUNTED = (
    "lifecycle", "r", "f", "m", "frequency", "monetary", "products", "last_sale", "last_login"
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class StoreRow:
    """A store as a sheet lists it; `before` is where it stood in the week before."""

    portal_id: str
    store: str
    owner: str
    phone: str | None
    regency: str
    province: str
    lifecycle: Lifecycle
    r: int | None
    f: int | None
    m: int | None
    frequency: int
    monetary: int
    products: int
    last_sale: datetime | None
    last_login: datetime | None
    before: Lifecycle | None


async def last_sales(
    session: AsyncSession, *, seller_ids: Collection[int], now: datetime
) -> dict[int, datetime]:
    """Return when stores last sold something that counts, by their ids; some never did."""
    rows = await session.execute(
        select(col(Sale.seller_id), func.max(col(Sale.at)))
        .where(col(Sale.seller_id).in_(seller_ids), counted(), col(Sale.at) <= now)
        .group_by(col(Sale.seller_id))
    )
    return {seller_id: at for seller_id, at in rows if seller_id is not None}


async def latest(session: AsyncSession) -> SegmentWeek | None:
    """Return the last week that was counted."""
    return await session.scalar(
        select(SegmentWeek).order_by(col(SegmentWeek.week).desc()).limit(1)
    )


async def week(session: AsyncSession, *, name: str) -> SegmentWeek | None:
    """Return a week by its name, such as 2026-W47; None where it was not counted."""
    return await session.get(SegmentWeek, name)


async def weeks(session: AsyncSession) -> list[str]:
    """Return the names of the weeks that were counted, the last one first."""
    names = select(col(SegmentWeek.week)).order_by(col(SegmentWeek.week).desc())
    return list(await session.scalars(names))


async def week_before(session: AsyncSession, *, name: str) -> Summary | None:
    """Return the last counted week before this one, however long ago it is."""
    summary = await session.scalar(
        select(col(SegmentWeek.summary))
        .where(col(SegmentWeek.week) < name)
        .order_by(col(SegmentWeek.week).desc())
        .limit(1)
    )
    return Summary.from_json(summary) if summary else None


async def named(session: AsyncSession, summary: Summary) -> dict[Pick, tuple[StoreLine, ...]]:
    """Return the stores that a summary names, as they are called today, in its order."""
    ids = {seller_id for ids in summary.named.values() for seller_id in ids}
    rows = await session.execute(
        _stood(
            summary,
            SNAPSHOT.c.seller_id,
            col(Seller.store_name),
            col(Seller.regency),
            SNAPSHOT.c.lifecycle,
            _before.c.lifecycle,
            SNAPSHOT.c.monetary,
        ).where(SNAPSHOT.c.seller_id.in_(ids))
    )
    found = {line.seller_id: line for line in (StoreLine(*row) for row in rows)}
    return {
        pick: tuple(found[seller_id] for seller_id in ids if seller_id in found)
        for pick, ids in summary.named.items()
    }


async def stores(
    session: AsyncSession, summary: Summary, *, pick: Pick | None, limit: int
) -> list[StoreRow]:
    """Return up to `limit` stores of a week, all or those of a pick, the weightiest first."""
    chosen = _stood(summary, SNAPSHOT.c.seller_id).order_by(*weightiest(SNAPSHOT.c)).limit(limit)
    if pick is not None:
        chosen = chosen.where(picked(pick, SNAPSHOT.c, _before.c.lifecycle))
    rows = await session.execute(
        _stood(
            summary,
            col(Seller.portal_id),
            col(Seller.store_name),
            col(Seller.owner_name),
            col(Seller.phone),
            col(Seller.regency),
            col(Seller.province),
            *(SNAPSHOT.c[name] for name in _COUNTED),
            _before.c.lifecycle,
        )
        .where(SNAPSHOT.c.seller_id.in_(chosen))
        .order_by(*weightiest(SNAPSHOT.c))
    )
    return [StoreRow(*row) for row in rows]


def _stood(summary: Summary, *columns: Any) -> Select[*tuple[Any, ...]]:  # noqa: ANN401 - columns of any type
    """Select from a week's snapshot, the week before and the stores."""
    since = summary.since or NO_WEEK
    earlier = and_(_before.c.week == since, _before.c.seller_id == SNAPSHOT.c.seller_id)
    return (
        select(*columns)
        .select_from(SNAPSHOT)
        .join(Seller, col(Seller.id) == SNAPSHOT.c.seller_id)
        .outerjoin(_before, earlier)
        .where(SNAPSHOT.c.week == summary.week)
    )
