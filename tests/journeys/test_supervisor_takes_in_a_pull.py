import asyncio
from io import BytesIO

import polars as pl
import pytest
from sqlalchemy import select
from sqlmodel import col

from models import (
    Attachment,
    ImportBatch,
    ImportOrder,
    ImportReject,
    Sale,
    Seller,
    SellerSnapshot,
)
from models.imports import ImportKind, ImportSource, ImportState
from models.staff import Role
from simulator import Fault, Message, Person
from simulator.files import sample_png
from tests.support.talk import offers
from tests.support.town import Town
from views.actions import CancelImport, ConfirmImport, encode

HEADINGS = "ID Toko;Nama Toko;Nama Pemilik;No. HP;Provinsi;Jumlah Produk"
AYU = "T-1;Batik Ayu 🧵;Ayu Lestari;0812-3456-7890;DIY;12"
SRI = "T-2;Dapur Bu Sri;Sri Wahyuni;+62 813 1111 2222;Jawa Barat;7"
KOPI = "T-3;Kopi Gayo;Rahmat;0811-222-333;Aceh;3"
TENUN = "T-4;Tenun Ina;Ina;0821 4444 555;NTT;9"
BAD = "T-5;=Keripik <b>Bagus;Joko;0812x9;DIY;4"
GOOD = (AYU, SRI, KOPI, TENUN)


def pull(*rows: str, headings: str = HEADINGS) -> bytes:
    return "\n".join([headings, *rows]).encode()


@pytest.fixture
async def boss(town: Town) -> Person:
    return await town.another_agent("Ratih", role=Role.SUPERVISOR)


async def previewed(town: Town, number: int = 1) -> Message:
    return await town.group.hears(offers(ConfirmImport(number, 0)), timeout=15)


async def ended(town: Town, number: int = 1) -> ImportOrder:
    """Return an order once nothing more will come of it."""
    states = {ImportState.WAITING, ImportState.CONFIRMED}
    async with asyncio.timeout(15):
        while True:
            found = await town.all(select(ImportOrder).where(col(ImportOrder.id) == number))
            if found and found[0].state not in states:
                return found[0]
            await asyncio.sleep(0.05)


def is_a_sheet(message: Message) -> bool:
    return message.from_bot and message.document is not None


def bytes_of(town: Town, message: Message) -> bytes:
    return town.simulator.world.files.by_id[message.document["file_id"]].data


async def test_and_reads_what_would_change_before_anything_does(town: Town, boss: Person) -> None:
    boss.says("/impor", chat=town.group)
    prompt = await town.group.hears("/impor")
    boss.sends_document("tarikan.csv", pull(*GOOD, BAD), chat=town.group, reply_to=prompt)
    preview = await previewed(town)
    for told in ("tarikan.csv", "Batik Ayu 🧵", "0812x9"):
        assert told in preview.text
    assert await town.all(Seller) == []

    press = boss.presses(encode(ConfirmImport(1, 0)), chat=town.group, message=preview)

    assert await press.answered()
    assert (await ended(town)).state is ImportState.DONE
    await town.group.hears("✅", timeout=15)
    assert not preview.buttons
    sellers = await town.all(Seller)
    assert {seller.store_name for seller in sellers} == {
        "Batik Ayu 🧵", "Dapur Bu Sri", "Kopi Gayo", "Tenun Ina",
    }  # fmt: skip
    (batch,) = await town.all(ImportBatch)
    assert (batch.source, batch.order_id, batch.rejected) == (ImportSource.CHAT, 1, 1)
    await town.settled()


async def test_and_gets_the_rejected_rows_as_a_sheet_without_formulas(
    town: Town, boss: Person
) -> None:
    boss.sends_document("tarikan.csv", pull(*GOOD, BAD), "/impor", chat=town.group)
    boss.presses(encode(ConfirmImport(1, 0)), chat=town.group, message=await previewed(town))

    sheet = await town.group.hears(is_a_sheet, timeout=15)

    assert sheet.document["file_name"].startswith("tarikan – ")
    rows = pl.read_excel(BytesIO(bytes_of(town, sheet))).rows()
    (row,) = rows
    assert (row[0], row[2]) == (6, "No. HP")
    assert row[3:] == ("T-5", "'=Keripik <b>Bagus", "Joko", "0812x9", "DIY", "4")
    (kept,) = await town.all(ImportReject)
    assert kept.reason == "phone_invalid"
    await town.settled()


async def test_though_telegram_stumbles_over_the_sheet(town: Town, boss: Person) -> None:
    town.simulator.fault(Fault("sendDocument", "429", retry_after=1))
    town.simulator.fault(Fault("sendDocument", "502"))
    boss.sends_document("tarikan.csv", pull(*GOOD, BAD), "/impor", chat=town.group)
    boss.presses(encode(ConfirmImport(1, 0)), chat=town.group, message=await previewed(town))

    sheet = await town.group.hears(is_a_sheet, timeout=30)

    (kept,) = await town.all(Attachment)
    assert bytes_of(town, sheet) == kept.content
    await town.settled()


async def test_in_a_private_chat_too(town: Town, boss: Person) -> None:
    boss.start()
    boss.says("/impor")
    prompt = await boss.hears("/impor")
    boss.sends_document("tarikan.csv", pull(*GOOD), reply_to=prompt)

    preview = await boss.hears(offers(ConfirmImport(1, 0)), timeout=15)
    boss.presses(encode(ConfirmImport(1, 0)), message=preview)

    await boss.hears("✅", timeout=15)
    assert len(await town.all(select(Seller).where(col(Seller.portal_id).is_not(None)))) == 4
    await town.settled()


async def test_that_lies_in_the_chat_already(town: Town, boss: Person) -> None:
    lying = town.agent.sends_document("tarikan.csv", pull(*GOOD), chat=town.group)
    boss.says("/impor", chat=town.group, reply_to=lying)
    assert "4" in (await previewed(town)).text
    await town.settled()


async def test_and_decides_against_it(town: Town, boss: Person) -> None:
    boss.sends_document("tarikan.csv", pull(*GOOD), "/impor", chat=town.group)
    preview = await previewed(town)

    boss.presses(encode(CancelImport(1)), chat=town.group, message=preview)

    await town.group.hears("Ratih")
    assert not preview.buttons
    assert (await ended(town)).state is ImportState.CANCELLED
    assert await town.all(Seller) == []
    await town.settled()


async def test_and_of_two_who_decide_at_once_the_first_counts(town: Town, boss: Person) -> None:
    boss.sends_document("tarikan.csv", pull(*GOOD), "/impor", chat=town.group)
    preview = await previewed(town)

    presses = [
        boss.presses(encode(ConfirmImport(1, 0)), chat=town.group, message=preview),
        town.admin.presses(encode(ConfirmImport(1, 0)), chat=town.group, message=preview),
        town.admin.presses(encode(CancelImport(1)), chat=town.group, message=preview),
    ]
    told = [await press.answered() for press in presses]

    assert told[1] == told[2] != told[0]
    assert (await ended(town)).state is ImportState.DONE
    assert len(await town.all(ImportBatch)) == 1
    await town.settled()


async def test_but_an_agent_is_asked_to_leave_it_to_them(town: Town, boss: Person) -> None:
    town.agent.says("/impor", chat=town.group)
    await town.group.hears("🙏")
    town.agent.sends_document("tarikan.csv", pull(*GOOD), "/impor", chat=town.group)
    await town.group.hears("🙏")
    boss.sends_document("tarikan.csv", pull(*GOOD), "/impor", chat=town.group)
    preview = await previewed(town)

    press = town.agent.presses(encode(ConfirmImport(1, 0)), chat=town.group, message=preview)

    assert "supervisor" in (await press.answered() or "")
    assert preview.buttons
    await town.settled()


async def test_but_a_stranger_in_the_group_is_not_heard(town: Town) -> None:
    stranger = town.a_stranger()
    town.group.add(stranger)
    stranger.sends_document("tarikan.csv", pull(*GOOD), "/impor", chat=town.group)
    await town.settled()
    assert await town.all(ImportOrder) == []


async def test_but_not_one_that_telegram_does_not_hand_out(town: Town, boss: Person) -> None:
    boss.sends_document("besar.csv", pull(*GOOD), "/impor", size=21 * 1024 * 1024, chat=town.group)
    assert "20 MB" in (await town.group.hears("📦")).text
    assert await town.all(ImportOrder) == []
    await town.settled()


async def test_but_not_a_picture_whatever_it_is_called(town: Town, boss: Person) -> None:
    boss.sends_document("tarikan.csv", sample_png(), "/impor", chat=town.group)
    refused = await town.group.hears("❌", timeout=15)
    assert "XLSX" in refused.text
    assert (await ended(town)).state is ImportState.REFUSED
    boss.sends_photo(caption="/impor", chat=town.group)
    await town.group.hears("📎")
    await town.settled()


async def test_and_is_asked_twice_where_too_many_rows_are_bad(town: Town, boss: Person) -> None:
    boss.sends_document("tarikan.csv", pull(AYU, BAD), "/impor", chat=town.group)
    preview = await town.group.hears(offers(ConfirmImport(1, 1)), timeout=15)
    assert "🛑" in preview.text

    boss.presses(encode(ConfirmImport(1, 1)), chat=town.group, message=preview)

    await town.group.hears(is_a_sheet, timeout=15)
    assert [seller.portal_id for seller in await town.all(Seller)] == ["T-1"]
    await town.settled()


async def test_only_once_however_often_it_is_sent(town: Town, boss: Person) -> None:
    boss.sends_document("tarikan.csv", pull(*GOOD), "/impor", chat=town.group)
    boss.presses(encode(ConfirmImport(1, 0)), chat=town.group, message=await previewed(town))
    await town.group.hears("✅", timeout=15)

    boss.sends_document("salinan.csv", pull(*GOOD), "/impor", chat=town.group)

    assert "salinan.csv" in (await town.group.hears("🙌", timeout=15)).text
    assert (await ended(town, 2)).state is ImportState.DONE
    assert len(await town.all(ImportBatch)) == 1
    await town.settled()


async def test_of_sales_as_well(town: Town, boss: Person) -> None:
    await town.a_store(portal_id="T-1")
    sales = pull(
        "A-1;T-1;12/11/2026;Rp 1,2 jt;Selesai",
        "A-2;T-9;12/11/2026;50.000;Dibatalkan",
        headings="No. Pesanan;ID Toko;Tanggal;Total;Status",
    )
    boss.sends_document("penjualan.csv", sales, "/impor", chat=town.group)
    preview = await previewed(town)
    assert "🧩" in preview.text

    boss.presses(encode(ConfirmImport(1, 0)), chat=town.group, message=preview)

    await town.group.hears("✅", timeout=15)
    assert (await ended(town)).kind is ImportKind.SALES
    assert sorted(sale.amount for sale in await town.all(Sale)) == [50_000, 1_200_000]
    await town.settled()


async def test_and_it_goes_on_after_the_bot_was_stopped(town: Town, boss: Person) -> None:
    boss.sends_document("tarikan.csv", pull(*GOOD), "/impor", chat=town.group)
    preview = await previewed(town)
    await town.settled()
    await town.closes()
    boss.presses(encode(ConfirmImport(1, 0)), chat=town.group, message=preview)

    await town.opens()

    await town.group.hears("✅", timeout=15)
    assert len(await town.all(Seller)) == 4
    await town.settled()


async def test_in_a_report_s_topic_without_telling_the_seller(town: Town, boss: Person) -> None:
    sri = await town.a_linked_seller()
    card = await town.card(await town.reported(sri))
    heard = len(sri.inbox)

    boss.sends_document("tarikan.csv", pull(*GOOD), "/impor", chat=town.group, thread=card.thread)

    assert (await previewed(town)).thread == card.thread
    await town.settled()
    assert len(sri.inbox) == heard


async def test_and_sees_at_once_where_the_stores_stand(town: Town, boss: Person) -> None:
    boss.sends_document("tarikan.csv", pull(*GOOD), "/impor", chat=town.group)
    boss.presses(encode(ConfirmImport(1, 0)), chat=town.group, message=await previewed(town))
    await ended(town)

    async with asyncio.timeout(15):
        while True:
            if len(await town.all(SellerSnapshot)) == len(GOOD):
                break
            await asyncio.sleep(0.05)

    await town.settled()
