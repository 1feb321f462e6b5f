"""What becomes of a message by what it seems to be meant for; nothing is lost, nothing guessed."""

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from crm.followups.payloads import StopQuestion, WritingGoesOn
from crm.outbox.payload import Payload
from crm.sellers.menu import Menu, MenuNote, MyReports, ProactiveStopped
from crm.tickets.reporting import (
    CategoryQuestion,
    MessageKept,
    OfferReport,
    ReportReceived,
    ReportSummary,
)
from crm.understanding.intents import Intent
from models import Ticket
from models.tickets import Category, TicketKind
from tests.support.chat import Chat, only
from tests.support.databases import of_this_test
from views.actions import (
    Action,
    ChooseCategory,
    ChooseIntent,
    DialogStep,
    KeepWriting,
    MakeReport,
    Proactive,
)

FORWARDED = {
    "type": "hidden_user",
    "date": 0,
    "sender_user_name": "Pembeli",
}


@pytest.fixture
def database_url(request: pytest.FixtureRequest) -> str:
    """Return one database: words are read alike on each kind."""
    return of_this_test(request)


@pytest.mark.parametrize(
    ("text", "note"),
    [
        ("terima kasih banyak ya", MenuNote.THANKS),
        ("matur nuwun sanget", MenuNote.THANKS),
        ("Assalamualaikum kak", MenuNote.GREETING),
    ],
)
async def test_a_courtesy_is_returned_without_offering_a_report(
    seller_chat: Chat, text: str, note: MenuNote
) -> None:
    assert only(await seller_chat.says(text), Menu).note is note
    assert await seller_chat.dialog() is None


@pytest.mark.parametrize("text", ["oke siap", "gak jadi kak", "Sudah bisa, alhamdulillah 🙏"])
async def test_who_is_content_is_left_so(seller_chat: Chat, text: str) -> None:
    assert only(await seller_chat.says(text), Menu).note is MenuNote.ASSENT
    assert await seller_chat.dialog() is None


@pytest.mark.parametrize(
    "text",
    [
        "Terima kasih, tapi uang saya belum masuk juga",
        "makasih ya tapi masih gak bisa",
        "assalamualaikom, peng lon pat",
        "sugeng enjing, barang kula ical",
        "om swastyastu, tiang ten dados ngranjing",
        "terima kasih atas bantuannya yang tidak membantu",
    ],
)
async def test_a_courtesy_that_says_more_is_asked_about(seller_chat: Chat, text: str) -> None:
    only(await seller_chat.says(text), OfferReport)


async def test_what_is_hardly_more_than_a_courtesy_is_returned_with_the_question(
    seller_chat: Chat,
) -> None:
    offer = only(await seller_chat.says("makasih banyak ya mbak Wulandari"), OfferReport)
    assert (offer.courtesy, offer.likely) == (Intent.THANKS, ())


@pytest.mark.parametrize("text", ["makasih ya", "tolong jangan kirim pesan ke saya lagi"])
async def test_what_was_forwarded_is_somebody_elses_word(seller_chat: Chat, text: str) -> None:
    only(await seller_chat.says(text, forward_origin=FORWARDED), OfferReport)


async def test_a_picture_under_a_greeting_is_asked_about(seller_chat: Chat) -> None:
    only(await seller_chat.sends_photo(caption="Halo kak"), OfferReport)


async def test_whoever_wants_silence_is_asked_whether_they_do(seller_chat: Chat) -> None:
    only(await seller_chat.says("tolong jangan kirim pesan ke saya lagi"), StopQuestion)
    assert (await seller_chat.seller()).proactive


async def test_what_only_seems_to_be_such_a_wish_is_kept(seller_chat: Chat) -> None:
    asked = only(await seller_chat.says("tolong jangan kirim pesan ke saya lagi"), StopQuestion)
    begun = only(await seller_chat.presses(MakeReport(asked.message_id or 0, 1)), CategoryQuestion)
    assert begun.waiting == 1
    assert (await seller_chat.seller()).proactive


async def test_what_only_seems_to_be_such_a_wish_never_confirms_it(seller_chat: Chat) -> None:
    await seller_chat.says("tolong jangan kirim pesan ke saya lagi")
    offer = only(await seller_chat.says("jangan kirim ke alamat lama"), OfferReport)
    assert offer.count == 2
    assert (await seller_chat.seller()).proactive


@pytest.mark.parametrize(
    ("answer", "payload", "proactive"),
    [
        (Proactive(0), ProactiveStopped, False),
        ("iya", ProactiveStopped, False),
        (KeepWriting(), WritingGoesOn, True),
        ("tidak", WritingGoesOn, True),
    ],
)
async def test_the_answer_to_that_ends_the_matter(
    seller_chat: Chat,
    answer: Action | str,
    payload: type[ProactiveStopped | WritingGoesOn],
    proactive: bool,  # noqa: FBT001 - a case
) -> None:
    await seller_chat.says("tolong jangan kirim pesan ke saya lagi")
    said = seller_chat.says(answer) if isinstance(answer, str) else seller_chat.presses(answer)
    only(await said, payload)
    assert (await seller_chat.seller()).proactive is proactive
    assert await seller_chat.dialog() is None


@pytest.mark.parametrize(
    "text",
    [
        "barangna ulah dikirim heula",
        "jangan kirim tagihan lagi saya sudah bayar",
        "saya berhenti jualan karena sepi",
        "spam terus dari pembeli palsu",
        "pembeli bilang jangan kirim lagi",
        "jangan hubungi pembeli saya lagi, itu orang jahat",
        "ada yang telepon saya ngaku admin minta kode otp",
        "pembeli minta nomor telepon saya",
        "customer service kurir tidak membalas",
    ],
)
async def test_a_word_about_trade_is_neither_a_wish_for_silence_nor_for_a_person(
    seller_chat: Chat, text: str
) -> None:
    only(await seller_chat.says(text), OfferReport)


async def test_silence_is_not_the_only_guess_where_it_is_unsure(seller_chat: Chat) -> None:
    assert only(await seller_chat.says("Lagi"), OfferReport).likely == ()


async def test_whoever_wants_a_person_gets_one_at_once(
    session: AsyncSession, seller_chat: Chat
) -> None:
    only(await seller_chat.says("Saya mau bicara dengan orang, bukan robot"), ReportReceived)

    ticket = (await session.scalars(select(Ticket))).one()
    assert (ticket.kind, ticket.category) == (TicketKind.QUESTION, Category.OTHER)
    assert ticket.text == "Saya mau bicara dengan orang, bukan robot"


async def test_a_problem_is_named_and_one_press_shows_the_report(seller_chat: Chat) -> None:
    offer = only(await seller_chat.says("Ambo indak bisa masuak ka akun ambo"), OfferReport)
    assert offer.likely == (Intent.LOGIN,)

    shown = only(await seller_chat.presses(ChooseIntent("login")), ReportSummary)

    assert (shown.category, shown.text) == (Category.LOGIN, "Ambo indak bisa masuak ka akun ambo")


async def test_what_may_be_several_things_is_asked_about(seller_chat: Chat) -> None:
    offer = only(await seller_chat.says("Masih belum masuk"), OfferReport)
    assert set(offer.likely) >= {Intent.PAYMENT, Intent.LOGIN}


async def test_what_is_clear_only_together_is_offered_then(seller_chat: Chat) -> None:
    assert only(await seller_chat.says("Sudah tiga hari"), OfferReport).likely == ()
    offer = only(await seller_chat.says("Uang penjualan saya belum cair"), OfferReport)
    assert offer.likely[0] is Intent.PAYMENT


@pytest.mark.parametrize("text", ["mau ikut promo harbolnas", "kapan ada pelatihan lagi?"])
async def test_promotion_and_training_become_questions_to_staff(
    session: AsyncSession, seller_chat: Chat, text: str
) -> None:
    offer = only(await seller_chat.says(text), OfferReport)
    only(await seller_chat.presses(ChooseIntent(offer.likely[0])), ReportSummary)
    only(await seller_chat.presses(DialogStep("send")), ReportReceived)

    ticket = (await session.scalars(select(Ticket))).one()
    assert (ticket.kind, ticket.text) == (TicketKind.QUESTION, text)


async def test_a_meaning_that_nobody_knows_leaves_the_question(seller_chat: Chat) -> None:
    only(await seller_chat.says("Uang belum masuk"), OfferReport)

    assert await seller_chat.presses(ChooseIntent("greeting")) == []

    assert seller_chat.toasts
    assert await seller_chat.dialog() == ("offer", "offer")


@pytest.mark.parametrize(
    ("text", "word", "payload"),
    [
        ("Sudah tiga hari", "iya", CategoryQuestion),
        ("Sudah tiga hari", "gak jadi", Menu),
        ("Ambo indak bisa masuak ka akun ambo", "iyo", ReportSummary),
        ("Masih belum masuk", "ya", OfferReport),
        ("Masih belum masuk", "tidak usah", Menu),
    ],
)
async def test_a_bare_yes_or_no_is_as_good_as_the_button(
    seller_chat: Chat, text: str, word: str, payload: type[Payload]
) -> None:
    only(await seller_chat.says(text), OfferReport)
    only(await seller_chat.says(word), payload)


async def test_a_commands_own_word_passes_an_offer_over(seller_chat: Chat) -> None:
    only(await seller_chat.says("Sudah tiga hari"), OfferReport)
    only(await seller_chat.says("laporan saya"), MyReports)
    assert await seller_chat.dialog() == ("offer", "offer")


async def test_in_a_report_it_is_a_word_like_any(seller_chat: Chat) -> None:
    await seller_chat.says("/lapor")
    await seller_chat.presses(ChooseCategory("other"))
    only(await seller_chat.says("bantuan"), MessageKept)
