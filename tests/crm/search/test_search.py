from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from core.db import Database
from crm.search.payloads import NothingFound, Rest, SearchFound
from crm.search.rules import SHOWN
from crm.search.searching import CANDIDATES, search
from models.tickets import Category
from tests.support.builders import NOW, a_seller, a_staff_member, a_ticket
from tests.support.search import a_message, all_can_be_found
from tests.support.tickets import GROUP, a_desk

ZONE = ZoneInfo("Asia/Jakarta")
HOSTILE = (
    '"',
    "'",
    "uang*",
    '"uang',
    "NEAR(uang, 2)",
    "uang AND",
    "uang OR NOT",
    "kind:seller",
    "body : uang ^ -",
    "{uang} + (masuk)",
    "uang:* & ! <-> masuk |",
    "%_\\ \\' '; DROP TABLE seller; --",
    "\x00uang\x01",
    "🙂",
    "👩‍👩‍👧" * 500,
    "<b>&amp;</b>",
    "uang " * 819,
    "u" * 4096,
    "ﷺ٣ ß İ ǅ",
    "uang\ud83d",
)


@pytest.fixture
async def desk(session: AsyncSession) -> AsyncSession:
    await a_desk(session)
    return session


async def found(session: AsyncSession, typed: str) -> SearchFound:
    await all_can_be_found(session)
    answer = await search(session, typed, zone=ZONE)
    assert isinstance(answer, SearchFound), answer
    return answer


async def is_unfindable(session: AsyncSession, typed: str) -> bool:
    await all_can_be_found(session)
    return isinstance(await search(session, typed, zone=ZONE), NothingFound)


async def test_a_report_is_found_by_words_in_any_order_and_leads_to_its_topic(
    desk: AsyncSession,
) -> None:
    ticket = await a_ticket(desk, topic_id=77, category=Category.PAYMENT)
    (hit,) = (await found(desk, "rekening UANG")).tickets
    assert hit.line.ticket_id == ticket.id
    assert hit.line.link == "https://t.me/c/1234567890/77"
    assert [part.text for part in hit.parts if part.is_hit] == ["Uang", "rekening"]


async def test_all_words_must_be_there(desk: AsyncSession) -> None:
    await a_ticket(desk)
    assert await is_unfindable(desk, "uang hilang")


async def test_only_the_last_word_may_be_unfinished(desk: AsyncSession) -> None:
    await a_ticket(desk)
    assert (await found(desk, "uang rekeni")).tickets
    assert await is_unfindable(desk, "rekeni uang")


async def test_accents_and_case_do_not_matter(desk: AsyncSession) -> None:
    seller = await a_seller(desk, store_name="Kopi Kasépuhan")
    (store,) = (await found(desk, "KASEPUHAN")).sellers
    assert store.seller_id == seller.id
    assert (await found(desk, "kasépuhan")).sellers == (store,)


async def test_a_word_ends_at_whatever_is_no_letter(desk: AsyncSession) -> None:
    texts = (
        "siap🙏terima",
        "ongkir/resi",
        "“batik”",
        "a.b@contoh.id",
        "Rp 12.500",
        "lebih-kurang",
    )
    for text in texts:
        await a_message(desk, text)
    for typed in ("siap terima", "resi", "batik", "contoh", "12.500", "lebih kurang"):
        assert len((await found(desk, typed)).messages) == 1, typed


async def test_a_store_is_found_by_owner_and_place(desk: AsyncSession) -> None:
    seller = await a_seller(desk, owner_name="Ketut Suardana", regency="Kabupaten Gianyar")
    (store,) = (await found(desk, "ketut gianyar")).sellers
    assert (store.seller_id, store.place) == (seller.id, "Kabupaten Gianyar")


async def test_a_merged_store_is_not_found(desk: AsyncSession) -> None:
    kept = await a_seller(desk)
    merged = await a_seller(desk, store_name="Warung Lenyap")
    await all_can_be_found(desk)
    merged.merged_into = kept.id
    await desk.flush()
    assert isinstance(await search(desk, "lenyap", zone=ZONE), NothingFound)


async def test_a_message_tells_who_wrote_it_and_where(desk: AsyncSession) -> None:
    dewi = await a_staff_member(desk, name="Dewi")
    ticket = await a_ticket(desk, topic_id=5, text="Resi")
    await a_message(desk, "Kurirnya hilang", seller_id=ticket.seller_id, ticket_id=ticket.id)
    await a_message(desk, "Kurir kami tanya", staff_id=dewi.id, chat_id=GROUP, ticket_id=ticket.id)
    answer, report = (await found(desk, "kurir")).messages
    assert (answer.by, answer.is_staff, answer.ticket_id) == ("Dewi", True, ticket.id)
    assert answer.link.endswith("/5")
    assert (report.is_staff, report.by[:6]) == (False, "Dapur ")


async def test_the_newest_come_first_but_those_that_say_it_together_before(
    desk: AsyncSession,
) -> None:
    together = await a_ticket(desk, text="Tolong ganti rekening saya")
    old = await a_ticket(desk, text="Rekening lama mau saya ganti")
    new = await a_ticket(desk, text="Rekening baru mau saya ganti")
    hits = (await found(desk, "ganti rekening")).tickets
    assert [hit.line.ticket_id for hit in hits] == [together.id, new.id, old.id]


async def test_a_message_that_was_edited_or_reported_is_told_once(desk: AsyncSession) -> None:
    ticket = await a_ticket(desk, text="Foto buram")
    await a_message(desk, "Foto buram", chat_id=5, message_id=1, ticket_id=ticket.id)
    await a_message(desk, "foto lain", chat_id=5, message_id=2)
    await a_message(desk, "foto lagi", chat_id=5, message_id=2, kind="edit")
    result = await found(desk, "foto")
    assert len(result.tickets) == 1
    assert ["".join(part.text for part in one.parts) for one in result.messages] == ["foto lagi"]


@pytest.mark.parametrize("typed", ["#{}", "{}"])
async def test_a_number_finds_its_report_before_all_else(desk: AsyncSession, typed: str) -> None:
    ticket = await a_ticket(desk, text="")
    await a_ticket(desk, text=f"Laporan {ticket.id} belum dijawab")
    first, *others = (await found(desk, typed.format(ticket.id))).tickets
    assert (first.line.ticket_id, first.parts) == (ticket.id, ())
    assert len(others) == 1


@pytest.mark.parametrize("typed", ["0813-1111-2222", "+62 813 1111 2222", "Sri@Toko.Example"])
async def test_a_phone_and_an_address_find_their_store(desk: AsyncSession, typed: str) -> None:
    seller = await a_seller(desk, phone="+6281311112222", email="sri@toko.example")
    assert [one.seller_id for one in (await found(desk, typed)).sellers] == [seller.id]


async def test_more_than_is_shown_is_counted(desk: AsyncSession) -> None:
    seller = await a_seller(desk)
    for number in range(SHOWN + 2):
        await a_ticket(desk, seller=seller, text=f"Ongkir {number}")
    result = await found(desk, "ongkir")
    assert len(result.tickets) == SHOWN
    assert result.more_tickets == Rest(2)
    for number in range(CANDIDATES + 1):
        await a_message(desk, f"Diskon {number}", at=NOW + timedelta(seconds=number))
    many = await found(desk, "diskon")
    assert many.more_messages == Rest(CANDIDATES - SHOWN, is_more=True)
    assert many.messages[0].parts[-1].text == f" {CANDIDATES}"


async def test_what_was_erased_is_not_found_though_its_words_are_kept(desk: AsyncSession) -> None:
    said = await a_message(desk, "rahasia")
    await all_can_be_found(desk)
    await desk.delete(said)
    await desk.flush()
    assert isinstance(await search(desk, "rahasia", zone=ZONE), NothingFound)


async def test_nothing_typed_is_told_how_to_search(desk: AsyncSession) -> None:
    assert await search(desk, "  ", zone=ZONE) == NothingFound(typed="")


async def test_nothing_that_is_typed_is_syntax(desk: AsyncSession) -> None:
    await a_message(desk, "Uang belum masuk")
    await all_can_be_found(desk)
    for typed in HOSTILE:
        answer = await search(desk, typed, zone=ZONE)
        assert isinstance(answer, SearchFound | NothingFound), typed


async def test_it_reads_beside_a_writer(database: Database) -> None:
    async with database.transaction() as session:
        await a_ticket(session)
        await all_can_be_found(session)
    async with database.transaction(), database.reading() as session:
        assert isinstance(await search(session, "uang", zone=ZONE), SearchFound)
