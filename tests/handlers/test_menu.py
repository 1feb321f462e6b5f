from datetime import timedelta

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from core.services import Services
from crm.sellers.menu import (
    Help,
    Menu,
    MenuNote,
    MyReports,
    Privacy,
    ProactiveResumed,
    ProactiveStopped,
)
from crm.sellers.payloads import LanguageQuestion, LinkQuestion
from crm.tickets.reporting import CategoryQuestion, DescribeQuestion, Reopened, TooLateToReopen
from models import Ticket
from models.tickets import TicketState
from tests.support.builders import NOW, a_seller, a_staff_member, a_ticket
from tests.support.chat import Chat, only
from views.actions import (
    Action,
    ChooseCategory,
    ChooseLanguage,
    Claim,
    DialogStep,
    MoreLanguages,
    Open,
    OpenMenu,
    Proactive,
    Reopen,
)

OLD = "This button is an old one. Here is what you can do now."


async def a_resolved(session: AsyncSession, chat: Chat, **facts: object) -> Ticket:
    plausible: dict[str, object] = {"state": TicketState.RESOLVED, "resolved_at": NOW}
    return await a_ticket(session, seller=await chat.seller(), **(plausible | facts))


async def test_the_menu_and_its_entries(seller_chat: Chat) -> None:
    assert only(await seller_chat.says("/menu"), Menu) == Menu(linked=True)
    only(await seller_chat.presses(OpenMenu()), Menu)
    for entry, payload in (
        ("reports", MyReports),
        ("language", LanguageQuestion),
        ("help", Help),
        ("privacy", Privacy),
        ("link", Menu),
        ("report", CategoryQuestion),
    ):
        only(await seller_chat.presses(Open(entry)), payload)


async def test_an_entry_that_is_no_more_shows_the_menu(seller_chat: Chat) -> None:
    only(await seller_chat.presses(Open("horoscope")), Menu)

    assert seller_chat.toasts == [OLD]


async def test_help_and_privacy_are_for_everybody(stranger: Chat) -> None:
    only(await stranger.says("/bantuan"), Help)
    only(await stranger.says("/help"), Help)
    assert only(await stranger.says("/privasi"), Privacy) == Privacy(agreed=False, unasked=True)


async def test_there_may_be_nothing_to_leave(seller_chat: Chat) -> None:
    assert only(await seller_chat.says("/batal"), Menu).note is MenuNote.NOTHING_TO_LEAVE


async def test_a_seller_chooses_another_language(seller_chat: Chat) -> None:
    assert not only(await seller_chat.says("/bahasa"), LanguageQuestion).first

    menu = only(await seller_chat.presses(ChooseLanguage("su")), Menu)

    assert menu.note is MenuNote.LANGUAGE
    assert (await seller_chat.seller()).language == "su"


async def test_languages_of_the_province_come_first_and_all_others_are_a_page_away(
    session: AsyncSession, chat_services: Services
) -> None:
    seller = await a_seller(session, province="Bali")
    chat = Chat(session, chat_services, seller.chat_id or 0)

    asked = only(await chat.says("/bahasa"), LanguageQuestion)
    turned = only(await chat.presses(MoreLanguages(1)), LanguageQuestion)
    await chat.presses(ChooseLanguage("mad"))

    assert asked == LanguageQuestion(first=False, province="Bali")
    assert (turned.province, turned.page, turned.message_id is None) == ("Bali", 1, False)
    assert (await chat.seller()).language == "mad"


async def test_a_language_that_is_none_changes_nothing(seller_chat: Chat) -> None:
    await seller_chat.presses(ChooseLanguage("tlh"))

    assert seller_chat.toasts == [OLD]
    assert (await seller_chat.seller()).language == "id"


async def test_a_seller_stops_and_resumes_messages(seller_chat: Chat) -> None:
    only(await seller_chat.presses(Proactive(0)), ProactiveStopped)
    assert not (await seller_chat.seller()).proactive
    assert not only(await seller_chat.says("/privasi"), Privacy).unasked
    only(await seller_chat.says("/lanjut"), ProactiveResumed)
    assert (await seller_chat.seller()).proactive
    only(await seller_chat.presses(Proactive(0)), ProactiveStopped)
    only(await seller_chat.presses(Proactive(1)), ProactiveResumed)


async def test_reports_are_listed_those_in_work_first(
    session: AsyncSession, seller_chat: Chat
) -> None:
    seller = await seller_chat.seller()
    old = await a_resolved(session, seller_chat, resolved_at=NOW - timedelta(days=8))
    working = await a_ticket(session, seller=seller, state=TicketState.OPEN)
    done = await a_resolved(session, seller_chat)
    await a_ticket(session)

    listed = only(await seller_chat.says("/laporan_saya"), MyReports)

    assert [line.ticket_id for line in listed.lines] == [working.id, done.id, old.id]
    assert [line.reopenable for line in listed.lines] == [False, True, False]


async def test_a_finished_report_is_opened_again(session: AsyncSession, seller_chat: Chat) -> None:
    ticket = await a_resolved(session, seller_chat)

    only(await seller_chat.presses(Reopen(ticket.id or 0)), Reopened)

    assert ticket.state is TicketState.OPEN
    only(await seller_chat.presses(Reopen(ticket.id or 0)), Reopened)
    assert seller_chat.toasts == ["Our team is still working on this report."]


async def test_after_a_week_a_new_report_is_the_way(
    session: AsyncSession, seller_chat: Chat
) -> None:
    ticket = await a_resolved(session, seller_chat, resolved_at=NOW - timedelta(days=8))

    only(await seller_chat.presses(Reopen(ticket.id or 0)), TooLateToReopen)


async def test_nobody_opens_anothers_report(session: AsyncSession, seller_chat: Chat) -> None:
    ticket = await a_ticket(session, state=TicketState.RESOLVED, resolved_at=NOW)

    assert await seller_chat.presses(Reopen(ticket.id or 0)) == []

    assert seller_chat.toasts == [OLD]
    assert ticket.state is TicketState.RESOLVED


async def test_a_visitor_connects_a_store_from_the_menu(stranger: Chat) -> None:
    await stranger.says("/start")
    only(await stranger.presses(Open("link")), LanguageQuestion)
    seller = await stranger.seller()
    seller.consent = seller.consent.GIVEN
    await stranger.says("/batal")

    only(await stranger.presses(Open("link")), LinkQuestion)


@pytest.mark.parametrize("action", [DialogStep("done"), DialogStep("cancel")])
async def test_an_old_button_answers_with_the_menu(seller_chat: Chat, action: Action) -> None:
    only(await seller_chat.presses(action), Menu)

    assert seller_chat.toasts == [OLD]


async def test_an_old_button_puts_the_present_question_again(seller_chat: Chat) -> None:
    await seller_chat.says("/lapor")
    await seller_chat.presses(ChooseCategory("login"))

    only(await seller_chat.presses(Open("horoscope")), DescribeQuestion)


async def test_a_staff_button_is_not_for_sellers(seller_chat: Chat) -> None:
    assert await seller_chat.presses(Claim(1)) == []

    assert seller_chat.toasts == ["Only our team can use this button."]


async def test_staff_who_are_no_sellers_are_not_introduced_to_us_by_an_old_button(
    session: AsyncSession, stranger: Chat
) -> None:
    await a_staff_member(session, telegram_id=stranger.id)
    assert await stranger.presses(DialogStep("skip")) == []
    assert stranger.toasts == [OLD]
