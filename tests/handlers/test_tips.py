from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from crm.knowledge.articles import Article
from crm.knowledge.payloads import TipCounts, TipList, TipShown, TipSolved, TipSubjects
from crm.sellers.menu import Menu
from crm.sellers.payloads import ConsentNeeded
from crm.tickets.reporting import DescribeQuestion, OfferReport, ReportReceived, ReportSummary
from handlers import routing
from models import KnowledgeReading, Ticket
from models.macros import Reading
from models.sellers import Consent
from models.tickets import Category
from tests.support.builders import a_staff_member
from tests.support.chat import Chat, only
from tests.support.tickets import a_desk, posted
from tests.support.turns import Stage
from views.actions import (
    AnswerTip,
    ChooseCategory,
    ChooseLanguage,
    DialogStep,
    ListTips,
    Open,
    ReadTip,
)

DONE, SEND = DialogStep("done"), DialogStep("send")
LATE = ReadTip(Article.PAYOUT_LATE)


async def reads(chat: Chat, tip: ReadTip = LATE) -> int:
    """Let them read a tip; return the reading."""
    return only(await chat.presses(tip), TipShown).reading_id


async def readings(session: AsyncSession) -> list[tuple[str, Reading, int | None]]:
    found = await session.scalars(
        select(KnowledgeReading).execution_options(populate_existing=True)
    )
    return sorted((one.article, one.reading, one.ticket_id) for one in found)


async def test_what_may_help_is_offered_before_the_story_and_solves_it(
    session: AsyncSession, seller_chat: Chat
) -> None:
    await seller_chat.says("/lapor")
    asked = only(await seller_chat.presses(ChooseCategory("payment")), DescribeQuestion)
    assert asked.tips == (Article.PAYOUT_LATE, Article.BANK_ACCOUNT)
    reading = await reads(seller_chat)
    assert await seller_chat.dialog() == ("report", "describe")

    only(await seller_chat.presses(AnswerTip(reading, 1)), TipSolved)

    assert await seller_chat.dialog() is None
    assert await readings(session) == [("payout_late", Reading.SOLVED, None)]
    assert await seller_chat.presses(AnswerTip(reading, 1)) == []


async def test_our_team_is_one_tap_away_and_nothing_written_is_lost(
    session: AsyncSession, seller_chat: Chat
) -> None:
    await seller_chat.says("/lapor uang belum cair")
    shown = only(await seller_chat.presses(ChooseCategory("payment")), ReportSummary)
    assert shown.tips == (Article.PAYOUT_LATE,)
    reading = await reads(seller_chat)

    again = only(await seller_chat.presses(AnswerTip(reading, 0)), ReportSummary)
    assert (again.text, again.tips) == ("uang belum cair", ())
    received = only(await seller_chat.presses(SEND), ReportReceived)

    assert await readings(session) == [("payout_late", Reading.UNSOLVED, received.ticket_id)]


async def test_what_was_written_is_let_go_with_a_word_where_it_is_solved(
    session: AsyncSession, seller_chat: Chat
) -> None:
    await seller_chat.says("/lapor uang belum cair")
    await seller_chat.presses(ChooseCategory("payment"))
    reading = await reads(seller_chat)
    assert only(await seller_chat.presses(AnswerTip(reading, 1)), TipSolved).kept == 1
    assert list(await session.scalars(select(Ticket))) == []


async def test_whoever_just_writes_goes_on_as_ever(
    session: AsyncSession, seller_chat: Chat
) -> None:
    await seller_chat.says("/lapor")
    await seller_chat.presses(ChooseCategory("payment"))
    await reads(seller_chat)
    await seller_chat.says("Sudah dicek, belum ada")
    await seller_chat.presses(DONE)
    received = only(await seller_chat.presses(SEND), ReportReceived)
    assert await readings(session) == [("payout_late", Reading.UNSOLVED, received.ticket_id)]


async def test_a_new_language_puts_the_question_again_with_what_was_not_read(
    seller_chat: Chat,
) -> None:
    await seller_chat.says("/lapor")
    await seller_chat.presses(ChooseCategory("payment"))
    await reads(seller_chat)
    asked = only(await seller_chat.presses(ChooseLanguage("jv")), DescribeQuestion)
    assert asked.tips == (Article.BANK_ACCOUNT,)


async def test_an_old_answer_that_helped_leaves_the_report_at_hand_alone(
    seller_chat: Chat,
) -> None:
    old = await reads(seller_chat)
    await seller_chat.says("/lapor stok salah")
    await seller_chat.presses(ChooseCategory("product"))
    only(await seller_chat.presses(AnswerTip(old, 1)), TipSolved)
    assert await seller_chat.dialog() == ("report", "confirm")


@pytest.mark.parametrize("solved", [1, 0])
async def test_a_report_that_waited_long_ends_or_goes_on_by_what_was_read(
    seller_chat: Chat, solved: int
) -> None:
    await seller_chat.says("/lapor uang belum cair")
    await seller_chat.presses(ChooseCategory("payment"))
    reading = await reads(seller_chat)
    seller_chat.waits(timedelta(days=4))
    answered = await seller_chat.presses(AnswerTip(reading, solved))
    if solved:
        assert only(answered, TipSolved).kept == 1
        assert await seller_chat.dialog() is None
    else:
        assert only(answered, ReportSummary).text == "uang belum cair"


async def test_tips_are_read_by_subject(seller_chat: Chat) -> None:
    subjects = only(await seller_chat.says("/tips"), TipSubjects)
    assert only(await seller_chat.presses(Open("tips")), TipSubjects) == subjects
    assert Category.SUGGESTION not in subjects.categories
    listed = only(await seller_chat.presses(ListTips("login")), TipList)
    assert listed.articles[0] is Article.CANNOT_LOG_IN
    for odd in ("all", "suggestion", "nonsense"):
        only(await seller_chat.presses(ListTips(odd)), TipSubjects)


async def test_a_report_begins_where_a_tip_did_not_help(
    session: AsyncSession, seller_chat: Chat
) -> None:
    reading = await reads(seller_chat)
    asked = only(await seller_chat.presses(AnswerTip(reading, 0)), DescribeQuestion)
    assert asked.category is Category.PAYMENT
    await seller_chat.says("Belum juga")
    await seller_chat.presses(DONE)
    received = only(await seller_chat.presses(SEND), ReportReceived)
    assert await readings(session) == [("payout_late", Reading.UNSOLVED, received.ticket_id)]


async def test_what_waits_to_become_a_report_becomes_one(seller_chat: Chat) -> None:
    reading = await reads(seller_chat)
    only(await seller_chat.says("Uangnya mana ya"), OfferReport)
    shown = only(await seller_chat.presses(AnswerTip(reading, 0)), ReportSummary)
    assert shown.text == "Uangnya mana ya"


@pytest.mark.parametrize("strange", [AnswerTip(98765, 1), AnswerTip(98765, 0), ReadTip("nope")])
async def test_a_button_of_another_day_leads_to_the_menu(
    seller_chat: Chat, strange: AnswerTip | ReadTip
) -> None:
    only(await seller_chat.presses(strange), Menu)
    assert seller_chat.toasts == ["This button is an old one. Here is what you can do now."]
    await seller_chat.says("/lapor")
    await seller_chat.presses(strange)
    assert await seller_chat.dialog() == ("report", "category")


@pytest.mark.parametrize("action", [Open("tips"), ListTips("login"), LATE, AnswerTip(1, 1)])
async def test_whoever_has_not_agreed_is_asked_first(
    session: AsyncSession, seller_chat: Chat, action: AnswerTip | ReadTip
) -> None:
    (await seller_chat.seller()).consent = Consent.DECLINED
    only(await seller_chat.presses(action), ConsentNeeded)
    assert list(await session.scalars(select(KnowledgeReading))) == []


async def test_staff_see_what_the_answers_have_done(
    session: AsyncSession, stage: Stage, seller_chat: Chat
) -> None:
    await a_desk(session)
    await reads(seller_chat)
    turn = await stage.in_group(await a_staff_member(session), text="/tips")
    await routing.group_command(turn)
    (counts,) = await posted(session, TipCounts)
    assert [(line.article, line.shown) for line in counts.lines] == [(Article.PAYOUT_LATE, 1)]
