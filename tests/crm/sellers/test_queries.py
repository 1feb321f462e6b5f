from sqlalchemy.ext.asyncio import AsyncSession

from crm.sellers import queries
from crm.sellers.names import fold
from models import Seller
from tests.support.builders import a_seller


async def a_store(session: AsyncSession, name: str, **facts: object) -> Seller:
    return await a_seller(session, store_name=name, store_key=fold(name), **facts)


async def names(session: AsyncSession, text: str, limit: int = 5) -> list[str]:
    return [one.store_name for one in await queries.find_by_name(session, text, limit=limit)]


async def test_the_whole_name_comes_first_then_beginnings_then_the_rest(
    session: AsyncSession,
) -> None:
    for name in ("Toko Batik Ayu", "Batik Ayu Lestari", "Batik Ayu", "Ayu Batik Jaya", "Kopi"):
        await a_store(session, name)

    assert await names(session, "batik  AYU!") == [
        "Batik Ayu",
        "Batik Ayu Lestari",
        "Ayu Batik Jaya",
        "Toko Batik Ayu",
    ]
    assert await names(session, "batik ayu", limit=1) == ["Batik Ayu"]


async def test_a_short_text_names_only_a_store_that_is_called_so(session: AsyncSession) -> None:
    await a_store(session, "Oe")
    await a_store(session, "Oemah Kopi")

    assert await names(session, "oe") == ["Oe"]


async def test_signs_without_letters_name_nothing(session: AsyncSession) -> None:
    await a_store(session, "Batik Ayu")

    assert await names(session, "%%%") == []
    assert await names(session, "  ") == []


async def test_a_visitor_is_no_store(session: AsyncSession) -> None:
    await a_store(session, "Batik Ayu", portal_id=None, phone="+628111111111")

    assert await names(session, "Batik Ayu") == []
    assert await queries.by_phone(session, phone="+628111111111") == []


async def test_stores_share_a_number(session: AsyncSession) -> None:
    first = await a_store(session, "A", phone="+628111111111")
    second = await a_store(session, "B", phone="+628111111111")

    assert await queries.by_phone(session, phone="+628111111111") == [first, second]


async def test_what_was_merged_is_no_store(session: AsyncSession) -> None:
    kept = await a_store(session, "Batik Ayu", phone="+628111111111")
    await a_store(session, "Batik Ayu", phone="+628111111111", merged_into=kept.id)

    assert await names(session, "Batik Ayu") == ["Batik Ayu"]
    assert await queries.by_phone(session, phone="+628111111111") == [kept]


async def test_what_was_merged_is_found_as_what_it_went_into(session: AsyncSession) -> None:
    kept = await a_store(session, "Batik Ayu")
    await a_store(session, "Kopi Gayo", merged_into=kept.id)

    assert await queries.ever_named(session, "kopi", limit=5) == [kept]
    assert await queries.ever_named(session, "!", limit=5) == []
