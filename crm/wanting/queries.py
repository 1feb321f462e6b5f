"""Find stores whose data is wanting, whatever their number, in few statements."""

from collections import Counter
from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, case, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from crm.followups.channels import leads
from crm.wanting.payloads import RegionWants, Want, WantCount
from models import Seller
from models.interactions import Channel
from models.sellers import Reach

REGIONS = 10
"""How many provinces a count names."""


@dataclass(frozen=True, slots=True)
class Wanting:
    """A store as a list of what to mend shows it."""

    seller_id: int
    portal_id: str
    store: str
    owner: str
    phone: str | None
    email: str | None
    regency: str
    province: str
    partner: str


async def counts(session: AsyncSession) -> tuple[WantCount, ...]:
    """Return how many stores want what, and where; a store may want several things."""
    sums = [func.sum(case((wants(want), 1), else_=0)) for want in Want]
    rows = await session.execute(
        select(col(Seller.province), *sums)
        .where(_is_store(), or_(*map(wants, Want)))
        .group_by(col(Seller.province))
    )
    totals = {want: Counter[str]() for want in Want}
    for province, *numbers in rows:
        for want, number in zip(Want, numbers, strict=True):
            totals[want][province] += int(number or 0)
    return tuple(
        WantCount(want, total.total(), _regions(total))
        for want, total in totals.items()
        if total.total()
    )


async def stores(session: AsyncSession, *, want: Want, limit: int) -> list[Wanting]:
    """Return the stores that want something, those that sold most first."""
    rows = await session.execute(
        select(
            col(Seller.id),
            col(Seller.portal_id),
            col(Seller.store_name),
            col(Seller.owner_name),
            col(Seller.phone),
            col(Seller.email),
            col(Seller.regency),
            col(Seller.province),
            col(Seller.partner),
        )
        .where(_is_store(), wants(want))
        .order_by(col(Seller.revenue).desc(), col(Seller.products).desc(), col(Seller.id))
        .limit(limit)
    )
    return [
        Wanting(number or 0, portal_id or "", store, owner, phone, email, regency, province, near)
        for number, portal_id, store, owner, phone, email, regency, province, near in rows
    ]


def wants(want: Want) -> ColumnElement[bool]:
    """Return whether a store wants something."""
    left = col(Seller.telegram).in_((Reach.BLOCKED, Reach.GONE))
    match want:
        case Want.WRONG_PHONE:
            return and_(
                col(Seller.phone).is_not(None), col(Seller.wrong_phone) == col(Seller.phone)
            )
        case Want.BOUNCED_EMAIL:
            return and_(
                col(Seller.email).is_not(None), col(Seller.bounced_email) == col(Seller.email)
            )
        case Want.NO_ADDRESS:
            return and_(col(Seller.phone).is_(None), col(Seller.email).is_(None), ~left)
        case Want.CUT_OFF:
            return and_(left, ~leads(Channel.PHONE), ~leads(Channel.EMAIL))


def _is_store() -> ColumnElement[bool]:
    return and_(
        col(Seller.portal_id).is_not(None),
        col(Seller.merged_into).is_(None),
        col(Seller.gone_at).is_(None),
    )


def _regions(total: Counter[str]) -> tuple[RegionWants, ...]:
    found = sorted(total.items(), key=lambda one: (-one[1], one[0]))
    return tuple(RegionWants(province, stores) for province, stores in found[:REGIONS] if stores)
