"""Read the list of pairs, and what was merged."""

import re
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased
from sqlmodel import col

from crm.duplicates.operations import ALIKE, alike
from crm.duplicates.rules import MOST_ALIKE
from models import Seller, SellerDuplicate, SellerMerge
from models.duplicates import DuplicateReason, DuplicateState
from models.types import stated

_OUR_NUMBER = re.compile(r"#(\d{1,15})", re.ASCII)
_FIRST, _SECOND = aliased(Seller, name="first"), aliased(Seller, name="second")


@dataclass(frozen=True, slots=True)
class Pair:
    """A listed pair with its two stores."""

    listed: SellerDuplicate
    first: Seller
    second: Seller


@dataclass(frozen=True, slots=True)
class Crowd:
    """How often more stores than a pair could explain share something."""

    reason: DuplicateReason
    groups: int
    stores: int


async def get(session: AsyncSession, pair_id: int) -> Pair | None:
    """Return a listed pair, decided or not."""
    row = (await session.execute(_pairs().where(col(SellerDuplicate.id) == pair_id))).first()
    return Pair(*row) if row else None


async def next_open(session: AsyncSession, *, after: int = 0) -> Pair | None:
    """Return the open pair that was listed next after `after`; behind the last comes the first."""
    following = _pairs().where(_is_open(), col(SellerDuplicate.id) > after)
    found = (await session.execute(following.order_by(col(SellerDuplicate.id)).limit(1))).first()
    if found is None and after:
        return await next_open(session)
    return Pair(*found) if found else None


async def open_pairs(session: AsyncSession, *, limit: int) -> list[Pair]:
    """Return the open pairs that were listed first."""
    found = await session.execute(
        _pairs().where(_is_open()).order_by(col(SellerDuplicate.id)).limit(limit)
    )
    return [Pair(*row) for row in found]


async def left(session: AsyncSession) -> int:
    """Count the open pairs."""
    waiting = select(func.count()).select_from(SellerDuplicate).where(_is_open())
    return await session.scalar(waiting) or 0


async def merge_of(session: AsyncSession, one_id: int, other_id: int) -> SellerMerge | None:
    """Return the merge that made one store of the two, whichever was kept; None if undone."""
    kept, merged = col(SellerMerge.kept_id), col(SellerMerge.merged_id)
    return await session.scalar(
        select(SellerMerge).where(
            or_(
                and_(kept == one_id, merged == other_id),
                and_(kept == other_id, merged == one_id),
            ),
            col(SellerMerge.undone_at).is_(None),
        )
    )


async def named(session: AsyncSession, text: str) -> Seller | None:
    """Return the store with this id at the portal or this `#number`, one that was merged too."""
    ours = _OUR_NUMBER.fullmatch(text)
    which = col(Seller.id) == int(ours[1]) if ours else col(Seller.portal_id) == text
    return await session.scalar(select(Seller).where(which, col(Seller.portal_id).is_not(None)))


async def crowds(session: AsyncSession) -> list[Crowd]:
    """Count what is shared by so many stores that nobody is asked about it.

    Reads all stores: for the command line, not for a chat.
    """
    found: list[Crowd] = []
    for reason in ALIKE:
        group = alike(session, reason).subquery("alike")
        crowded = select(func.count(group.c.first_id.distinct()), func.count()).where(
            group.c.size > MOST_ALIKE
        )
        groups, stores = (await session.execute(crowded)).one()
        if groups:
            found.append(Crowd(reason, groups, stores))
    return found


def _pairs() -> Select[SellerDuplicate, Seller, Seller]:
    return (
        select(SellerDuplicate, _FIRST, _SECOND)
        .join(_FIRST, col(_FIRST.id) == col(SellerDuplicate.first_id))
        .join(_SECOND, col(_SECOND.id) == col(SellerDuplicate.second_id))
    )


def _is_open() -> ColumnElement[bool]:
    """Tell whether a pair waits for a decision: two stores still, and nobody has decided.

    The few stores that were merged are found once, instead of two stores for each pair.
    """
    merged = select(col(Seller.id)).where(col(Seller.merged_into).is_not(None))
    return and_(
        stated(col(SellerDuplicate.state), DuplicateState.OPEN),
        col(SellerDuplicate.first_id).not_in(merged),
        col(SellerDuplicate.second_id).not_in(merged),
    )
