from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col
from telegram import Update

from core.clock import MovableClock
from core.db import Database
from core.services import Services
from core.settings import Settings
from crm.calls.payloads import CallNoted, CallNotOpen
from crm.followups.payloads import AnswerKnown, NotYourFollowUp
from handlers import calls, followups
from handlers.dialogs.engine import DONE, Answers, DialogPlan, Dialogs, Said, Step
from handlers.roster import Roster
from handlers.turn import Turn
from models import CallTask, FollowUp, Outbox, Seller, StaffGroup
from models.calls import CallOutcome
from models.followups import FollowUpState
from models.staff import Role
from tests.support.builders import NOW, a_seller, a_staff_member
from views.actions import AnswerFollowUp, CloseCall

GROUP = -1001


async def ask(_turn: Turn, _answers: Answers) -> NotYourFollowUp:
    return NotYourFollowUp()


async def take(_turn: Turn, _answers: Answers, _said: Said) -> str | None:
    return DONE


REPORT = DialogPlan("report", first="what", steps={"what": Step(ask=ask, take=take)})


@pytest.fixture
def services(database: Database, clock: MovableClock) -> Services:
    return Services(settings=Settings.load(None), clock=clock, database=database)


@pytest.fixture
async def seller(session: AsyncSession) -> Seller:
    return await a_seller(session, last_login=NOW - timedelta(days=20))


@pytest.fixture
async def followup(session: AsyncSession, seller: Seller) -> FollowUp:
    row = FollowUp(
        seller_id=seller.id or 0,
        cadence="nudge",
        step="first",
        week="2026-W47",
        state=FollowUpState.SENT,
        planned_at=NOW,
        due=NOW,
        sent_at=NOW,
    )
    session.add(row)
    await session.flush()
    return row


async def a_turn(
    services: Services, session: AsyncSession, chat_id: int, *, user: int = 0
) -> Turn:
    person = {"id": user or chat_id, "is_bot": False, "first_name": "Sri"}
    chat = {"id": chat_id, "type": "private" if chat_id > 0 else "supergroup"}
    message = {"message_id": 9, "date": 0, "chat": chat, "text": "…"}
    query = {"id": "1", "from": person, "chat_instance": "1", "data": "", "message": message}
    update = Update.de_json({"update_id": 1, "callback_query": query}, None)
    roster = await Roster.call(session, chats=[chat_id], users=[user or chat_id])
    return Turn(services, session, update, roster, Dialogs(REPORT), now=NOW)


async def press(
    services: Services, session: AsyncSession, seller: Seller, followup: FollowUp, answer: str
) -> Turn:
    turn = await a_turn(services, session, seller.chat_id or 0)
    await followups.answer(turn, AnswerFollowUp(followup.id or 0, answer))
    await session.flush()
    return turn


async def said(session: AsyncSession, seller: Seller) -> list[str]:
    rows = await session.scalars(select(Outbox).where(col(Outbox.chat_id) == seller.chat_id))
    return [row.template for row in rows]


async def test_fine_is_thanked_for(
    services: Services, session: AsyncSession, seller: Seller, followup: FollowUp
) -> None:
    await press(services, session, seller, followup, "fine")
    assert await said(session, seller) == ["followup_fine"]
    assert followup.answer == "fine"


async def test_a_problem_begins_a_report_once(
    services: Services, session: AsyncSession, seller: Seller, followup: FollowUp
) -> None:
    first = await press(services, session, seller, followup, "problem")
    assert first.dialog is not None
    assert first.dialog.name == "report"
    first.dialog.answers = {"category": "login"}
    again = await press(services, session, seller, followup, "problem")
    assert again.dialog is not None
    assert again.dialog.answers == {"category": "login"}


async def test_a_call_is_promised_and_a_card_posted(
    services: Services, session: AsyncSession, seller: Seller, followup: FollowUp
) -> None:
    session.add(StaffGroup(chat_id=GROUP, paired_at=NOW))
    await press(services, session, seller, followup, "call")
    assert await said(session, seller) == ["followup_call"]
    [promise, card] = sorted(
        await session.scalars(select(Outbox)), key=lambda row: row.chat_id, reverse=True
    )
    assert promise.params == {"phone": seller.phone, "at": "2026-11-16T02:00:00Z"}
    assert (card.chat_id, card.template) == (GROUP, "call_card")


async def test_in_the_evening_the_call_is_promised_for_the_next_workday(
    services: Services, session: AsyncSession, seller: Seller, followup: FollowUp
) -> None:
    turn = await a_turn(services, session, seller.chat_id or 0)
    turn.now = datetime(2026, 11, 20, 12, tzinfo=UTC)
    await followups.answer(turn, AnswerFollowUp(followup.id or 0, "call"))
    await session.flush()
    [promise] = await session.scalars(select(Outbox))
    assert promise.params["at"] == "2026-11-23T01:00:00Z"


async def test_stop_is_obeyed_and_confirmed(
    services: Services, session: AsyncSession, seller: Seller, followup: FollowUp
) -> None:
    await press(services, session, seller, followup, "stop")
    assert not seller.proactive
    assert await said(session, seller) == ["proactive_stopped"]


async def test_the_same_answer_again_gets_a_toast_only(
    services: Services, session: AsyncSession, seller: Seller, followup: FollowUp
) -> None:
    await press(services, session, seller, followup, "fine")
    turn = await press(services, session, seller, followup, "fine")
    assert turn.answer == AnswerKnown()
    assert await said(session, seller) == ["followup_fine"]


async def test_another_persons_follow_up_is_left_alone(
    services: Services, session: AsyncSession, followup: FollowUp
) -> None:
    stranger = await a_seller(session)
    turn = await press(services, session, stranger, followup, "stop")
    assert turn.answer == NotYourFollowUp()
    assert stranger.proactive
    assert followup.answer is None


@pytest.mark.parametrize("answer", ["", "dance"])
async def test_an_answer_that_no_button_has_is_refused(
    services: Services, session: AsyncSession, seller: Seller, followup: FollowUp, answer: str
) -> None:
    turn = await press(services, session, seller, followup, answer)
    assert turn.answer == NotYourFollowUp()


async def test_staff_close_a_call_once(
    services: Services, session: AsyncSession, seller: Seller, followup: FollowUp
) -> None:
    await press(services, session, seller, followup, "call")
    [task] = await session.scalars(select(CallTask))
    staff = await a_staff_member(session)
    answers: list[object] = []
    for outcome in ("no_answer", "reached", "nonsense"):
        turn = await a_turn(services, session, GROUP, user=staff.telegram_id)
        await calls.close(turn, CloseCall(task.id or 0, outcome))
        answers.append(turn.answer)
    assert answers == [CallNoted(CallOutcome.NO_ANSWER), CallNotOpen(), CallNotOpen()]
    assert task.outcome == CallOutcome.NO_ANSWER


def test_the_buttons_are_routed() -> None:
    assert {AnswerFollowUp: followups.answer} == followups.PRESSES
    assert {CloseCall: (Role.AGENT, calls.close)} == calls.STAFF_PRESSES
