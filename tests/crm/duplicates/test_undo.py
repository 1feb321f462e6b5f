import asyncio
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import SQLModel, col

from core.db import Database
from crm.duplicates.merging import merge, undo
from crm.duplicates.refusals import MergedOn, NotMerged
from crm.errors import CrmError
from crm.followups.letters import Letter
from crm.followups.payloads import FollowUpMessage
from crm.outbox.operations import post
from crm.sellers import moving
from crm.sellers.operations import choose_language, decline_consent, welcome
from models import Dialog, Sale, Seller, SellerDuplicate, SellerMerge, Ticket
from models.duplicates import DuplicateReason, DuplicateState
from models.sellers import Consent, Reach
from tests.support.builders import NOW, a_product, a_seller, a_staff_member, a_ticket
from tests.support.twins import a_dialog, a_sale, a_store, with_history

LATER = NOW + timedelta(days=2)
Rows = dict[str, list[dict[str, Any]]]


async def put_together(session: AsyncSession, kept: Seller, other: Seller) -> SellerMerge:
    return await merge(
        session, kept_id=kept.id or 0, merged_id=other.id or 0, staff_id=None, now=NOW
    )


async def part(session: AsyncSession, done: SellerMerge) -> SellerMerge:
    return await undo(session, merge_id=done.id or 0, staff_id=None, now=LATER)


async def everything(session: AsyncSession) -> Rows:
    """Return every row there is, but for the merges and when a seller's row was touched.

    What is found by /cari is made of these rows, and made anew.
    """
    await session.flush()
    rows: Rows = {}
    for name, table in SQLModel.metadata.tables.items():
        found = await session.execute(select(table).order_by(*table.primary_key))
        rows[name] = [dict(row) for row in found.mappings()]
    for seller in rows["seller"]:
        del seller["updated_at"]
    del rows["seller_merge"], rows["search_document"]
    return rows


LINKS = st.fixed_dictionaries(
    {
        "chat_id": st.none() | st.integers(1, 10**12),
        "telegram": st.sampled_from(Reach),
        "linked_at": st.sampled_from((None, NOW - timedelta(days=9), NOW)),
        "language": st.sampled_from((None, "id", "jv")),
        "consent": st.sampled_from(Consent),
        "consent_at": st.sampled_from((None, NOW - timedelta(days=9), NOW)),
        "proactive": st.booleans(),
        "phone": st.sampled_from((None, "+6281234567890", "+6281234567891")),
        "phone_verified": st.booleans(),
        "tags": st.lists(st.sampled_from("abc"), unique=True),
        "email": st.sampled_from((None, "sri@example.com")),
        "pulled_hash": st.just(7),
    }
)
UNASKED = FollowUpMessage(1, Letter.SLIPPING)


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
async def test_merged_and_parted_all_is_as_it_was(database: Database, data: st.DataObject) -> None:
    async with database.reading() as session:
        stores: list[Seller] = []
        for link in data.draw(st.lists(LINKS, min_size=3, max_size=3, unique_by=_chat)):
            store = await a_seller(session, **link)
            stores.append(store)
            for _ in range(data.draw(st.integers(0, 2))):
                await with_history(session, store)
            if store.chat_id is not None and data.draw(st.booleans()):
                session.add(a_dialog(store.chat_id))
                post(session, UNASKED, chat_id=store.chat_id, now=NOW)
        session.add_all(_pairs(stores, data.draw(st.sampled_from(DuplicateState))))
        before = await everything(session)

        first = await put_together(session, stores[0], stores[1])
        second = await put_together(session, *data.draw(_ways(stores)))
        await part(session, second)
        await part(session, first)

        assert await everything(session) == before


def _chat(link: dict[str, Any]) -> object:
    return link["chat_id"] or object()


def _ways(stores: list[Seller]) -> st.SearchStrategy[tuple[Seller, Seller]]:
    """The third store goes into the kept one, or the kept one goes on into the third."""
    return st.sampled_from(((stores[0], stores[2]), (stores[2], stores[0])))


def _pairs(stores: list[Seller], state: DuplicateState) -> list[SellerDuplicate]:
    return [
        SellerDuplicate(
            first_id=one.id or 0,
            second_id=two.id or 0,
            reason=DuplicateReason.PHONE,
            state=state,
            found_at=NOW,
        )
        for one, two in ((stores[0], stores[1]), (stores[1], stores[2]))
    ]


async def test_merges_of_one_store_are_undone_in_any_order(session: AsyncSession) -> None:
    kept = await a_store(session, tags=[])
    one, two = await a_seller(session, tags=["a"]), await a_seller(session, tags=["b"])
    for store in (one, two):
        await with_history(session, store)
    before = await everything(session)
    first = await put_together(session, kept, one)
    second = await put_together(session, kept, two)
    await part(session, first)
    await part(session, second)
    assert await everything(session) == before


async def test_is_kept_on_record(session: AsyncSession) -> None:
    ratna = await a_staff_member(session)
    done = await put_together(session, await a_store(session), await a_store(session))
    await undo(session, merge_id=done.id or 0, staff_id=ratna.id, now=LATER)
    assert (done.undone_at, done.undone_by) == (LATER, ratna.id)


async def test_what_came_since_stays_with_the_kept_store(session: AsyncSession) -> None:
    kept, other = await a_store(session), await a_store(session)
    before = await a_ticket(session, seller=other)
    done = await put_together(session, kept, other)
    since = await a_ticket(session, seller=kept)
    await part(session, done)
    found = await session.execute(
        select(col(Ticket.id), col(Ticket.seller_id)).order_by(col(Ticket.id))
    )
    assert [tuple(row) for row in found] == [(before.id, other.id), (since.id, kept.id)]


async def test_sales_go_by_the_portals_id_later_ones_too(session: AsyncSession) -> None:
    kept, other, oldest = [await a_store(session) for _ in range(3)]
    await put_together(session, other, oldest)
    done = await put_together(session, kept, other)
    for number, store in enumerate((kept, other, oldest)):
        sale = a_sale(store, f"{number}")
        sale.seller_id = kept.id  # as an import after the merge says
        session.add(sale)
    await session.flush()
    await part(session, done)
    found = await session.execute(
        select(col(Sale.order_id), col(Sale.seller_id)).order_by(col(Sale.order_id))
    )
    assert [tuple(row) for row in found] == [("0", kept.id), ("1", other.id), ("2", other.id)]
    await session.refresh(oldest)
    assert oldest.merged_into == other.id


async def test_products_go_over_and_come_back_by_the_portals_id(session: AsyncSession) -> None:
    kept, other = await a_store(session), await a_store(session)
    product = await a_product(session, seller=other)
    done = await put_together(session, kept, other)
    await session.refresh(product)
    assert product.seller_id == kept.id
    later = await a_product(session, seller=other, seller_id=kept.id)
    await part(session, done)
    for one in (product, later):
        await session.refresh(one)
        assert one.seller_id == other.id


async def test_what_was_said_since_goes_with_the_chat(session: AsyncSession) -> None:
    kept, other = await a_store(session, language=None), await a_seller(session, language="id")
    chat_id = other.chat_id
    done = await put_together(session, kept, other)
    await choose_language(session, seller=kept, language="jv", now=LATER)
    await decline_consent(session, seller=kept, now=LATER)
    await part(session, done)
    assert (other.chat_id, other.language, other.consent) == (chat_id, "jv", Consent.DECLINED)
    assert (kept.chat_id, kept.language) == (None, None)


async def test_a_chat_that_staff_gave_to_another_store_stays_there(session: AsyncSession) -> None:
    kept, other = await a_store(session), await a_seller(session)
    chat_id = other.chat_id
    done = await put_together(session, kept, other)
    third = await a_store(session)
    await moving.move(session, person=kept, store=third, now=LATER)
    await part(session, done)
    assert (third.chat_id, kept.chat_id, other.chat_id) == (chat_id, None, None)
    assert (other.telegram, other.consent) == (Reach.UNKNOWN, Consent.UNASKED)


async def test_a_chat_that_was_a_strangers_meanwhile_comes_back(session: AsyncSession) -> None:
    kept, other = await a_seller(session), await a_seller(session)
    chat_id = other.chat_id or 0
    done = await put_together(session, kept, other)
    stranger = await welcome(session, chat_id=chat_id, name="Sri", language_hint="su", now=LATER)
    ticket = await a_ticket(session, seller=stranger)
    await part(session, done)
    await session.refresh(ticket)
    assert (other.chat_id, other.language, ticket.seller_id) == (chat_id, "su", other.id)
    assert await session.get(Seller, stranger.id) is None


async def test_a_chat_that_linked_another_store_meanwhile_does_not(session: AsyncSession) -> None:
    kept, other = await a_seller(session), await a_seller(session)
    chat_id = other.chat_id or 0
    session.add(a_dialog(chat_id))
    await session.flush()
    done = await put_together(session, kept, other)
    third = await a_seller(session, chat_id=chat_id)
    await part(session, done)
    assert (third.chat_id, other.chat_id, other.linked_at) == (chat_id, None, None)
    assert await session.get(Dialog, chat_id) is None


async def test_a_phone_is_read_anew_where_a_pull_brought_another_one_since(
    session: AsyncSession,
) -> None:
    kept = await a_store(session, phone="+6281100000001", pulled_hash=1)
    other = await a_seller(session, phone="+6281100000002", phone_verified=True)
    done = await put_together(session, kept, other)
    kept.pulled_hash = 2
    await part(session, done)
    assert (kept.phone, kept.phone_verified, kept.pulled_hash) == ("+6281100000001", False, None)


async def test_a_pair_that_staff_kept_since_stays_kept(session: AsyncSession) -> None:
    kept, other, like = [await a_store(session) for _ in range(3)]
    session.add(
        SellerDuplicate(
            first_id=other.id or 0,
            second_id=like.id or 0,
            reason=DuplicateReason.NAME,
            found_at=NOW,
        )
    )
    await session.flush()
    done = await put_together(session, kept, other)
    inherited = (
        await session.scalars(
            select(SellerDuplicate).where(col(SellerDuplicate.first_id) == kept.id)
        )
    ).one()
    inherited.state = DuplicateState.KEPT
    await part(session, done)
    states = await session.scalars(select(col(SellerDuplicate.state)))
    assert sorted(states) == ["kept", "open"]


async def test_is_refused_twice_and_for_nothing(session: AsyncSession) -> None:
    done = await put_together(session, await a_store(session), await a_store(session))
    await part(session, done)
    with pytest.raises(NotMerged):
        await part(session, done)
    with pytest.raises(NotMerged):
        await undo(session, merge_id=9_999, staff_id=None, now=LATER)


async def test_is_refused_while_the_kept_store_is_merged_on(session: AsyncSession) -> None:
    first, second, third = [await a_store(session) for _ in range(3)]
    inner = await put_together(session, second, first)
    outer = await put_together(session, third, second)
    with pytest.raises(MergedOn, match=f"{second.portal_id} was itself merged into #{third.id}"):
        await part(session, inner)
    await part(session, outer)
    await part(session, inner)
    await session.refresh(first)
    assert (first.merged_into, second.merged_into) == (None, None)


async def test_of_two_at_once_one_parts(database: Database) -> None:
    async with database.transaction() as session:
        done = await put_together(session, await a_store(session), await a_store(session))

    async def press() -> str:
        try:
            async with database.transaction() as session:
                await part(session, done)
        except CrmError as refusal:
            return refusal.code
        return "parted"

    assert sorted(await asyncio.gather(press(), press())) == ["not_merged", "parted"]
