from datetime import timedelta

from sqlalchemy import update
from sqlmodel import col

from crm.segments.operations import take_snapshot
from models import Attachment, Seller
from simulator import Message
from tests.support.builders import NOW, a_sale
from tests.support.town import Town

WEEK = timedelta(weeks=1)


async def test_and_are_told_what_comes_first(town: Town) -> None:
    town.agent.says("/segmen", chat=town.group)

    told = await town.group.hears("/impor")
    assert "Belum ada" in told.text
    await town.settled()


async def test_in_words_a_picture_and_a_sheet(town: Town) -> None:
    await _two_weeks(town)

    town.agent.says("/segmen", chat=town.group)
    told = await town.group.hears("Segmen toko, minggu 47/2026")
    assert "🔻 Turun sejak itu (1)\n• Batik Ayu, Kota Solo: 🟢 Aktif → 🟡 Mulai sepi" in told.text
    assert "🔺 Aktif kembali (1)\n• Kopi Gayo" in told.text
    assert "segera menyusul" in told.text

    await town.pass_time(timedelta(seconds=5))
    picture = await town.group.hears(_is_a_picture)
    sheet = await town.group.hears(_is_a_sheet)
    assert "minggu 46/2026 ke minggu 47/2026" in picture.text
    assert (sheet.document or {})["file_name"] == "segmen-2026-W47.xlsx"
    assert _content(town, picture).startswith(b"\x89PNG")
    assert _content(town, sheet).startswith(b"PK")
    await town.settled()


async def test_who_ask_again_get_the_same_files_at_once(town: Town) -> None:
    await _two_weeks(town)
    town.agent.says("/segmen", chat=town.group)
    town.agent.says("/segmen", chat=town.group)
    await town.group.hears("Segmen toko")
    await town.pass_time(timedelta(seconds=5))
    await town.group.hears(_is_a_sheet)

    town.agent.says("/segmen")
    told = await town.agent.hears("Segmen toko")
    await town.agent.hears(_is_a_sheet)

    assert "segera menyusul" not in told.text
    assert len(await town.all(Attachment)) == 2
    await town.settled()


async def test_but_sellers_do_not(town: Town) -> None:
    sri = await town.a_linked_seller()

    sri.says("/segmen")

    answered = await sri.hears(".")
    assert "Segmen toko" not in answered.text
    await town.settled()


async def test_each_monday_before_they_begin(town: Town) -> None:
    await _a_store(town, "Batik Ayu", login=1)
    await town.pass_time(timedelta(days=6, hours=19))  # Sunday night in Jakarta
    await town.pass_time(timedelta(hours=3))

    town.agent.says("/segmen", chat=town.group)

    await town.group.hears("minggu 48/2026")
    await town.settled()


async def _two_weeks(town: Town) -> None:
    """Count a week, let one store go quiet and another come back, and count the next."""
    slipping = await _a_store(town, "Batik Ayu", login=10, sold=70)
    back = await _a_store(town, "Kopi Gayo", login=100)
    settings = town.settings
    await take_snapshot(town.database, now=NOW - WEEK, settings=settings)
    async with town.database.transaction() as session:
        for store, days in ((slipping, 20), (back, 1)):
            await session.execute(
                update(Seller)
                .where(col(Seller.id) == store.id)
                .values(last_login=NOW - timedelta(days=days))
            )
    await take_snapshot(town.database, now=town.clock.now(), settings=settings)


async def _a_store(town: Town, name: str, *, login: int, sold: int | None = None) -> Seller:
    store = await town.a_store(
        store_name=name, regency="Kota Solo", last_login=NOW - timedelta(days=login)
    )
    if sold is not None:
        async with town.database.transaction() as session:
            await a_sale(session, seller=store, at=NOW - timedelta(days=sold))
    return store


def _is_a_picture(message: Message) -> bool:
    return message.from_bot and bool(message.photo)


def _is_a_sheet(message: Message) -> bool:
    return message.from_bot and message.document is not None


def _content(town: Town, message: Message) -> bytes:
    file = message.photo or message.document or {}
    return town.simulator.world.files.by_id[file["file_id"]].data
