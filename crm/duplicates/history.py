"""All that names a seller, and so goes over when two stores become one; and back again."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import CursorResult, Update, inspect, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from crm.followups.leaving import end_all
from crm.segments.counting import counted
from crm.sellers.moving import HISTORY, own
from crm.suggestions import votes
from models import FollowUp, ImportConflict, Product, Sale, Seller, SellerMerge
from models.followups import Ending

FOLLOWING = {inspect(kind).local_table.description: kind for kind in (*HISTORY, ImportConflict)}
ALONE, BOTH = "suggestion_vote", "suggestion_vote_of_both"
"""Under these a merge names the wishes of the merged store: those it had alone, and with it."""
LATE = timedelta(days=1)
"""No transaction is under way for longer."""
_AT_ONCE = 1_000
"""Ids in one statement."""


async def follow(
    session: AsyncSession, *, merged_id: int, kept_id: int, now: datetime
) -> dict[str, list[int]]:
    """Let all that was about `merged_id` be about `kept_id`; return the ids by table.

    A store is in one cadence at a time: what the merged one was in ends. What both wish for is
    wished for once.
    """
    await end_all(session, seller_id=merged_id, ending=Ending.WITHDRAWN, now=now)
    moved: dict[str, list[int]] = {}
    for table, kind in FOLLOWING.items():
        found = await session.execute(
            update(kind)
            .where(own(kind, merged_id))
            .values(seller_id=kept_id)
            .returning(col(kind.id))
        )
        moved[table] = sorted(row_id for row_id in found.scalars() if row_id is not None)
    moved[ALONE], moved[BOTH] = await votes.follow(session, old_id=merged_id, new_id=kept_id)
    return moved


async def give_back(
    session: AsyncSession, *, merged_id: int, kept_id: int, moved: dict[str, list[int]]
) -> None:
    """Let what went over go back; what came later, or went on elsewhere since, stays."""
    await votes.give_back(
        session,
        old_id=merged_id,
        new_id=kept_id,
        alone=moved.get(ALONE, []),
        both=moved.get(BOTH, []),
    )
    for table, kind in FOLLOWING.items():
        for ids in _slices(moved.get(table, ())):
            await session.execute(
                update(kind)
                .where(col(kind.id).in_(ids), col(kind.seller_id) == kept_id)
                .values(seller_id=merged_id)
            )


async def sell_for(session: AsyncSession, *, merged_id: int, kept_id: int) -> int:
    """Count the merged store's sales as the kept store's, and offer its products; return how many.

    Cancelled ones count nowhere and stay; should one count after all, its import says for whom.
    """
    await session.execute(_products(merged_id).values(seller_id=kept_id))
    return await _count(session, _sales(merged_id).values(seller_id=kept_id))


async def sell_alone(session: AsyncSession, *, merged_id: int, kept_id: int) -> int:
    """Give a store that is one again all sales and products by its own id, later ones too.

    With them come those of stores that were merged into it before.
    """
    its_ids = select(col(Seller.portal_id)).where(
        or_(col(Seller.id) == merged_id, col(Seller.merged_into) == merged_id)
    )
    its_products = _products(kept_id).where(col(Product.seller_ref).in_(its_ids))
    await session.execute(its_products.values(seller_id=merged_id))
    own = _sales(kept_id).where(col(Sale.seller_ref).in_(its_ids))
    return await _count(session, own.values(seller_id=merged_id))


async def gather(session: AsyncSession, *, now: datetime) -> int:
    """Let what was written about a store while it was being merged follow it; return how much.

    On PostgreSQL a message may be handled beside the merge, by a transaction that knows nothing
    of it. Follow-ups are left: the store is no store any more, and so they end.
    """
    found = await session.scalars(
        select(col(SellerMerge.merged_id))
        .join(Seller, col(Seller.id) == col(SellerMerge.merged_id))
        .where(col(SellerMerge.at) > now - LATE, col(Seller.merged_into).is_not(None))
    )
    recent = list(found)
    if not recent:
        return 0
    gathered = 0
    for kind in FOLLOWING.values():
        if kind is FollowUp:
            continue
        today = (
            select(col(Seller.merged_into))
            .where(col(Seller.id) == col(kind.seller_id))
            .scalar_subquery()
        )
        stray = update(kind).where(col(kind.seller_id).in_(recent)).values(seller_id=today)
        gathered += await _count(session, stray)
    return gathered


def _sales(seller_id: int) -> Update:
    """Name the store's sales that count, which is what an index finds."""
    return update(Sale).where(col(Sale.seller_id) == seller_id, counted())


def _products(seller_id: int) -> Update:
    return update(Product).where(col(Product.seller_id) == seller_id)


async def _count(session: AsyncSession, statement: Update) -> int:
    result: CursorResult[Any] = await (await session.connection()).execute(
        statement, execution_options={"preserve_rowcount": True}
    )
    return result.rowcount


def _slices(ids: Sequence[int]) -> Iterator[Sequence[int]]:
    return (ids[first : first + _AT_ONCE] for first in range(0, len(ids), _AT_ONCE))
