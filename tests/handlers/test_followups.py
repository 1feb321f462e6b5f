from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from crm.followups.letters import Answer
from crm.followups.payloads import (
    CallPromised,
    GladYouAreFine,
    LaterIsFine,
    ObstacleHeard,
    OtherQuestion,
    RestNoted,
    RestQuestion,
    StopQuestion,
    WritingGoesOn,
)
from crm.sellers.invitations import invitation_secret, sign
from crm.sellers.menu import Menu, ProactiveResumed, ProactiveStopped
from crm.sellers.payloads import ConsentNeeded, LanguageQuestion
from crm.tickets.payloads import TicketCard
from crm.tickets.relayed import Relay
from crm.tickets.reporting import (
    CategoryQuestion,
    DescribeQuestion,
    MessageJoined,
    OfferReport,
    ReportReceived,
)
from crm.uploads.asking import NumberQuestion, ProductCategoryQuestion
from crm.uploads.payloads import HelpIsComing
from models import CallTask, HeardLanguage, Outbox, Ticket, Touch
from models.followups import TouchState
from models.interactions import Channel
from models.sellers import Consent
from models.tickets import Category, TicketKind
from models.uploads import UploadStep
from tests.support.builders import NOW, a_seller, a_ticket, a_touch, an_upload
from tests.support.chat import TOKEN, Chat, only
from tests.support.tickets import a_desk, posted
from views.actions import (
    AnswerFollowUp,
    ChooseCategory,
    DialogStep,
    HelpFollowUp,
    KeepWriting,
    MakeReport,
    Proactive,
    RestStore,
    UploadMove,
)

KNOWN = "We have noted that already, thank you!"
NOT_YOURS = "This question was meant for another store."


@pytest.fixture
async def touch(session: AsyncSession, seller_chat: Chat) -> Touch:
    """Return a word that was said to the seller of `seller_chat`."""
    return await a_touch(session, seller=await seller_chat.seller())


async def the_ticket(session: AsyncSession) -> Ticket:
    return (await session.scalars(select(Ticket))).one()


def press(touch: Touch, what: str) -> AnswerFollowUp:
    return AnswerFollowUp(touch.id or 0, what)


async def test_fine_is_thanked_for(seller_chat: Chat, touch: Touch) -> None:
    only(await seller_chat.presses(press(touch, "fine")), GladYouAreFine)
    assert touch.answer == "fine"
    assert await seller_chat.presses(press(touch, "fine")) == []
    assert seller_chat.toasts == [KNOWN]


async def test_later_is_all_right(seller_chat: Chat, touch: Touch) -> None:
    only(await seller_chat.presses(press(touch, "later")), LaterIsFine)


async def test_a_problem_begins_one_report_that_is_tied(
    session: AsyncSession, seller_chat: Chat, touch: Touch
) -> None:
    only(await seller_chat.presses(press(touch, "problem")), CategoryQuestion)
    await seller_chat.presses(ChooseCategory("payment"))
    only(await seller_chat.presses(press(touch, "problem")), DescribeQuestion)
    await seller_chat.says("Uang belum masuk")
    await seller_chat.presses(DialogStep("done"))
    await seller_chat.presses(DialogStep("send"))
    ticket = await the_ticket(session)
    assert (ticket.category, ticket.kind) == (Category.PAYMENT, TicketKind.ISSUE)
    assert ticket.data["touch_id"] == touch.id


async def test_help_with_an_upload_begins_a_listing_that_is_tied(
    session: AsyncSession, seller_chat: Chat, touch: Touch
) -> None:
    only(await seller_chat.presses(press(touch, "upload")), ProductCategoryQuestion)
    only(await seller_chat.presses(UploadMove("category", "help")), HelpIsComing)
    ticket = await the_ticket(session)
    assert (ticket.category, ticket.kind) == (Category.PRODUCT, TicketKind.UPLOAD)
    assert ticket.data["touch_id"] == touch.id


async def test_a_listing_that_rests_goes_on_where_it_stopped(
    session: AsyncSession, seller_chat: Chat, touch: Touch
) -> None:
    seller = await seller_chat.seller()
    for step in (UploadStep.NAME, UploadStep.STOCK):
        await an_upload(session, seller=seller, name=step, step=step)
    asked = only(await seller_chat.presses(press(touch, "resume")), NumberQuestion)
    assert (asked.step, touch.answer) == (UploadStep.STOCK, "resume")


async def test_where_no_listing_rests_any_more_one_may_begin(
    seller_chat: Chat, touch: Touch
) -> None:
    only(await seller_chat.presses(press(touch, "resume")), ProductCategoryQuestion)


async def test_a_call_is_promised_and_asked_for(
    session: AsyncSession, seller_chat: Chat, touch: Touch
) -> None:
    await a_desk(session)
    promise = only(await seller_chat.presses(press(touch, "call")), CallPromised)
    assert (promise.phone, promise.at) == ((await seller_chat.seller()).phone, NOW)
    cards = await session.scalars(select(Outbox).where(col(Outbox.template) == "call_card"))
    assert len(cards.all()) == len((await session.scalars(select(CallTask))).all()) == 1


async def test_in_the_evening_the_call_is_promised_for_the_next_workday(
    seller_chat: Chat, touch: Touch
) -> None:
    seller_chat.waits(datetime(2026, 11, 20, 12, tzinfo=UTC) - NOW)
    promise = only(await seller_chat.presses(press(touch, "call")), CallPromised)
    assert promise.at == datetime(2026, 11, 23, 1, tzinfo=UTC)


async def test_stop_is_obeyed_and_confirmed(seller_chat: Chat, touch: Touch) -> None:
    only(await seller_chat.presses(press(touch, "stop")), ProactiveStopped)
    assert not (await seller_chat.seller()).proactive


@pytest.mark.parametrize("what", ["no_time", "no_stock", "no_buyers"])
async def test_an_obstacle_is_met_with_a_step(seller_chat: Chat, touch: Touch, what: str) -> None:
    heard = only(await seller_chat.presses(press(touch, what)), ObstacleHeard)
    assert (heard.obstacle, heard.helped) == (what, False)
    assert (await seller_chat.seller()).tags == [f"hindered:{what}"]


@pytest.mark.parametrize("what", ["hard_app", "no_photos", "shipping"])
async def test_where_staff_can_help_one_tap_makes_one_ticket(
    session: AsyncSession, seller_chat: Chat, touch: Touch, what: str
) -> None:
    heard = only(await seller_chat.presses(press(touch, what)), ObstacleHeard)
    assert heard.helped
    received = only(await seller_chat.presses(HelpFollowUp(touch.id or 0, what)), ReportReceived)
    assert await seller_chat.presses(HelpFollowUp(touch.id or 0, what)) == []
    assert seller_chat.toasts == [f"Our team has that already, as #{received.ticket_id}."]
    assert (await the_ticket(session)).data["touch_id"] == touch.id


@pytest.mark.parametrize("what", ["no_time", "dance", ""])
async def test_a_help_that_there_is_not_gets_a_toast(
    seller_chat: Chat, touch: Touch, what: str
) -> None:
    assert await seller_chat.presses(HelpFollowUp(touch.id or 0, what)) == []
    assert seller_chat.toasts == ["This button is an old one. Here is what you can do now."]


async def test_a_store_that_closed_is_asked_for_how_long(seller_chat: Chat, touch: Touch) -> None:
    number = touch.id or 0
    only(await seller_chat.presses(press(touch, "closed")), RestQuestion)
    now = only(await seller_chat.presses(RestStore(number, 0)), RestNoted)
    assert not now.for_good
    assert (await seller_chat.seller()).proactive
    assert await seller_chat.presses(RestStore(number, 0)) == []
    assert seller_chat.toasts == [KNOWN]
    assert only(await seller_chat.presses(RestStore(number, 1)), RestNoted).for_good
    assert not (await seller_chat.seller()).proactive


async def test_something_else_is_told_in_own_words(
    session: AsyncSession, seller_chat: Chat, touch: Touch
) -> None:
    only(await seller_chat.presses(press(touch, "other")), OtherQuestion)
    only(await seller_chat.says("Anak saya sakit"), ReportReceived)
    ticket = await the_ticket(session)
    assert (ticket.text, ticket.data["touch_id"]) == ("Anak saya sakit", touch.id)
    assert await seller_chat.dialog() is None
    only(await seller_chat.says("Sudah seminggu"), MessageJoined)


async def test_something_else_may_be_spoken(
    session: AsyncSession, seller_chat: Chat, touch: Touch
) -> None:
    await a_desk(session)
    only(await seller_chat.presses(press(touch, "other")), OtherQuestion)
    voice = {"file_id": "f", "file_unique_id": "u", "duration": 3}
    only(await seller_chat.sends(voice=voice), ReportReceived)
    assert len(await posted(session, TicketCard)) == 1
    assert len(await posted(session, Relay)) == 1


async def test_own_words_tell_their_language(
    session: AsyncSession, seller_chat: Chat, touch: Touch
) -> None:
    await seller_chat.presses(press(touch, "other"))
    await seller_chat.says("Kula mboten saged mlebet akun kula wiwit wingi sonten")
    (heard,) = await session.scalars(select(HeardLanguage))
    assert max(heard.evidence, key=lambda tag: heard.evidence[tag]) == "jv"


async def test_own_words_need_not_be_told(seller_chat: Chat, touch: Touch) -> None:
    await seller_chat.presses(press(touch, "other"))
    only(await seller_chat.presses(DialogStep("send")), OtherQuestion)
    only(await seller_chat.presses(DialogStep("cancel")), Menu)
    assert await seller_chat.dialog() is None


async def test_the_word_stop_is_no_obstacle(seller_chat: Chat, touch: Touch) -> None:
    await seller_chat.presses(press(touch, "other"))
    only(await seller_chat.says("stop"), StopQuestion)


async def test_own_words_after_the_chat_moved_are_offered_as_any(
    session: AsyncSession, seller_chat: Chat, touch: Touch
) -> None:
    await seller_chat.presses(press(touch, "other"))
    touch.seller_id = (await a_seller(session)).id or 0
    only(await seller_chat.says("Anak saya sakit"), OfferReport)


async def test_another_persons_follow_up_is_left_alone(
    session: AsyncSession, seller_chat: Chat
) -> None:
    touch = await a_touch(session, seller=await a_seller(session))
    number = touch.id or 0
    for action in (press(touch, "stop"), HelpFollowUp(number, "shipping"), RestStore(number, 1)):
        assert await seller_chat.presses(action) == []
        assert seller_chat.toasts == [NOT_YOURS]
    assert (await seller_chat.seller()).proactive
    assert touch.answer is None


async def test_a_stranger_has_no_follow_ups(stranger: Chat, touch: Touch) -> None:
    for action in (press(touch, "stop"), RestStore(touch.id or 0, 1)):
        assert await stranger.presses(action) == []
        assert stranger.toasts == [NOT_YOURS]


@pytest.mark.parametrize("what", ["", "dance"])
async def test_an_answer_that_no_button_has_is_refused(
    seller_chat: Chat, touch: Touch, what: str
) -> None:
    assert await seller_chat.presses(press(touch, what)) == []
    assert seller_chat.toasts == [NOT_YOURS]


@pytest.mark.parametrize("what", ["problem", "upload", "other"])
async def test_without_consent_nothing_becomes_a_report(
    seller_chat: Chat, touch: Touch, what: str
) -> None:
    (await seller_chat.seller()).consent = Consent.DECLINED
    only(await seller_chat.presses(press(touch, what)), ConsentNeeded)
    only(await seller_chat.presses(HelpFollowUp(touch.id or 0, "shipping")), ConsentNeeded)


async def test_a_message_answers_what_was_said_and_so_does_the_report_of_it(
    session: AsyncSession, seller_chat: Chat, touch: Touch
) -> None:
    await a_desk(session)
    offer = only(await seller_chat.says("Uang belum masuk"), OfferReport)
    assert (touch.state, touch.answer) == (TouchState.ANSWERED, "text")
    await seller_chat.presses(MakeReport(offer.message_id, 1))
    await seller_chat.presses(ChooseCategory("payment"))
    await seller_chat.presses(DialogStep("send"))
    assert (await the_ticket(session)).data["touch_id"] == touch.id
    assert len(await posted(session, TicketCard)) == 1


async def test_a_photo_does_too_and_lapor_keeps_the_tie(
    session: AsyncSession, seller_chat: Chat, touch: Touch
) -> None:
    only(await seller_chat.sends_photo(), OfferReport)
    assert touch.answer == "text"
    await seller_chat.says("/lapor")
    await seller_chat.presses(ChooseCategory("product"))
    await seller_chat.presses(DialogStep("send"))
    assert (await the_ticket(session)).data["touch_id"] == touch.id


async def test_what_goes_into_an_open_report_answers_nothing(
    session: AsyncSession, seller_chat: Chat, touch: Touch
) -> None:
    await a_ticket(session, seller=await seller_chat.seller())
    only(await seller_chat.says("Masih belum"), MessageJoined)
    assert touch.answer is None


async def test_silence_is_asked_about_once(seller_chat: Chat, touch: Touch) -> None:
    only(await seller_chat.says("Tolong berhenti ya 🙏"), StopQuestion)
    assert (await seller_chat.seller()).proactive
    assert touch.answer == "text"
    only(await seller_chat.says("STOP!!"), ProactiveStopped)
    assert not (await seller_chat.seller()).proactive
    only(await seller_chat.says("/berhenti"), ProactiveStopped)
    only(await seller_chat.says("/lanjut"), ProactiveResumed)
    only(await seller_chat.says("/berhenti"), StopQuestion)
    only(await seller_chat.presses(Proactive(0)), ProactiveStopped)
    only(await seller_chat.presses(KeepWriting()), ProactiveStopped)


async def test_whoever_did_not_mean_it_goes_on_and_is_asked_again(seller_chat: Chat) -> None:
    only(await seller_chat.says("/berhenti"), StopQuestion)
    only(await seller_chat.presses(KeepWriting()), WritingGoesOn)
    only(await seller_chat.says("/berhenti"), StopQuestion)
    assert (await seller_chat.seller()).proactive


async def test_the_question_leaves_what_the_seller_is_doing(seller_chat: Chat) -> None:
    await seller_chat.says("/lapor")
    only(await seller_chat.says("/berhenti"), StopQuestion)
    assert await seller_chat.dialog() == ("report", "category")
    only(await seller_chat.says("mandeg"), ProactiveStopped)
    only(await seller_chat.says("/lanjut"), ProactiveResumed)
    only(await seller_chat.says("/berhenti"), StopQuestion)
    await seller_chat.says("/batal")
    only(await seller_chat.says("Begitu"), OfferReport)
    only(await seller_chat.says("eureun"), ProactiveStopped)
    assert await seller_chat.dialog() == ("offer", "offer")


async def test_a_word_to_staff_reaches_staff(session: AsyncSession, seller_chat: Chat) -> None:
    await a_ticket(session, seller=await seller_chat.seller())
    only(await seller_chat.says("cukup sampai hari Senin"), MessageJoined)


async def test_silence_needs_no_consent_and_no_acquaintance(
    seller_chat: Chat, stranger: Chat
) -> None:
    (await seller_chat.seller()).consent = Consent.DECLINED
    only(await seller_chat.says("mandeg"), StopQuestion)
    only(await stranger.says("/berhenti"), StopQuestion)
    only(await stranger.says("/berhenti"), ProactiveStopped)
    assert not (await stranger.seller()).proactive


async def test_a_question_stands_for_three_days(seller_chat: Chat) -> None:
    only(await seller_chat.says("/berhenti"), StopQuestion)
    seller_chat.waits(timedelta(days=3))
    only(await seller_chat.says("/berhenti"), StopQuestion)


async def test_an_invitation_that_is_followed_answers_the_letter(
    session: AsyncSession, seller_chat: Chat
) -> None:
    seller = await seller_chat.seller()
    letter = await a_touch(session, seller=seller, channel=Channel.EMAIL)
    token = sign(seller.id or 0, secret=invitation_secret(TOKEN), now=NOW)
    only(await seller_chat.says(f"/start {token}"), Menu)
    assert (letter.state, letter.answer) == (TouchState.ANSWERED, "joined")


async def test_so_does_one_that_a_stranger_follows(session: AsyncSession, stranger: Chat) -> None:
    store = await a_seller(session, chat_id=None, consent=Consent.UNASKED, language=None)
    letter = await a_touch(session, seller=store, channel=Channel.EMAIL)
    token = sign(store.id or 0, secret=invitation_secret(TOKEN), now=NOW)
    only(await stranger.says(f"/start {token}"), LanguageQuestion)
    assert (letter.state, letter.answer) == (TouchState.ANSWERED, "joined")


async def test_a_voice_message_answers_too(seller_chat: Chat, touch: Touch) -> None:
    voice = {"file_id": "f", "file_unique_id": "u", "duration": 3}
    only(await seller_chat.sends(voice=voice), OfferReport)
    assert touch.answer == "text"


@pytest.mark.parametrize("what", list(Answer), ids=str)
async def test_every_answer_is_answered(seller_chat: Chat, touch: Touch, what: Answer) -> None:
    assert len(await seller_chat.presses(press(touch, what))) == 1
    assert touch.answer == what
