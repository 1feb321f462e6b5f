import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from crm.duplicates import queries
from crm.duplicates.merging import merge, undo
from crm.duplicates.queries import Pair
from models import Seller, SellerDuplicate, SellerMerge
from models.duplicates import DuplicateReason, DuplicateState
from tests.support.builders import NOW, a_seller
from tests.support.twins import a_store


async def a_pair(
    session: AsyncSession,
    first: Seller | None = None,
    second: Seller | None = None,
    *,
    state: DuplicateState = DuplicateState.OPEN,
) -> int:
    first, second = first or await a_store(session), second or await a_store(session)
    pair = SellerDuplicate(
        first_id=first.id or 0,
        second_id=second.id or 0,
        reason=DuplicateReason.PHONE,
        state=state,
        found_at=NOW,
    )
    session.add(pair)
    await session.flush()
    return pair.id or 0


async def merged(session: AsyncSession, kept: Seller, other: Seller) -> SellerMerge:
    return await merge(
        session, kept_id=kept.id or 0, merged_id=other.id or 0, staff_id=None, now=NOW
    )


def ids(pairs: list[Pair]) -> list[int | None]:
    return [pair.listed.id for pair in pairs]


async def test_a_pair_comes_with_its_stores(session: AsyncSession) -> None:
    first, second = await a_store(session), await a_store(session)
    pair = await queries.get(session, await a_pair(session, first, second))
    assert pair is not None
    assert (pair.first, pair.second) == (first, second)


@pytest.mark.parametrize("state", [DuplicateState.KEPT, DuplicateState.MERGED])
async def test_what_is_decided_waits_no_more(session: AsyncSession, state: DuplicateState) -> None:
    pair_id = await a_pair(session, state=state)
    assert await queries.next_open(session) is None
    assert await queries.open_pairs(session, limit=9) == []
    assert await queries.left(session) == 0
    assert await queries.get(session, pair_id) is not None


@pytest.mark.parametrize("lost", [0, 1])
async def test_nor_does_a_pair_that_lost_a_store(session: AsyncSession, lost: int) -> None:
    stores = [await a_store(session), await a_store(session)]
    await a_pair(session, *stores)
    stores[lost].merged_into = (await a_store(session)).id
    await session.flush()
    assert await queries.next_open(session) is None
    assert await queries.open_pairs(session, limit=9) == []
    assert await queries.left(session) == 0


async def test_those_listed_first_come_first(session: AsyncSession) -> None:
    listed = [await a_pair(session) for _ in range(3)]
    assert ids(await queries.open_pairs(session, limit=2)) == listed[:2]
    assert await queries.left(session) == 3


async def test_after_one_comes_the_next_that_still_waits(session: AsyncSession) -> None:
    first = await a_pair(session)
    kept = await a_pair(session, state=DuplicateState.KEPT)
    last = await a_pair(session)
    following = [await queries.next_open(session, after=n) for n in (0, first, kept, last)]
    assert ids([pair for pair in following if pair]) == [first, last, last, first]


async def test_a_merge_is_found_from_either_store(session: AsyncSession) -> None:
    one, two, third = [await a_store(session) for _ in range(3)]
    done = await merged(session, two, one)
    assert await queries.merge_of(session, one.id or 0, two.id or 0) == done
    assert await queries.merge_of(session, two.id or 0, one.id or 0) == done
    assert await queries.merge_of(session, one.id or 0, third.id or 0) is None


async def test_only_the_merge_that_still_stands_is_found(session: AsyncSession) -> None:
    one, two = await a_store(session), await a_store(session)
    done = await merged(session, one, two)
    await undo(session, merge_id=done.id or 0, staff_id=None, now=NOW)
    assert await queries.merge_of(session, one.id or 0, two.id or 0) is None
    again = await merged(session, two, one)
    assert await queries.merge_of(session, one.id or 0, two.id or 0) == again


async def test_a_store_is_named_by_the_portal_or_by_us(session: AsyncSession) -> None:
    store = await a_store(session, portal_id="UMKM-7")
    assert await queries.named(session, "UMKM-7") == store
    assert await queries.named(session, f"#{store.id}") == store
    assert await queries.named(session, str(store.id)) is None, "that could be a portal's id"


async def test_one_that_was_merged_can_still_be_named(session: AsyncSession) -> None:
    kept, other = await a_store(session), await a_store(session)
    await merged(session, kept, other)
    assert await queries.named(session, other.portal_id or "") == other


async def test_a_visitor_is_no_store(session: AsyncSession) -> None:
    visitor = await a_seller(session, portal_id=None)
    assert await queries.named(session, f"#{visitor.id}") is None
