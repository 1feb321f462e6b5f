from collections.abc import Sequence

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from crm.sellers.card import finding
from crm.sellers.names import fold
from models import Seller
from tests.support.builders import a_seller


async def a_store(session: AsyncSession, name: str, **facts: object) -> Seller:
    return await a_seller(session, store_name=name, store_key=fold(name), **facts)


async def found(session: AsyncSession, text: str) -> list[int | None]:
    return [one.id for one in await finding.find(session, text)]


@pytest.mark.parametrize(
    "typed",
    [
        "081234567890",
        "0812-3456-7890",
        "+62 812 3456 7890",
        "62812.3456.7890",
        " (0812) 3456 7890 ",
        "UMKM-77",
        "umkm-77",
        "Sri@Example.com",
        "batik",
        "BATIK  ayu",
        "Áyu",
    ],
)
async def test_a_seller_is_found_however_they_are_named(session: AsyncSession, typed: str) -> None:
    ayu = await a_store(
        session,
        "Batik Ayu",
        phone="+6281234567890",
        portal_id="UMKM-77",
        email="sri@example.com",
    )
    await a_store(session, "Kopi Gayo")

    assert await found(session, typed) == [ayu.id]


async def test_our_own_number_finds_them_with_its_sign_and_without(session: AsyncSession) -> None:
    ayu = await a_store(session, "Batik Ayu")

    assert await found(session, f"#{ayu.id}") == [ayu.id]
    assert await found(session, f"# {ayu.id}") == [ayu.id]
    assert await found(session, f"{ayu.id}") == [ayu.id]


async def test_the_portals_number_comes_before_our_own_that_reads_the_same(
    session: AsyncSession,
) -> None:
    ayu = await a_store(session, "Batik Ayu")
    kopi = await a_store(session, "Kopi Gayo", portal_id=str(ayu.id))

    assert await found(session, f"{ayu.id}") == [kopi.id]
    assert await found(session, f"#{ayu.id}") == [ayu.id]


@pytest.mark.parametrize(
    "typed",
    ["", "  ", "#", "#0", "#999999999999999", "9" * 40, "%", "_", "0812x34567890", "🙂" * 999],
)
async def test_what_fits_nobody_finds_nobody(session: AsyncSession, typed: str) -> None:
    await a_store(session, "Batik Ayu")

    assert await found(session, typed) == []


async def test_the_only_store_that_is_called_exactly_so_is_meant(session: AsyncSession) -> None:
    ayu = await a_store(session, "Batik Ayu")
    lestari = await a_store(session, "Batik Ayu Lestari")

    assert await found(session, "batik ayu") == [ayu.id]
    assert await found(session, "batik") == [ayu.id, lestari.id]


async def test_namesakes_are_all_found(session: AsyncSession) -> None:
    ids = [(await a_store(session, "Batik Ayu")).id for _ in range(9)]

    assert await found(session, "batik ayu") == ids[: finding.SHOWN + 1]


async def test_what_was_merged_leads_to_the_store_it_went_into(session: AsyncSession) -> None:
    kept = await a_store(session, "Batik Ayu Lestari", phone="+6281100000001")
    between = await a_store(session, "Ayu Batik", merged_into=kept.id, phone="+6281100000002")
    old = await a_store(
        session, "Toko Lama", portal_id="OLD-1", phone="+6281100000003", merged_into=between.id
    )

    for typed in ("Toko Lama", "OLD-1", "081100000003", f"#{old.id}", "081100000002"):
        assert await found(session, typed) == [kept.id], typed
    assert await found(session, "batik") == [kept.id], "each store once"


async def test_a_ring_of_merges_ends(session: AsyncSession) -> None:
    first = await a_store(session, "Batik Ayu")
    second = await a_store(session, "Kopi Gayo", merged_into=first.id)
    first.merged_into = second.id

    assert len(await found(session, "Kopi Gayo")) == 1


async def test_a_visitor_is_found_by_phone_and_number_after_the_stores(
    session: AsyncSession,
) -> None:
    visitor = await a_store(session, "Agus", portal_id=None, phone="+6281100000001")
    store = await a_store(session, "Batik Ayu", phone="+6281100000001")

    assert await found(session, "081100000001") == [store.id, visitor.id]
    assert await found(session, f"#{visitor.id}") == [visitor.id]
    assert await found(session, "Agus") == []


async def test_places_tell_namesakes_apart_and_owners_where_the_place_is_the_same(
    session: AsyncSession,
) -> None:
    places: Sequence[tuple[str, str, str]] = (
        ("Kota Solo", "Jawa Tengah", "Ayu"),
        ("", "Bali", "Ni Luh"),
        ("Kota Medan", "Sumatera Utara", "Butet"),
        ("Kota Medan", "Sumatera Utara", ""),
    )
    stores = [
        await a_store(session, "Batik", regency=regency, province=province, owner_name=owner)
        for regency, province, owner in places
    ]

    assert [one.place for one in finding.choices(stores)] == [
        "Kota Solo",
        "Bali",
        "Kota Medan, Butet",
        "Kota Medan",
    ]
