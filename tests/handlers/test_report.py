from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from crm.knowledge.articles import Article
from crm.sellers.menu import Menu, MenuNote
from crm.sellers.payloads import LanguageQuestion
from crm.tickets.reporting import (
    CategoryQuestion,
    DescribeQuestion,
    DialogExpired,
    DialogName,
    MessageKept,
    NoMoreRoom,
    ReportFull,
    ReportReceived,
    ReportSummary,
)
from handlers.keeping import MOST
from models import Ticket
from models.tickets import Category, TicketKind
from tests.support.chat import Chat, only
from views.actions import (
    Action,
    ChooseCategory,
    ChooseLanguage,
    DialogStep,
    MakeReport,
    Open,
)

DONE, SEND, BACK, CANCEL, RESUME = (
    DialogStep(move) for move in ("done", "send", "back", "cancel", "resume")
)


async def ticket(session: AsyncSession) -> Ticket:
    found = await session.scalars(select(Ticket))
    return found.one()


async def begin(chat: Chat, category: Category = Category.PAYMENT) -> None:
    await chat.says("/lapor")
    await chat.presses(ChooseCategory(category.value))


async def test_a_seller_reports_in_words_and_pictures(
    session: AsyncSession, seller_chat: Chat
) -> None:
    only(await seller_chat.says("/lapor"), CategoryQuestion)
    asked = only(await seller_chat.presses(ChooseCategory("payment")), DescribeQuestion)
    assert (asked.category, asked.kept) == (Category.PAYMENT, 0)
    assert only(await seller_chat.says("Uang belum masuk"), MessageKept).kept == 1
    assert only(await seller_chat.sends_photo(caption="bukti"), MessageKept).kept == 2
    shown = only(await seller_chat.presses(DONE), ReportSummary)
    assert shown == ReportSummary(
        category=Category.PAYMENT,
        text="Uang belum masuk\nbukti",
        pictures=1,
        voices=0,
        others=0,
        tips=(Article.PAYOUT_LATE,),
    )

    answer = only(await seller_chat.presses(SEND), ReportReceived)

    made = await ticket(session)
    assert answer == ReportReceived(ticket_id=made.id or 0, category=Category.PAYMENT)
    assert (made.kind, made.category) == (TicketKind.ISSUE, Category.PAYMENT)
    assert made.seller_id == (await seller_chat.seller()).id
    assert [said["kind"] for said in made.data["messages"]] == ["text", "photo"]
    assert await seller_chat.dialog() is None


@pytest.mark.parametrize(
    "content",
    [
        {"voice": {"file_id": "f", "file_unique_id": "u", "duration": 3}},
        {"video": {"file_id": "f", "file_unique_id": "u", "width": 1, "height": 1,
                   "duration": 3}},
        {"document": {"file_id": "f", "file_unique_id": "u"}},
        {"sticker": {"file_id": "f", "file_unique_id": "u", "width": 1, "height": 1,
                     "is_animated": False, "is_video": False, "type": "regular"}},
        {"location": {"latitude": -7.8, "longitude": 110.4}},
        {"contact": {"phone_number": "1", "first_name": "Adi"}},
    ],
)  # fmt: skip
async def test_any_kind_of_message_is_kept(
    session: AsyncSession, seller_chat: Chat, content: dict[str, object]
) -> None:
    await begin(seller_chat)

    assert only(await seller_chat.sends(**content), MessageKept).kept == 1
    await seller_chat.presses(DONE)
    await seller_chat.presses(SEND)

    (kept,) = (await ticket(session)).data["messages"]
    assert kept["kind"] in content


async def test_an_album_is_acknowledged_once(session: AsyncSession, seller_chat: Chat) -> None:
    await begin(seller_chat)

    answers = [await seller_chat.sends_photo(media_group_id="a") for _ in range(4)]

    assert [len(said) for said in answers] == [1, 0, 0, 0]
    assert only(await seller_chat.says("itu fotonya"), MessageKept).kept == 2
    await seller_chat.presses(DONE)
    await seller_chat.presses(SEND)
    assert len((await ticket(session)).data["messages"]) == 5


async def test_a_report_holds_no_more_than_it_can(
    session: AsyncSession, seller_chat: Chat
) -> None:
    await begin(seller_chat)
    for number in range(MOST):
        only(await seller_chat.says(f"pesan {number}"), MessageKept)

    assert only(await seller_chat.says("satu lagi"), ReportFull).kept == MOST
    await seller_chat.presses(DONE)
    only(await seller_chat.says("satu lagi"), ReportFull)
    await seller_chat.presses(SEND)

    assert len((await ticket(session)).data["messages"]) == MOST


async def test_what_finds_no_room_before_a_report_is_told_once(stranger: Chat) -> None:
    for number in range(MOST - 1):
        only(await stranger.says(f"pesan {number}"), LanguageQuestion)
    only(await stranger.sends_photo(media_group_id="a"), LanguageQuestion)

    full, question = await stranger.sends_photo(media_group_id="a")
    assert full == NoMoreRoom(kept=MOST)
    assert isinstance(question, LanguageQuestion)
    assert question.waiting == MOST
    assert await stranger.sends_photo(media_group_id="a") == []
    only(await stranger.says("satu lagi"), LanguageQuestion)


async def test_nor_is_it_left_out_in_silence_after_days(stranger: Chat) -> None:
    for number in range(MOST):
        await stranger.says(f"pesan {number}")
    stranger.waits(timedelta(days=9))

    told = [type(payload) for payload in await stranger.says("satu lagi")]

    assert told == [NoMoreRoom, LanguageQuestion]


async def test_an_album_that_a_report_has_no_room_for_is_answered_once(seller_chat: Chat) -> None:
    await begin(seller_chat)
    for number in range(MOST):
        await seller_chat.says(f"pesan {number}")

    answers = [await seller_chat.sends_photo(media_group_id="a") for _ in range(3)]

    assert answers == [[ReportFull(kept=MOST)], [], []]


async def test_nothing_is_not_sent(seller_chat: Chat) -> None:
    await begin(seller_chat)

    assert await seller_chat.presses(DONE) == []
    assert seller_chat.toasts == ["Please write or send something first."]
    assert await seller_chat.dialog() == ("report", "describe")


async def test_sending_needs_a_look_first(session: AsyncSession, seller_chat: Chat) -> None:
    await begin(seller_chat)
    await seller_chat.says("x")

    only(await seller_chat.presses(SEND), ReportSummary)
    only(await seller_chat.presses(SEND), ReportReceived)


async def test_more_can_be_said_after_the_look(seller_chat: Chat) -> None:
    await begin(seller_chat)
    await seller_chat.says("pertama")
    await seller_chat.presses(DONE)

    assert only(await seller_chat.says("kedua"), ReportSummary).text == "pertama\nkedua"
    assert only(await seller_chat.presses(BACK), DescribeQuestion).kept == 2


async def test_the_subject_can_be_changed_until_it_is_sent(seller_chat: Chat) -> None:
    await begin(seller_chat)
    await seller_chat.says("x")

    shown = only(await seller_chat.presses(ChooseCategory("login")), ReportSummary)

    assert shown.category is Category.LOGIN


async def test_words_after_the_command_are_the_report(seller_chat: Chat) -> None:
    assert only(await seller_chat.says("/lapor uang belum masuk"), CategoryQuestion).waiting == 1

    shown = only(await seller_chat.presses(ChooseCategory("payment")), ReportSummary)

    assert shown.text == "uang belum masuk"


async def test_words_before_the_subject_are_kept(seller_chat: Chat) -> None:
    await seller_chat.says("/lapor")

    assert only(await seller_chat.says("uang belum masuk"), CategoryQuestion).waiting == 1


async def test_a_suggestion_is_work_of_its_own_kind(
    session: AsyncSession, seller_chat: Chat
) -> None:
    await begin(seller_chat, Category.SUGGESTION)
    await seller_chat.says("Tambah kategori")
    await seller_chat.presses(DONE)

    answer = only(await seller_chat.presses(SEND), ReportReceived)

    assert answer.category is Category.SUGGESTION
    assert (await ticket(session)).kind is TicketKind.SUGGESTION


@pytest.mark.parametrize("leaving", [CANCEL, "/batal", "/menu"])
async def test_a_report_can_be_left_any_time(seller_chat: Chat, leaving: Action | str) -> None:
    await begin(seller_chat)
    await seller_chat.says("x")

    left = (
        await seller_chat.says(leaving)
        if isinstance(leaving, str)
        else await seller_chat.presses(leaving)
    )

    assert only(left, Menu) == Menu(linked=True, note=MenuNote.LEFT)
    assert await seller_chat.dialog() is None


async def test_help_does_not_end_a_report(seller_chat: Chat) -> None:
    await begin(seller_chat)
    await seller_chat.says("/bantuan")

    assert await seller_chat.dialog() == ("report", "describe")


async def test_another_language_asks_the_present_step_again(seller_chat: Chat) -> None:
    await begin(seller_chat)
    await seller_chat.says("/bahasa")

    only(await seller_chat.presses(ChooseLanguage("su")), DescribeQuestion)

    assert (await seller_chat.seller()).language == "su"


async def test_asking_to_report_again_goes_on_with_the_report(seller_chat: Chat) -> None:
    await begin(seller_chat)
    await seller_chat.says("x")

    assert only(await seller_chat.presses(Open("report")), DescribeQuestion).kept == 1


async def test_an_old_report_is_taken_up_again(session: AsyncSession, seller_chat: Chat) -> None:
    await begin(seller_chat)
    await seller_chat.says("Uang belum masuk")
    seller_chat.waits(timedelta(days=4))

    late = only(await seller_chat.says("Masih belum"), DialogExpired)
    assert late == DialogExpired(dialog=DialogName.REPORT, kept=2)
    assert only(await seller_chat.presses(RESUME), DescribeQuestion).kept == 2
    await seller_chat.presses(DONE)
    await seller_chat.presses(SEND)

    assert (await ticket(session)).text == "Uang belum masuk\nMasih belum"


async def test_a_button_of_an_old_report_takes_it_up_or_leaves_it(seller_chat: Chat) -> None:
    await begin(seller_chat)
    await seller_chat.says("x")
    seller_chat.waits(timedelta(days=4))

    only(await seller_chat.presses(SEND), DescribeQuestion)
    seller_chat.waits(timedelta(days=4))

    assert only(await seller_chat.presses(CANCEL), Menu).note is MenuNote.LEFT


@pytest.mark.parametrize("action", [SEND, MakeReport(1, 1), ChooseCategory("login")])
async def test_a_button_without_its_question_is_never_silent(
    seller_chat: Chat, action: Action
) -> None:
    answers = await seller_chat.presses(action)

    assert seller_chat.toasts == ["This button is an old one. Here is what you can do now."]
    assert isinstance(answers[0], Menu | CategoryQuestion)


async def test_a_subject_that_is_none_is_asked_again(seller_chat: Chat) -> None:
    await seller_chat.says("/lapor")

    only(await seller_chat.presses(ChooseCategory("weather")), CategoryQuestion)
