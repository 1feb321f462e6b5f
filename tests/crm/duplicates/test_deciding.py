import asyncio

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from core.db import Database
from crm.duplicates import deciding, merging, queries
from crm.duplicates.payloads import DuplicatePair, NoDuplicates, PairKept, PairMerged
from crm.duplicates.refusals import (
    NoOtherPair,
    NotMerged,
    PairDecided,
    PairGone,
    SupervisorsOnly,
)
from models import Seller, SellerDuplicate, Staff
from models.duplicates import DuplicateReason, DuplicateState
from models.staff import Role
from tests.support.builders import NOW, a_seller, a_staff_member
from tests.support.twins import a_store, with_history


@pytest.fixture
async def ratna(session: AsyncSession) -> Staff:
    return await a_staff_member(session, name="Ratna", role=Role.SUPERVISOR)


async def a_pair(
    session: AsyncSession, first: Seller | None = None, second: Seller | None = None
) -> SellerDuplicate:
    first, second = first or await a_store(session), second or await a_store(session)
    pair = SellerDuplicate(
        first_id=first.id or 0,
        second_id=second.id or 0,
        reason=DuplicateReason.PHONE,
        found_at=NOW,
    )
    session.add(pair)
    await session.flush()
    return pair


async def shown(session: AsyncSession, staff: Staff, *, after: int = 0) -> int | None:
    found = await deciding.next_pair(session, staff=staff, after=after)
    return found.pair_id if isinstance(found, DuplicatePair) else None


async def test_the_pair_that_waited_longest_is_shown_first(
    session: AsyncSession, ratna: Staff
) -> None:
    first = await a_store(session, store_name="Batik Ayu", gone_at=NOW)
    second = await a_seller(session, store_name="Batik Ayu Asli")
    pair = await a_pair(session, first, second)
    await a_pair(session)
    found = await deciding.next_pair(session, staff=ratna)
    assert isinstance(found, DuplicatePair)
    assert (found.pair_id, found.left, found.reason) == (pair.id, 2, "phone")
    assert (found.first.store, found.first.linked, found.first.gone) == ("Batik Ayu", False, True)
    assert (found.second.portal_id, found.second.linked) == (second.portal_id, True)


async def test_behind_the_last_pair_comes_the_first(session: AsyncSession, ratna: Staff) -> None:
    one, two = [(await a_pair(session)).id or 0 for _ in range(2)]
    assert [await shown(session, ratna, after=n) for n in (0, one, two)] == [one, two, one]


async def test_the_only_pair_has_no_next_one(session: AsyncSession, ratna: Staff) -> None:
    pair = await a_pair(session)
    with pytest.raises(NoOtherPair):
        await deciding.next_pair(session, staff=ratna, after=pair.id or 0)


async def test_an_empty_list_says_so(session: AsyncSession, ratna: Staff) -> None:
    assert await deciding.next_pair(session, staff=ratna) == NoDuplicates()


@pytest.mark.parametrize("into", [1, 2])
async def test_a_pair_is_merged_into_either_store(
    session: AsyncSession, ratna: Staff, into: int
) -> None:
    stores = [await a_store(session, store_name=f"Toko {n}") for n in (1, 2)]
    for store in stores:
        await with_history(session, store)
    pair = await a_pair(session, *stores)
    told = await deciding.merge(session, pair_id=pair.id or 0, into=into, staff=ratna, now=NOW)
    assert told == PairMerged(
        pair_id=pair.id or 0,
        kept=f"Toko {into}",
        other=f"Toko {3 - into}",
        by="Ratna",
        tickets=1,
        messages=1,
        sales=1,
        chat_lost=False,
        left=0,
    )
    assert (pair.state, pair.decided_by) == (DuplicateState.MERGED, ratna.id)
    assert stores[2 - into].merged_into == stores[into - 1].id
    assert await deciding.decided(session, pair_id=pair.id or 0) == told


async def test_a_lost_chat_is_told_of(session: AsyncSession, ratna: Staff) -> None:
    pair = await a_pair(session, await a_seller(session), await a_seller(session))
    told = await deciding.merge(session, pair_id=pair.id or 0, into=1, staff=ratna, now=NOW)
    assert told.chat_lost


async def test_a_kept_pair_is_not_asked_about_again(session: AsyncSession, ratna: Staff) -> None:
    pair, other = await a_pair(session), await a_pair(session)
    told = await deciding.keep(session, pair_id=pair.id or 0, staff=ratna, now=NOW)
    assert (told.by, told.left) == ("Ratna", 1)
    assert (pair.state, pair.decided_at) == (DuplicateState.KEPT, NOW)
    assert await shown(session, ratna) == other.id
    assert await deciding.decided(session, pair_id=pair.id or 0) == told


@pytest.mark.parametrize("merged", [True, False])
async def test_a_decision_is_taken_back_once(
    session: AsyncSession, ratna: Staff, *, merged: bool
) -> None:
    pair = await a_pair(session)
    pair_id = pair.id or 0
    if merged:
        await deciding.merge(session, pair_id=pair_id, into=2, staff=ratna, now=NOW)
    else:
        await deciding.keep(session, pair_id=pair_id, staff=ratna, now=NOW)
    told = await deciding.take_back(session, pair_id=pair_id, staff=ratna, now=NOW)
    assert (told.by, told.left) == ("Ratna", 1)
    assert (pair.state, pair.decided_by, pair.decided_at) == (DuplicateState.OPEN, None, None)
    assert await shown(session, ratna) == pair_id
    assert await deciding.decided(session, pair_id=pair_id) is None
    with pytest.raises(NotMerged):
        await deciding.take_back(session, pair_id=pair_id, staff=ratna, now=NOW)


async def test_a_pair_that_lost_a_store_to_another_is_gone(
    session: AsyncSession, ratna: Staff
) -> None:
    pair, third = await a_pair(session), await a_store(session)
    await merging.merge(
        session, kept_id=third.id or 0, merged_id=pair.second_id, staff_id=None, now=NOW
    )
    with pytest.raises(PairGone):
        await deciding.merge(session, pair_id=pair.id or 0, into=1, staff=ratna, now=NOW)
    assert [found.listed.first_id for found in await queries.open_pairs(session, limit=9)] == [
        pair.first_id
    ]
    assert await queries.left(session) == 1, "the store that it went into is asked about instead"


async def test_what_is_not_listed_is_not_decided(session: AsyncSession, ratna: Staff) -> None:
    with pytest.raises(PairGone):
        await deciding.keep(session, pair_id=9_999, staff=ratna, now=NOW)
    assert await deciding.decided(session, pair_id=9_999) is None


async def test_an_agent_decides_nothing(session: AsyncSession) -> None:
    dewi, pair = await a_staff_member(session), await a_pair(session)
    pair_id = pair.id or 0
    for refused in (
        deciding.next_pair(session, staff=dewi),
        deciding.merge(session, pair_id=pair_id, into=1, staff=dewi, now=NOW),
        deciding.keep(session, pair_id=pair_id, staff=dewi, now=NOW),
        deciding.take_back(session, pair_id=pair_id, staff=dewi, now=NOW),
    ):
        with pytest.raises(SupervisorsOnly):
            await refused
    assert pair.state is DuplicateState.OPEN


async def test_of_two_supervisors_at_once_the_first_decides(database: Database) -> None:
    async with database.transaction() as session:
        pair = await a_pair(session)
        staff = [
            await a_staff_member(session, name=name, role=Role.SUPERVISOR)
            for name in ("Ratna", "Budi")
        ]

    async def press(one: Staff) -> str:
        try:
            async with database.transaction() as session:
                if one.name == "Ratna":
                    await deciding.keep(session, pair_id=pair.id or 0, staff=one, now=NOW)
                else:
                    await deciding.merge(session, pair_id=pair.id or 0, into=1, staff=one, now=NOW)
        except PairDecided as refusal:
            return refusal.state
        return one.name

    told = await asyncio.gather(*map(press, staff))
    assert set(told) in ({"Ratna", "kept"}, {"Budi", "merged"})


async def test_a_decision_made_elsewhere_names_nobody(session: AsyncSession) -> None:
    pair = await a_pair(session)
    await merging.merge(
        session, kept_id=pair.first_id, merged_id=pair.second_id, staff_id=None, now=NOW
    )
    told = await deciding.decided(session, pair_id=pair.id or 0)
    assert isinstance(told, PairMerged | PairKept)
    assert told.by == ""


async def test_a_pair_may_be_merged_once_more_and_taken_back_again(
    session: AsyncSession, ratna: Staff
) -> None:
    pair = await a_pair(session)
    pair_id = pair.id or 0
    for into in (1, 2):
        await deciding.merge(session, pair_id=pair_id, into=into, staff=ratna, now=NOW)
        await deciding.take_back(session, pair_id=pair_id, staff=ratna, now=NOW)
    assert pair.state is DuplicateState.OPEN


async def test_a_pair_whose_older_store_is_none_any_more_is_not_shown(
    session: AsyncSession, ratna: Staff
) -> None:
    pair, third = await a_pair(session), await a_store(session)
    first = await session.get_one(Seller, pair.first_id)
    first.merged_into = third.id
    await session.flush()
    assert await deciding.next_pair(session, staff=ratna) == NoDuplicates()


async def test_of_two_merges_of_one_store_at_once_one_happens(database: Database) -> None:
    async with database.transaction() as session:
        ratna = await a_staff_member(session, name="Ratna", role=Role.SUPERVISOR)
        first, second, third = [await a_store(session) for _ in range(3)]
        pairs = await a_pair(session, first, second), await a_pair(session, second, third)

    async def press(pair: SellerDuplicate, into: int) -> str:
        try:
            async with database.transaction() as session:
                await deciding.merge(
                    session, pair_id=pair.id or 0, into=into, staff=ratna, now=NOW
                )
        except PairGone:
            return "gone"
        return "merged"

    told = await asyncio.gather(press(pairs[0], 1), press(pairs[1], 2))
    assert sorted(told) == ["gone", "merged"]
