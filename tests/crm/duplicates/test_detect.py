import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from crm.duplicates import queries
from crm.duplicates.operations import detect
from crm.duplicates.queries import Crowd
from crm.duplicates.rules import MOST_ALIKE
from models import SellerDuplicate
from models.duplicates import DuplicateReason, DuplicateState
from tests.support.builders import NOW, a_seller
from tests.support.twins import a_pull, a_store, found, listed

PHONE = "+6281234567890"
SAME = {
    DuplicateReason.PHONE: {"phone": PHONE},
    DuplicateReason.EMAIL: {"email": "sri@example.com"},
    DuplicateReason.NAME: {"store_key": "batik ayu", "regency": "Kabupaten Bantul"},
}


@pytest.mark.parametrize("reason", SAME)
async def test_lists_two_stores_of_one_file(
    session: AsyncSession, reason: DuplicateReason
) -> None:
    pull = await a_pull(session)
    first = await a_store(session, batch_id=pull, **SAME[reason])
    await a_store(session, batch_id=pull)
    second = await a_store(session, batch_id=pull, **SAME[reason])
    assert await found(session, pull) == [(first.id, second.id, reason)]


@pytest.mark.parametrize("reason", SAME)
async def test_lists_a_new_store_beside_one_of_before(
    session: AsyncSession, reason: DuplicateReason
) -> None:
    before, pull = await a_pull(session), await a_pull(session)
    old = await a_seller(session, batch_id=before, **SAME[reason])
    new = await a_store(session, batch_id=pull, **SAME[reason])
    assert await found(session, pull) == [(old.id, new.id, reason)]


async def test_looks_only_at_what_the_pull_touched(session: AsyncSession) -> None:
    before, pull = await a_pull(session), await a_pull(session)
    for _ in range(2):
        await a_store(session, batch_id=before, phone=PHONE)
    await a_store(session, batch_id=pull)
    assert await found(session, pull) == []


async def test_counts_what_it_newly_lists(session: AsyncSession) -> None:
    pull = await a_pull(session)
    for _ in range(3):
        await a_store(session, batch_id=pull, phone=PHONE)
    assert await detect(session, batch_id=pull, now=NOW) == 2
    assert await detect(session, batch_id=pull, now=NOW) == 0


async def test_gives_the_strongest_reason(session: AsyncSession) -> None:
    pull = await a_pull(session)
    facts = {key: value for same in SAME.values() for key, value in same.items()}
    first = await a_store(session, batch_id=pull, **facts)
    second = await a_store(session, batch_id=pull, **facts)
    assert await found(session, pull) == [(first.id, second.id, "phone")]


async def test_pairs_a_group_with_its_oldest_store(session: AsyncSession) -> None:
    pull = await a_pull(session)
    first, *others = [await a_store(session, batch_id=pull, phone=PHONE) for _ in range(4)]
    assert await found(session, pull) == [(first.id, one.id, "phone") for one in others]


async def test_takes_no_crowd_for_one_store(session: AsyncSession) -> None:
    pull = await a_pull(session)
    for _ in range(MOST_ALIKE + 1):
        await a_store(session, batch_id=pull, phone=PHONE)
    assert await found(session, pull) == []
    assert await queries.crowds(session) == [Crowd(DuplicateReason.PHONE, 1, MOST_ALIKE + 1)]


async def test_still_takes_as_many_as_a_pair_may_explain(session: AsyncSession) -> None:
    pull = await a_pull(session)
    for _ in range(MOST_ALIKE):
        await a_store(session, batch_id=pull, phone=PHONE)
    assert len(await found(session, pull)) == MOST_ALIKE - 1
    assert await queries.crowds(session) == []


async def test_does_not_list_a_pair_again_that_was_kept(session: AsyncSession) -> None:
    pull = await a_pull(session)
    for _ in range(2):
        await a_store(session, batch_id=pull, phone=PHONE)
    await found(session, pull)
    pair = (await session.scalars(select(SellerDuplicate))).one()
    pair.state = DuplicateState.KEPT
    await found(session, pull)
    assert [row.state for row in await session.scalars(select(SellerDuplicate))] == ["kept"]


@pytest.mark.parametrize(
    "facts",
    [
        {"phone": None, "email": None, "store_key": "", "regency": ""},
        {"phone": None, "email": None, "store_key": "", "regency": "Kota Solo"},
        {"phone": None, "email": None, "store_key": "batik ayu", "regency": ""},
    ],
)
async def test_takes_nothing_for_nothing_in_common(
    session: AsyncSession, facts: dict[str, object]
) -> None:
    pull = await a_pull(session)
    for _ in range(2):
        await a_store(session, batch_id=pull, **facts)
    assert await found(session, pull) == []


async def test_namesakes_of_two_places_are_two_stores(session: AsyncSession) -> None:
    pull = await a_pull(session)
    for regency in ("Kota Solo", "Kota Semarang"):
        await a_store(session, batch_id=pull, store_key="batik ayu", regency=regency)
    assert await found(session, pull) == []


async def test_leaves_out_visitors_and_what_was_merged(session: AsyncSession) -> None:
    pull = await a_pull(session)
    kept = await a_store(session, batch_id=pull)
    await a_store(session, batch_id=pull, phone=PHONE, merged_into=kept.id)
    await a_seller(session, batch_id=pull, phone=PHONE, portal_id=None)
    store = await a_store(session, batch_id=pull, phone=PHONE)
    assert await found(session, pull) == []
    other = await a_store(session, batch_id=pull, phone=PHONE)
    assert await found(session, pull) == [(store.id, other.id, "phone")]


async def test_a_store_that_left_the_portal_may_have_come_back_as_another(
    session: AsyncSession,
) -> None:
    before, pull = await a_pull(session), await a_pull(session)
    gone = await a_store(session, batch_id=before, phone=PHONE, gone_at=NOW)
    new = await a_store(session, batch_id=pull, phone=PHONE)
    await found(session, pull)
    assert await listed(session) == [(gone.id, new.id, "phone")]
