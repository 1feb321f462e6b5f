import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import Column, func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import SQLModel, col

from core.db import Database
from crm.duplicates import history
from crm.duplicates.merging import merge
from crm.duplicates.records import Moved
from crm.duplicates.refusals import MergedBefore, NoSuchStore, SameStore
from crm.errors import CrmError
from crm.followups.letters import Letter
from crm.followups.payloads import FollowUpMessage
from crm.outbox.operations import post
from crm.sellers.payloads import LinkedLater
from models import Dialog, FollowUp, Outbox, Sale, Seller, SellerDuplicate, SellerMerge
from models.duplicates import DuplicateReason, DuplicateState
from models.followups import Ending, TouchState
from models.mail import OutboxState
from models.sales import SaleStatus
from models.sellers import Consent, Reach
from tests.support.builders import NOW, a_seller, a_staff_member, a_touch
from tests.support.twins import a_dialog, a_run, a_sale, a_store, with_history

UNASKED = FollowUpMessage(1, Letter.SLIPPING)
ELSEWHERE = {
    "seller.merged_into",
    "seller_duplicate.first_id",
    "seller_duplicate.second_id",
    "seller_merge.kept_id",
    "seller_merge.merged_id",
    "seller_snapshot.seller_id",
}
"""Columns that name sellers and are no history of one: the list of pairs and merges themselves,
and what was counted in weeks that are over."""


def sellers_columns() -> list[Column[int]]:
    """Return every column of every table that names a seller and must follow a merge."""
    return [
        column
        for table in SQLModel.metadata.tables.values()
        for column in table.columns
        if (column.name == "seller_id" or column.references(Seller.metadata.tables["seller"].c.id))
        and str(column) not in ELSEWHERE
    ]


async def count(session: AsyncSession, column: Column[int], seller: Seller) -> int:
    return await session.scalar(select(func.count()).where(column == seller.id)) or 0


async def two_stores(session: AsyncSession) -> tuple[Seller, Seller]:
    return await a_store(session), await a_store(session)


async def put_together(session: AsyncSession, kept: Seller, other: Seller) -> SellerMerge:
    return await merge(
        session, kept_id=kept.id or 0, merged_id=other.id or 0, staff_id=None, now=NOW
    )


@pytest.mark.parametrize("column", sellers_columns(), ids=str)
async def test_everything_that_names_a_seller_goes_over(
    session: AsyncSession, column: Column[int]
) -> None:
    kept, other = await two_stores(session)
    await with_history(session, other)
    assert await count(session, column, other) > 0, f"give with_history() a row for {column}"
    before = await count(session, column, other)

    await put_together(session, kept, other)

    assert (await count(session, column, kept), await count(session, column, other)) == (before, 0)


async def test_the_merged_row_leads_to_the_kept_store(session: AsyncSession) -> None:
    kept, other = await two_stores(session)
    staff = await a_staff_member(session)
    done = await merge(
        session, kept_id=kept.id or 0, merged_id=other.id or 0, staff_id=staff.id, now=NOW
    )
    assert (kept.merged_into, other.merged_into) == (None, kept.id)
    assert (done.kept_id, done.merged_id, done.staff_id) == (kept.id, other.id, staff.id)
    assert (done.at, done.undone_at) == (NOW, None)


async def test_a_chat_comes_with_what_was_said_in_it(session: AsyncSession) -> None:
    kept = await a_store(session, language=None, consent=Consent.UNASKED, tags=["ekspor"])
    linked = NOW - timedelta(days=3)
    other = await a_seller(
        session,
        language="jv",
        linked_at=linked,
        proactive=False,
        phone="+6281234567890",
        phone_verified=True,
        tags=["ekspor", "batik"],
    )
    chat_id = other.chat_id
    await put_together(session, kept, other)
    assert (kept.chat_id, kept.telegram, kept.linked_at) == (chat_id, Reach.OK, linked)
    assert (kept.language, kept.consent, kept.proactive) == ("jv", Consent.GIVEN, False)
    assert (kept.phone, kept.phone_verified) == ("+6281234567890", True)
    assert (kept.tags, other.chat_id) == (["ekspor", "batik"], None)


async def test_a_phone_that_nobody_proved_stays_the_portals(session: AsyncSession) -> None:
    kept, other = await a_store(session), await a_seller(session)
    phone = kept.phone
    await put_together(session, kept, other)
    assert (kept.phone, kept.phone_verified) == (phone, False)


async def test_of_two_chats_the_kept_stores_stays(session: AsyncSession) -> None:
    kept, other = await a_seller(session), await a_seller(session, language="jv")
    chat_id, others = kept.chat_id, other.chat_id or 0
    session.add(a_dialog(others))
    post(session, LinkedLater(), chat_id=others, now=NOW)
    post(session, UNASKED, chat_id=others, now=NOW)
    await put_together(session, kept, other)
    assert (kept.chat_id, kept.language, other.chat_id) == (chat_id, "id", None)
    assert await session.get(Dialog, others) is None
    waiting = await session.scalars(
        select(col(Outbox.template)).where(col(Outbox.state) == OutboxState.WAITING)
    )
    assert list(waiting) == [LinkedLater.template], "answers arrive, unasked words do not"


async def test_a_dialog_goes_on_where_the_chat_goes_over(session: AsyncSession) -> None:
    kept, other = await a_store(session), await a_seller(session)
    session.add(a_dialog(other.chat_id))
    post(session, UNASKED, chat_id=other.chat_id or 0, now=NOW)
    await put_together(session, kept, other)
    assert await session.get(Dialog, kept.chat_id) is not None
    assert (await session.scalars(select(Outbox))).one().state is OutboxState.WAITING


async def test_a_store_is_in_one_cadence(session: AsyncSession) -> None:
    kept, other = await two_stores(session)
    for store in (kept, other):
        await with_history(session, store)
    goes_on = await a_run(session, kept)
    ends = await a_run(session, other)
    word = await a_touch(session, seller=other, state=TouchState.WAITING, sent_at=None)
    await put_together(session, kept, other)
    for row in (goes_on, ends, word):
        await session.refresh(row)
    assert {goes_on.seller_id, ends.seller_id, word.seller_id} == {kept.id}
    assert (goes_on.ending, ends.ending) == (None, Ending.WITHDRAWN)
    assert word.state is TouchState.DROPPED


async def test_cancelled_sales_count_nowhere_and_stay(session: AsyncSession) -> None:
    kept, other = await two_stores(session)
    session.add_all([a_sale(other, "1"), a_sale(other, "2", status=SaleStatus.CANCELLED)])
    await session.flush()
    done = await put_together(session, kept, other)
    found = await session.execute(select(col(Sale.order_id), col(Sale.seller_id)))
    assert {tuple(row) for row in found} == {("1", kept.id), ("2", other.id)}
    assert Moved.from_json(done.moved).sales == 1


async def test_whatever_was_merged_before_leads_to_the_living_store(
    session: AsyncSession,
) -> None:
    first, second = await two_stores(session)
    third = await a_store(session)
    await put_together(session, second, first)
    await put_together(session, third, second)
    await session.refresh(first)
    assert (first.merged_into, second.merged_into) == (third.id, third.id)


async def test_what_looked_like_the_merged_store_looks_like_the_kept_one(
    session: AsyncSession,
) -> None:
    kept, other, like, listed, decided, gone = [await a_store(session) for _ in range(6)]
    gone.merged_into = listed.id
    for one, two, state in (
        (kept, other, DuplicateState.OPEN),
        (other, like, DuplicateState.OPEN),
        (other, listed, DuplicateState.OPEN),
        (kept, listed, DuplicateState.KEPT),
        (other, decided, DuplicateState.KEPT),
        (other, gone, DuplicateState.OPEN),
    ):
        pair = SellerDuplicate(
            first_id=one.id or 0,
            second_id=two.id or 0,
            reason=DuplicateReason.EMAIL,
            state=state,
            found_at=NOW,
        )
        session.add(pair)
    await session.flush()
    await put_together(session, kept, other)
    found = await session.execute(
        select(
            col(SellerDuplicate.first_id),
            col(SellerDuplicate.second_id),
            col(SellerDuplicate.state),
            col(SellerDuplicate.reason),
        )
        .where(col(SellerDuplicate.first_id) == kept.id)
        .order_by(col(SellerDuplicate.id))
    )
    assert [tuple(row) for row in found] == [
        (kept.id, other.id, "merged", "email"),
        (kept.id, listed.id, "kept", "email"),
        (kept.id, like.id, "open", "email"),
    ]


async def test_nothing_but_two_stores_is_merged(session: AsyncSession) -> None:
    store, visitor = await a_store(session), await a_seller(session, portal_id=None)
    with pytest.raises(SameStore):
        await put_together(session, store, store)
    with pytest.raises(NoSuchStore, match=rf"There is no store #{visitor.id}\."):
        await put_together(session, store, visitor)
    with pytest.raises(NoSuchStore):
        await merge(session, kept_id=store.id or 0, merged_id=9_999, staff_id=None, now=NOW)


async def test_what_is_merged_is_not_merged_again(session: AsyncSession) -> None:
    kept, other = await two_stores(session)
    third = await a_store(session)
    await put_together(session, kept, other)
    for pair in ((third, other), (other, third), (kept, other)):
        with pytest.raises(MergedBefore, match=f"{other.portal_id} was merged into #{kept.id}"):
            await put_together(session, *pair)


@pytest.mark.parametrize("mirrored", [False, True])
async def test_of_two_at_once_one_merges(database: Database, *, mirrored: bool) -> None:
    async with database.transaction() as session:
        one, two = await two_stores(session)
    ids = (one.id or 0, two.id or 0)

    async def press(kept_id: int, merged_id: int) -> str:
        try:
            async with database.transaction() as session:
                await merge(session, kept_id=kept_id, merged_id=merged_id, staff_id=None, now=NOW)
        except CrmError as refusal:
            return refusal.code
        return "merged"

    told = await asyncio.gather(press(*ids), press(*(reversed(ids) if mirrored else ids)))
    assert sorted(told) == ["merged", "merged_before"]


async def test_what_came_in_beside_the_merge_follows(session: AsyncSession) -> None:
    kept, other = await two_stores(session)
    await put_together(session, kept, other)
    await with_history(session, other)
    assert await history.gather(session, now=NOW) == 9
    for kind in history.FOLLOWING.values():
        about = await session.scalar(select(col(kind.seller_id)))
        assert about == (other.id if kind is FollowUp else kept.id)
    assert await history.gather(session, now=NOW) == 0
