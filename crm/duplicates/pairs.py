"""The list of pairs, as merges change it."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import and_, case, delete, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from core.sql import insert_into
from crm.duplicates.records import Decision
from models import Seller, SellerDuplicate
from models.duplicates import DuplicateState


async def between(session: AsyncSession, one_id: int, other_id: int) -> SellerDuplicate | None:
    """Return the pair that the two stores are listed as, whichever is the first."""
    first_id, second_id = sorted((one_id, other_id))
    return await session.scalar(
        select(SellerDuplicate)
        .where(
            col(SellerDuplicate.first_id) == first_id,
            col(SellerDuplicate.second_id) == second_id,
        )
        .execution_options(populate_existing=True)
    )


async def call_merged(
    session: AsyncSession, one_id: int, other_id: int, *, staff_id: int | None, now: datetime
) -> Decision | None:
    """Note that a listed pair is one store; return what was decided before, None if not listed."""
    pair = await between(session, one_id, other_id)
    if pair is None:
        return None
    before = Decision.of(pair)
    decide(pair, DuplicateState.MERGED, staff_id=staff_id, now=now)
    return before


def decide(
    pair: SellerDuplicate, state: DuplicateState, *, staff_id: int | None, now: datetime | None
) -> None:
    """Note what was decided about a pair, by whom and when; both None where it is open again."""
    pair.state, pair.decided_by, pair.decided_at = state, staff_id, now


async def restore(session: AsyncSession, before: Decision) -> None:
    """Let a pair be as undecided, or as decided, as it was."""
    pair = await session.get(SellerDuplicate, before.pair_id)
    if pair is not None:
        pair.state, pair.decided_by = before.state, before.decided_by
        pair.decided_at = before.decided_at


async def inherit(
    session: AsyncSession, *, merged_id: int, kept_id: int, now: datetime
) -> list[int]:
    """List what looked like the merged store as looking like the kept one; return the new pairs.

    Nothing is listed that was decided before.
    """
    first, second = col(SellerDuplicate.first_id), col(SellerDuplicate.second_id)
    like = case((first == merged_id, second), else_=first)
    found = await session.execute(
        select(like, col(SellerDuplicate.reason), col(SellerDuplicate.batch_id))
        .join(Seller, and_(col(Seller.id) == like, col(Seller.merged_into).is_(None)))
        .where(
            or_(first == merged_id, second == merged_id),
            like != kept_id,
            col(SellerDuplicate.state) == DuplicateState.OPEN,
        )
    )
    rows = [
        {
            "first_id": min(kept_id, other_id),
            "second_id": max(kept_id, other_id),
            "reason": reason,
            "batch_id": batch_id,
            "state": DuplicateState.OPEN,
            "found_at": now,
        }
        for other_id, reason, batch_id in found
    ]
    if not rows:
        return []
    listed = await session.execute(
        insert_into(session, SellerDuplicate)
        .values(rows)
        .on_conflict_do_nothing(index_elements=["first_id", "second_id"])
        .returning(col(SellerDuplicate.id))
    )
    return [row_id for row_id in listed.scalars() if row_id is not None]


async def disown(session: AsyncSession, pair_ids: Sequence[int]) -> None:
    """Take inherited pairs off the list again, but for those that staff decided since."""
    await session.execute(
        delete(SellerDuplicate).where(
            col(SellerDuplicate.id).in_(pair_ids),
            col(SellerDuplicate.state) == DuplicateState.OPEN,
        )
    )
