"""What is typed instead of pressed: it answers what was asked last, and is never lost."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from crm.followups.payloads import StopQuestion, WritingGoesOn
from crm.outbox.payload import Payload
from crm.sellers.heard_languages import LanguageOffer
from crm.sellers.menu import Menu, MenuNote, MyReports, ProactiveStopped
from crm.sellers.payloads import ConsentDeclined, ConsentQuestion, LanguageQuestion, LinkQuestion
from crm.tickets.payloads import TicketResolved
from crm.tickets.reminding import NotYetHeard, SolvedQuestion
from crm.tickets.reporting import (
    CategoryQuestion,
    DescribeQuestion,
    MessageJoined,
    MessageKept,
    OfferReport,
    ReportReceived,
    ReportSummary,
)
from models import Ticket
from models.tickets import Category, TicketState
from tests.support.builders import NOW, a_ticket
from tests.support.chat import Chat, only
from tests.support.databases import of_this_test
from views.actions import ChooseCategory, ChooseLanguage, OpenMenu

LONG = "Kula mboten saged mlebet akun kula wiwit wingi sonten"
FORWARDED = {"type": "hidden_user", "date": 0, "sender_user_name": "Budi"}


@pytest.fixture
def database_url(request: pytest.FixtureRequest) -> str:
    """Return one database: words are read alike on each kind."""
    return of_this_test(request)


async def a_waiting_ticket(session: AsyncSession, chat: Chat) -> Ticket:
    return await a_ticket(
        session, seller=await chat.seller(), state=TicketState.WAITING, waiting_since=NOW
    )


@pytest.mark.parametrize(
    ("word", "payload", "proactive"),
    [
        ("ya", ProactiveStopped, False),
        ("iya kak", ProactiveStopped, False),
        ("🔕 ya, berhenti", ProactiveStopped, False),
        ("tidak", WritingGoesOn, True),
        ("gak jadi", WritingGoesOn, True),
    ],
)
@pytest.mark.parametrize("with_ticket", [False, True])
async def test_whether_we_shall_stop(
    session: AsyncSession,
    seller_chat: Chat,
    word: str,
    payload: type[Payload],
    *,
    proactive: bool,
    with_ticket: bool,
) -> None:
    if with_ticket:
        await a_waiting_ticket(session, seller_chat)
    only(await seller_chat.says("stop"), StopQuestion)
    only(await seller_chat.says(word), payload)
    assert (await seller_chat.seller()).proactive is proactive


async def test_stop_said_twice_is_obeyed_beside_a_ticket(
    session: AsyncSession, seller_chat: Chat
) -> None:
    await a_waiting_ticket(session, seller_chat)
    only(await seller_chat.says("stop"), StopQuestion)
    only(await seller_chat.says("stop"), ProactiveStopped)


async def test_a_yes_days_later_or_forwarded_is_none(seller_chat: Chat) -> None:
    only(await seller_chat.says("stop"), StopQuestion)
    only(await seller_chat.says("ya", forward_origin=FORWARDED), OfferReport)
    await seller_chat.says("/batal")
    only(await seller_chat.says("stop"), ProactiveStopped)
    only(await seller_chat.says("/lanjut"), type(await _resumed(seller_chat)))
    only(await seller_chat.says("stop"), StopQuestion)
    seller_chat.waits(timedelta(days=4))
    assert only(await seller_chat.says("ya"), Menu).note is MenuNote.ASSENT
    assert (await seller_chat.seller()).proactive


async def _resumed(chat: Chat) -> Payload:
    (resumed,) = await chat.says("/lanjut")
    return resumed


@pytest.mark.parametrize(
    ("word", "state", "payload"),
    [
        ("ya", TicketState.RESOLVED, TicketResolved),
        ("sudah beres", TicketState.RESOLVED, TicketResolved),
        ("iya makasih", TicketState.RESOLVED, TicketResolved),
        ("tidak", TicketState.OPEN, NotYetHeard),
        ("belum", TicketState.OPEN, NotYetHeard),
    ],
)
async def test_whether_it_is_solved(
    session: AsyncSession,
    seller_chat: Chat,
    word: str,
    state: TicketState,
    payload: type[Payload],
) -> None:
    ticket = await a_waiting_ticket(session, seller_chat)
    only(await seller_chat.says("makasih kak"), SolvedQuestion)
    only(await seller_chat.says(word), payload)
    assert ticket.state is state


@pytest.mark.parametrize("word", ["boleh kak, makasih", "tidak kak, makasih", "mboten, nuwun"])
async def test_an_answer_to_staff_calls_them(
    session: AsyncSession, seller_chat: Chat, word: str
) -> None:
    ticket = await a_waiting_ticket(session, seller_chat)
    only(await seller_chat.says(word), MessageJoined)
    assert ticket.state is TicketState.OPEN


async def test_a_language_that_is_an_answer_to_staff_reaches_them(
    session: AsyncSession, seller_chat: Chat
) -> None:
    ticket = await a_waiting_ticket(session, seller_chat)
    await seller_chat.says("bahasa jawa kak")
    assert ticket.state is TicketState.OPEN
    assert (await seller_chat.seller()).language == "jv"


@pytest.mark.parametrize(
    ("word", "language"), [("nggih", "jv"), ("mboten", "id"), ("ya pakai jawa", "jv")]
)
async def test_whether_to_speak_as_they_write(seller_chat: Chat, word: str, language: str) -> None:
    (await seller_chat.seller()).language = None
    await seller_chat.says(LONG)
    more = await seller_chat.says("Kula sampun nyobi kaping tiga nanging tetep mboten saged")
    only(more, LanguageOffer)

    assert only(await seller_chat.says(word), OfferReport).count == 2

    assert (await seller_chat.seller()).language == language
    assert await seller_chat.dialog() == ("offer", "offer")


@pytest.mark.parametrize("word", ["sunda", "Basa Sunda", "sunda aja kak"])
async def test_which_language(seller_chat: Chat, word: str) -> None:
    only(await seller_chat.says("/bahasa"), LanguageQuestion)
    await seller_chat.says(word)
    assert (await seller_chat.seller()).language == "su"


@pytest.mark.parametrize(
    ("word", "payload"),
    [("ya", LinkQuestion), ("nggih", LinkQuestion), ("tidak", ConsentDeclined)],
)
async def test_whether_messages_may_be_kept(
    stranger: Chat, word: str, payload: type[Payload]
) -> None:
    await stranger.says("halo")
    only(await stranger.presses(ChooseLanguage("id")), ConsentQuestion)
    only(await stranger.says(word), payload)


@pytest.mark.parametrize("word", ["iya", "ok", "Kirim laporan"])
async def test_whether_to_send_a_report(
    session: AsyncSession, seller_chat: Chat, word: str
) -> None:
    await seller_chat.says("/lapor")
    only(await seller_chat.says("pembayaran"), DescribeQuestion)
    only(await seller_chat.says("Uang belum masuk"), MessageKept)
    only(await seller_chat.says("selesai kak" if word == "ok" else "ya"), ReportSummary)
    only(await seller_chat.says(word), ReportReceived)
    assert (await session.scalars(select(Ticket))).one().text == "Uang belum masuk"


@pytest.mark.parametrize(
    ("text", "word", "payload"),
    [
        ("Sudah tiga hari", "iya", CategoryQuestion),
        ("Sudah tiga hari", "ya laporkan", CategoryQuestion),
        ("Sudah tiga hari", "gak jadi", Menu),
        ("Sudah tiga hari", "tidak", Menu),
        ("Uang saya belum masuk", "sudah masuk kak", Menu),
        ("Uang saya belum masuk", "iya", ReportSummary),
        ("Uang saya belum masuk", "bukan", CategoryQuestion),
        ("Uang saya belum masuk", "gak ada", OfferReport),
        ("Masih belum masuk", "ya", OfferReport),
    ],
)
async def test_what_shall_become_of_a_message(
    seller_chat: Chat, text: str, word: str, payload: type[Payload]
) -> None:
    only(await seller_chat.says(text), OfferReport)
    only(await seller_chat.says(word), payload)


async def test_a_label_is_as_good_as_its_button(seller_chat: Chat) -> None:
    only(await seller_chat.presses(OpenMenu()), Menu)
    only(await seller_chat.says("tolong laporan saya kak"), MyReports)


async def test_what_was_resolved_just_now_may_be_meant(
    session: AsyncSession, seller_chat: Chat
) -> None:
    ticket = await a_ticket(
        session, seller=await seller_chat.seller(), state=TicketState.RESOLVED, resolved_at=NOW
    )
    assert (
        only(await seller_chat.says("masih belum masuk kak"), OfferReport).ticket_id == ticket.id
    )
    await seller_chat.says("/batal")
    assert only(await seller_chat.says("paketnya rusak di jalan"), OfferReport).ticket_id is None
    await seller_chat.says("/batal")
    seller_chat.waits(timedelta(hours=25))
    assert only(await seller_chat.says("masih belum masuk kak"), OfferReport).ticket_id is None


async def test_in_a_report_other_words_are_its_story(seller_chat: Chat) -> None:
    await seller_chat.says("/lapor")
    await seller_chat.presses(ChooseCategory(Category.OTHER.value))
    assert only(await seller_chat.says("tidak bisa masuk"), MessageKept).kept == 1
    assert only(await seller_chat.says("gak ada"), MessageKept).kept == 2


@pytest.mark.parametrize("word", ["gak jadi", "batal"])
async def test_a_report_that_is_not_sent_after_all(seller_chat: Chat, word: str) -> None:
    await seller_chat.says("/lapor")
    await seller_chat.says("pembayaran")
    await seller_chat.says("Uang belum masuk")
    assert only(await seller_chat.says("batal"), MessageKept).kept == 2, "it may be the story"
    only(await seller_chat.says("itu saja"), ReportSummary)
    assert only(await seller_chat.says("sudah masuk kak"), ReportSummary)
    only(await seller_chat.says(word), Menu)


@pytest.mark.parametrize(("word", "stars"), [("5", 5), ("4 bintang", 4), ("⭐⭐⭐", 3)])
async def test_how_it_was(session: AsyncSession, seller_chat: Chat, word: str, stars: int) -> None:
    ticket = await a_waiting_ticket(session, seller_chat)
    await seller_chat.says("makasih kak")
    only(await seller_chat.says("sudah beres"), TicketResolved)
    await seller_chat.says(word)
    assert ticket.rating == stars


async def test_a_story_is_no_label_of_an_answer(seller_chat: Chat) -> None:
    await seller_chat.says("/lapor")
    question = only(await seller_chat.says("pembayaran"), DescribeQuestion)
    assert question.tips
    assert only(await seller_chat.says("uang hasil jualan belum masuk"), MessageKept).kept == 1


async def test_a_buyers_thanks_that_are_forwarded_are_an_answer_to_staff(
    session: AsyncSession, seller_chat: Chat
) -> None:
    ticket = await a_waiting_ticket(session, seller_chat)
    only(await seller_chat.says("terima kasih", forward_origin=FORWARDED), MessageJoined)
    assert ticket.state is TicketState.OPEN
