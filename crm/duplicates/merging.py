"""Make two stores one, and two again."""

from collections.abc import Sequence
from datetime import datetime

import structlog
from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from crm.duplicates import chats, history, pairs
from crm.duplicates.records import Moved
from crm.duplicates.refusals import MergedBefore, MergedOn, NoSuchStore, NotMerged, SameStore
from crm.search.documents import refresh_store
from models import Seller, SellerMerge

log = structlog.get_logger()


async def merge(
    session: AsyncSession, *, kept_id: int, merged_id: int, staff_id: int | None, now: datetime
) -> SellerMerge:
    """Let `merged_id` be `kept_id` from now on: its history, sales and link go over.

    The merged row stays to undo it; pulls go on writing its facts, and its new sales count as the
    kept store's. Where both have a chat, the kept store's stays and the other's is a stranger's.

    Raises:
        SameStore: the two are one row.
        NoSuchStore: one of them is none.
        MergedBefore: one of them was merged already.
    """
    kept, merged = await hold(session, kept_id, merged_id)
    for store in (kept, merged):
        if store.merged_into is not None:
            raise MergedBefore(store)
    links = await chats.join(session, kept=kept, merged=merged, now=now)
    merged.merged_into = kept_id
    await session.flush()
    both = {"merged_id": merged_id, "kept_id": kept_id}
    moved = Moved(
        rows={
            **await history.follow(session, **both, now=now),
            "seller": await _lead_on(session, **both),
        },
        sales=await history.sell_for(session, **both),
        links=links,
        pair=await pairs.call_merged(session, kept_id, merged_id, staff_id=staff_id, now=now),
        pairs=await pairs.inherit(session, **both, now=now),
    )
    done = SellerMerge(
        kept_id=kept_id, merged_id=merged_id, at=now, staff_id=staff_id, moved=moved.as_json()
    )
    session.add(done)
    await session.flush()
    await refresh_store(session, seller_id=merged_id)
    log.info("stores_merged", merge_id=done.id, kept_id=kept_id, merged_id=merged_id)
    return done


async def undo(
    session: AsyncSession, *, merge_id: int, staff_id: int | None, now: datetime
) -> SellerMerge:
    """Make two stores of one again: what went over goes back, what came since stays.

    The other's chat goes back with all that was said in it since, unless it leads elsewhere now;
    sales go by the portal's id of their store.

    Raises:
        NotMerged: there is no such merge (any more).
        MergedOn: the kept store was merged into another one since.
    """
    done = await session.get(SellerMerge, merge_id)
    if done is None:
        raise NotMerged
    kept, merged = await hold(session, done.kept_id, done.merged_id)
    await session.refresh(done)
    if done.undone_at is not None:
        raise NotMerged
    if kept.merged_into is not None:
        raise MergedOn(kept)
    moved = Moved.from_json(done.moved)
    merged.merged_into = None
    await chats.part(session, kept=kept, merged=merged, joined=moved.links, now=now)
    both = {"merged_id": done.merged_id, "kept_id": done.kept_id}
    await _lead_back(session, moved.rows["seller"], **both)
    await history.give_back(session, moved=moved.rows, **both)
    await history.sell_alone(session, **both)
    await pairs.disown(session, moved.pairs)
    if moved.pair is not None:
        await pairs.restore(session, moved.pair)
    done.undone_at, done.undone_by = now, staff_id
    await session.flush()
    await refresh_store(session, seller_id=done.merged_id)
    log.info("merge_undone", merge_id=done.id, kept_id=done.kept_id, merged_id=done.merged_id)
    return done


async def hold(session: AsyncSession, first_id: int, second_id: int) -> tuple[Seller, Seller]:
    """Read two stores anew and keep others from changing them until the transaction ends.

    Raises:
        SameStore: the two are one row.
        NoSuchStore: one of them is none.
    """
    if first_id == second_id:
        raise SameStore
    await session.flush()  # reading anew would lose what was changed and not yet written
    found = await session.scalars(
        select(Seller)
        .where(col(Seller.id).in_((first_id, second_id)), col(Seller.portal_id).is_not(None))
        .order_by(col(Seller.id))
        .with_for_update(key_share=True)
        .execution_options(populate_existing=True)
    )
    stores = {store.id: store for store in found}
    for store_id in (first_id, second_id):
        if store_id not in stores:
            message = f"There is no store #{store_id}."
            raise NoSuchStore(message, seller_id=store_id)
    return stores[first_id], stores[second_id]


async def _lead_on(session: AsyncSession, *, merged_id: int, kept_id: int) -> list[int]:
    """Let stores that were merged into `merged_id` before lead to `kept_id`, a living store."""
    led = await session.execute(
        update(Seller)
        .where(col(Seller.merged_into) == merged_id)
        .values(merged_into=kept_id)
        .returning(col(Seller.id))
    )
    return [row_id for row_id in led.scalars() if row_id is not None]


async def _lead_back(
    session: AsyncSession, ids: Sequence[int], *, merged_id: int, kept_id: int
) -> None:
    await session.execute(
        update(Seller)
        .where(col(Seller.id).in_(ids), col(Seller.merged_into) == kept_id)
        .values(merged_into=merged_id)
    )
