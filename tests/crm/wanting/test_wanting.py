from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from crm.wanting import orders, queries
from crm.wanting.payloads import (
    RegionWants,
    Want,
    WantCount,
    WantingCounted,
    WantingSheet,
    WantingStores,
    WantLine,
)
from models import Attachment, Outbox
from models.sellers import Reach
from tests.support.builders import NOW, a_seller

PHONE, EMAIL = "+6281200000001", "ayu@example.com"


async def test_stores_are_counted_by_what_they_want_and_where(session: AsyncSession) -> None:
    await a_seller(session)
    await a_seller(session, phone=PHONE, wrong_phone=PHONE, province="Bali")
    await a_seller(session, phone=PHONE, wrong_phone="+6281299999999")
    await a_seller(
        session, phone=PHONE, wrong_phone=PHONE, email=EMAIL, bounced_email=EMAIL, province="Bali"
    )
    await a_seller(session, phone=None, email=None, province="Aceh")
    await a_seller(session, telegram=Reach.BLOCKED, phone=PHONE, wrong_phone=PHONE, email=None)
    await a_seller(session, telegram=Reach.BLOCKED)

    assert await queries.counts(session) == (
        WantCount(Want.WRONG_PHONE, 3, (RegionWants("Bali", 2), RegionWants("DI Yogyakarta", 1))),
        WantCount(Want.BOUNCED_EMAIL, 1, (RegionWants("Bali", 1),)),
        WantCount(Want.NO_ADDRESS, 1, (RegionWants("Aceh", 1),)),
        WantCount(Want.CUT_OFF, 1, (RegionWants("DI Yogyakarta", 1),)),
    )


async def test_a_store_that_left_and_has_nothing_else_wants_one_thing(
    session: AsyncSession,
) -> None:
    await a_seller(session, telegram=Reach.GONE, phone=None, email=None)
    assert [count.want for count in await queries.counts(session)] == [Want.CUT_OFF]


async def test_only_stores_are_listed_and_those_that_sold_most_first(
    session: AsyncSession,
) -> None:
    wrong = {"phone": PHONE, "wrong_phone": PHONE}
    small = await a_seller(session, **wrong, revenue=1)
    big = await a_seller(session, **wrong, revenue=1_000_000)
    await a_seller(session, **wrong, portal_id=None)
    await a_seller(session, **wrong, gone_at=NOW)
    await a_seller(session, **wrong, merged_into=big.id)

    found = await queries.stores(session, want=Want.WRONG_PHONE, limit=9)
    assert [one.seller_id for one in found] == [big.id, small.id]
    assert await queries.stores(session, want=Want.WRONG_PHONE, limit=1) == found[:1]


async def test_the_list_is_handed_to_every_chat_that_waits_and_once(
    session: AsyncSession,
) -> None:
    store = await a_seller(session, email=EMAIL, bounced_email=EMAIL)
    for chat_id in (7, 7, -1001):
        await orders.ask(session, chat_id=chat_id, ticket_id=None, now=NOW)
    assert await orders.are_awaited(session)
    of = await orders.material(session)

    assert await orders.hand_out(session, of=of, sheet=b"PK", now=NOW) == 2
    assert not await orders.are_awaited(session)
    assert await orders.hand_out(session, of=of, sheet=None, now=NOW) == 0

    rows = list(
        await session.scalars(
            select(Outbox).where(col(Outbox.chat_id) == 7).order_by(col(Outbox.id))
        )
    )
    kinds = (WantingCounted, WantingStores, WantingSheet)
    assert [row.template for row in rows] == [kind.template for kind in kinds]
    named = WantingStores.load(rows[1].params)
    line = WantLine(store.id or 0, store.store_name, "Kota Yogyakarta", EMAIL)
    assert (named.total, named.lines) == (1, (line,))
    [file] = await session.scalars(select(Attachment))
    assert (file.id, file.name) == (rows[2].params["attachment_id"], "perbaiki-2026-11-16.xlsx")


async def test_where_nothing_is_wanting_that_is_said(session: AsyncSession) -> None:
    await a_seller(session)
    await orders.ask(session, chat_id=7, ticket_id=None, now=NOW)
    of = await orders.material(session)
    assert (of.total, of.listed) == (0, 0)
    await orders.hand_out(session, of=of, sheet=None, now=NOW)
    await session.flush()
    [row] = await session.scalars(select(Outbox))
    assert WantingCounted.load(row.params) == WantingCounted(())
