"""What becomes of a message by what it seems to be meant for; nothing is lost, nothing guessed."""

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from crm.followups.payloads import StopQuestion
from crm.sellers.menu import Menu, MenuNote
from crm.tickets.reporting import OfferReport, ReportReceived, ReportSummary
from crm.understanding.intents import Intent
from models import Ticket
from models.tickets import Category, TicketKind
from tests.support.chat import Chat, only
from views.actions import ChooseIntent, DialogStep


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


async def test_thanks_that_say_more_are_asked_about(seller_chat: Chat) -> None:
    only(await seller_chat.says("Terima kasih, tapi uang saya belum masuk juga"), OfferReport)


async def test_a_picture_under_a_greeting_is_asked_about(seller_chat: Chat) -> None:
    only(await seller_chat.sends_photo(caption="Halo kak"), OfferReport)


async def test_whoever_wants_silence_is_asked_whether_they_do(seller_chat: Chat) -> None:
    only(await seller_chat.says("tolong jangan kirim pesan ke saya lagi"), StopQuestion)
    assert (await seller_chat.seller()).proactive


async def test_what_only_seems_to_be_such_a_wish_never_confirms_it(seller_chat: Chat) -> None:
    only(await seller_chat.says("tolong jangan kirim pesan ke saya lagi"), StopQuestion)
    only(await seller_chat.says("jangan hubungi pembeli saya lagi, itu orang jahat"), StopQuestion)
    assert (await seller_chat.seller()).proactive


async def test_a_word_that_may_be_a_wish_for_silence_is_asked_about(seller_chat: Chat) -> None:
    assert only(await seller_chat.says("Lagi"), OfferReport).likely == (Intent.STOP,)


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
