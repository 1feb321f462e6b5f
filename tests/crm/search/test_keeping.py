import pytest
from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from crm.duplicates import merging
from crm.search import documents as kept
from crm.search import keeping
from models import ImportBatch, Interaction, SearchMark, Seller
from models.imports import ImportKind
from models.interactions import Direction
from models.search import Found
from tests.support.builders import NOW, a_seller, a_ticket
from tests.support.search import a_message, all_can_be_found, documents


@pytest.fixture(autouse=True)
def _short_slices(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keeping, "SLICE", 2)


async def test_all_that_was_there_is_found_in_slices(session: AsyncSession) -> None:
    sellers = [await a_seller(session, store_name=f"Toko {number}") for number in range(5)]
    ticket = await a_ticket(session, seller=sellers[0])
    assert await keeping.is_behind(session)
    assert await keeping.go_on(session, Found.SELLER)
    assert len(await documents(session, Found.SELLER)) == 2
    await all_can_be_found(session)
    assert list(await documents(session, Found.SELLER)) == [one.id for one in sellers]
    assert await documents(session, Found.TICKET) == {ticket.id: ticket.text}
    assert not await keeping.is_behind(session)


async def test_what_is_new_comes_before_the_rest_of_a_round(session: AsyncSession) -> None:
    for number in range(5):
        await a_seller(session, store_name=f"Toko {number}")
    await keeping.go_on(session, Found.SELLER)
    new = await a_seller(session, store_name="Baru")
    assert await keeping.go_on(session, Found.SELLER)
    assert new.id in await documents(session, Found.SELLER)


async def test_a_round_goes_on_however_much_is_new(session: AsyncSession) -> None:
    for _ in range(4):
        await a_seller(session)
    await all_can_be_found(session)
    await keeping.begin_rounds(session)
    for _ in range(4):
        await a_seller(session, store_name="Baru")
        await keeping.go_on(session, Found.SELLER)
    mark = await session.get_one(SearchMark, Found.SELLER)
    assert mark.walked_id is None, "it has come to its end"


async def test_only_what_people_say_is_found(session: AsyncSession) -> None:
    said = await a_message(session, "Uang belum masuk")
    for facts in ({"kind": "button"}, {"kind": "status"}, {"direction": Direction.OUT}):
        await a_message(session, "Klaim", **facts)
    await a_message(session, "/start rahasia")
    await a_message(session, "")
    await all_can_be_found(session)
    assert await documents(session, Found.MESSAGE) == {said.id: "Uang belum masuk"}


async def test_a_row_that_came_late_is_found_with_the_next(session: AsyncSession) -> None:
    """On PostgreSQL a transaction may end after one that began later."""
    await a_message(session, "dulu", id=10)
    await all_can_be_found(session)
    await a_message(session, "terlambat", id=9)
    await a_message(session, "sesudahnya", id=11)
    await all_can_be_found(session)
    assert list(await documents(session, Found.MESSAGE)) == [9, 10, 11]


async def test_an_import_has_all_stores_looked_at_again(session: AsyncSession) -> None:
    seller = await a_seller(session, store_name="Nama Lama")
    await all_can_be_found(session)
    seller.store_name = "Nama Baru"
    session.add(ImportBatch(kind=ImportKind.SELLERS, file_name="a.csv", digest="1", at=NOW))
    await session.flush()
    assert await keeping.is_behind(session)
    await all_can_be_found(session)
    assert (await documents(session, Found.SELLER))[seller.id or 0].startswith("Nama Baru")
    assert not await keeping.is_behind(session)


async def test_each_night_what_is_gone_or_changed_is_mended(session: AsyncSession) -> None:
    ticket = await a_ticket(session)
    erased, edited = [await a_message(session, text) for text in ("hapus", "ubah")]
    last = await a_message(session, "hapus juga")
    await all_can_be_found(session)
    ticket.text, edited.text = "", "baru"
    for row in (erased, last):
        await session.delete(row)
    await session.flush()
    await keeping.begin_rounds(session)
    await all_can_be_found(session)
    assert await documents(session, Found.TICKET) == {}
    assert await documents(session, Found.MESSAGE) == {edited.id: "baru"}


async def test_nothing_is_written_where_nothing_changed(session: AsyncSession) -> None:
    await a_ticket(session)
    await all_can_be_found(session)
    await keeping.begin_rounds(session)
    await all_can_be_found(session)
    marks = [await session.get(SearchMark, kind) for kind in Found]
    assert [mark.walked_id if mark else 0 for mark in marks] == [None, None, None]
    assert len(await documents(session, Found.TICKET)) == 1


async def test_a_merged_store_is_none_until_it_is_one_again(session: AsyncSession) -> None:
    first, second = await a_seller(session), await a_seller(session, chat_id=None)
    await all_can_be_found(session)
    ids = {"kept_id": first.id or 0, "merged_id": second.id or 0}
    done = await merging.merge(session, **ids, staff_id=None, now=NOW)
    assert list(await documents(session, Found.SELLER)) == [first.id]
    await merging.undo(session, merge_id=done.id or 0, staff_id=None, now=NOW)
    assert list(await documents(session, Found.SELLER)) == [first.id, second.id]


async def test_whoever_is_erased_is_forgotten_with_all_they_said(session: AsyncSession) -> None:
    gone, stays = await a_seller(session), await a_seller(session)
    for seller in (gone, stays):
        await a_ticket(session, seller=seller)
        await a_message(session, "rahasia", seller_id=seller.id)
    await all_can_be_found(session)
    await kept.forget(session, seller_ids=[gone.id or 0])
    assert list(await documents(session, Found.SELLER)) == [stays.id]
    assert len(await documents(session, Found.TICKET)) == 1
    assert len(await documents(session, Found.MESSAGE)) == 1
    await session.execute(
        update(Interaction).where(col(Interaction.seller_id) == gone.id).values(text="")
    )
    await session.execute(
        update(Seller).where(col(Seller.id) == gone.id).values(store_name="", owner_name="")
    )
    await keeping.begin_rounds(session)
    await all_can_be_found(session)
    assert list(await documents(session, Found.SELLER)) == [stays.id]
    assert len(await documents(session, Found.MESSAGE)) == 1
