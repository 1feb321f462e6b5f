import asyncio

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from core.db import Database
from crm.imports.sources import operations
from crm.imports.sources.rules import Address
from models import ImportOrder
from models.imports import ImportSource, ImportState
from tests.support.builders import NOW
from tests.support.rows import all_of

HOSTS = {Address.SELLERS: "portal.example", Address.SALES: "sales.example"}


async def order_addresses(session: AsyncSession) -> int:
    return await operations.order_addresses(session, hosts=HOSTS, profile="portal_bumn", now=NOW)


async def orders(session: AsyncSession) -> list[ImportOrder]:
    return list(await session.scalars(select(ImportOrder).order_by(col(ImportOrder.id))))


async def test_sellers_are_ordered_before_sales(session: AsyncSession) -> None:
    assert await order_addresses(session) == 2
    assert [(one.place, one.file_name, one.profile) for one in await orders(session)] == [
        ("IMPORT_URL", "portal.example", "portal_bumn"),
        ("IMPORT_SALES_URL", "sales.example", "portal_bumn"),
    ]
    assert {(one.source, one.state, one.chat_id) for one in await orders(session)} == {
        (ImportSource.URL, ImportState.CONFIRMED, None)
    }


async def test_an_address_that_still_waits_is_not_ordered_again(session: AsyncSession) -> None:
    await order_addresses(session)
    (sellers, sales) = await orders(session)
    sellers.state = ImportState.REFUSED
    await session.flush()
    assert await order_addresses(session) == 1
    assert [one.place for one in await orders(session)][2:] == [sellers.place]
    assert sales.state is ImportState.CONFIRMED


async def test_two_replicas_order_a_file_once(database: Database) -> None:
    files = [("tarikan.csv", "1:2:3"), ("<b>penjualan</b> 🙂.csv", "1:2:3")]

    async def replica() -> None:
        async with database.transaction() as session:
            await operations.order_files(session, files=files, profile=None, now=NOW)

    await asyncio.gather(*(replica() for _ in range(4)))
    found = await all_of(database, ImportOrder)
    assert sorted((one.place, one.mark) for one in found) == sorted(files)
    assert {one.state for one in found} == {ImportState.CONFIRMED}


async def test_another_file_by_the_same_name_is_ordered_too(session: AsyncSession) -> None:
    for mark in ("1:2:3", "1:2:4", "1:2:3"):
        await operations.order_files(session, files=[("tarikan.csv", mark)], profile=None, now=NOW)
    assert [one.mark for one in await orders(session)] == ["1:2:3", "1:2:4"]
