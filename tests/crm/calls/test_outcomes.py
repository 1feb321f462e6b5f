from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from crm.calls import obstacles, operations, outcomes
from crm.calls.cards import Caller, Place
from crm.calls.holding import CallAlreadyClosed, CallHeld, CallNotFound, take
from crm.calls.payloads import CallEnded, CallPutOff
from crm.calls.rules import CallReason, Later
from crm.followups.letters import Answer
from models import CallTask, FollowUp, Interaction, Outbox, Seller, Staff
from models.calls import CallOutcome
from models.followups import TouchState
from models.interactions import Channel, Direction
from tests.support.builders import NOW, a_staff_member
from tests.support.calls import (
    GROUP,
    HOURS,
    a_cadence_call,
    a_desk,
    a_running,
    again,
    told,
    touch_of,
)

HERE = Place(GROUP, 99)


@pytest.fixture
async def task(session: AsyncSession, seller: Seller) -> CallTask:
    await a_desk(session)
    return await a_cadence_call(session, seller, plan=await a_running(session))


async def close(session: AsyncSession, task: CallTask, staff: Staff, outcome: CallOutcome) -> None:
    await outcomes.close(
        session, task_id=task.id or 0, caller=Caller(staff, HERE), outcome=outcome, now=NOW
    )


async def miss(session: AsyncSession, task: CallTask, staff: Staff) -> datetime | None:
    at, _ = await outcomes.miss(
        session, task_id=task.id or 0, caller=Caller(staff, HERE), hours=HOURS, now=NOW
    )
    return at


async def hinder(session: AsyncSession, task: CallTask, staff: Staff, answer: Answer) -> None:
    await obstacles.hinder(
        session, task_id=task.id or 0, answer=answer, caller=Caller(staff, HERE), now=NOW
    )


async def test_reached_keeps_who_and_how_and_answers_the_cadence(
    session: AsyncSession, task: CallTask, dewi: Staff
) -> None:
    await close(session, task, dewi, CallOutcome.REACHED)

    assert (task.done_at, task.done_by, task.outcome) == (NOW, dewi.id, CallOutcome.REACHED)
    touch = await touch_of(session, task)
    assert (touch.state, touch.answered_at, touch.sent_at) == (TouchState.ANSWERED, NOW, NOW)
    [ended] = await told(session, CallEnded)
    assert (ended.message_id, ended.caller, ended.outcome) == (99, "Dewi", CallOutcome.REACHED)


async def test_the_groups_card_is_rewritten_too_and_once(
    session: AsyncSession, seller: Seller, dewi: Staff
) -> None:
    await a_desk(session)
    task = await operations.ask(
        session, seller=seller, touch_id=None, reason=CallReason.ASKED, now=NOW
    )
    await operations.card_posted(session, task_id=task.id or 0, message_id=77)
    await outcomes.close(
        session,
        task_id=task.id or 0,
        caller=Caller(dewi, Place(dewi.telegram_id, 5)),
        outcome=CallOutcome.SOLVED,
        now=NOW,
    )
    rows = await session.scalars(select(Outbox).where(col(Outbox.template) == "call_ended"))
    places = [(row.chat_id, row.params["message_id"]) for row in rows]
    assert places == [(dewi.telegram_id, 5), (GROUP, 77)]


async def test_a_press_on_the_groups_own_card_rewrites_it_once(
    session: AsyncSession, seller: Seller, dewi: Staff
) -> None:
    await a_desk(session)
    task = await operations.ask(
        session, seller=seller, touch_id=None, reason=CallReason.ASKED, now=NOW
    )
    await operations.card_posted(session, task_id=task.id or 0, message_id=HERE.message_id)
    await close(session, task, dewi, CallOutcome.SOLVED)
    assert len(await told(session, CallEnded)) == 1


async def test_a_call_is_an_interaction_by_phone(
    session: AsyncSession, task: CallTask, dewi: Staff
) -> None:
    await close(session, task, dewi, CallOutcome.REACHED)
    [line] = await session.scalars(select(Interaction))
    assert (line.channel, line.direction, line.kind) == (Channel.PHONE, Direction.OUT, "call")
    assert (line.seller_id, line.staff_id) == (task.seller_id, dewi.id)
    assert line.data == {"task_id": task.id, "outcome": "reached", "touch_id": task.touch_id}


async def test_the_first_outcome_stays(session: AsyncSession, task: CallTask, dewi: Staff) -> None:
    await close(session, task, dewi, CallOutcome.REACHED)
    with pytest.raises(CallAlreadyClosed):
        await close(session, task, dewi, CallOutcome.WRONG_NUMBER)
    assert task.outcome == CallOutcome.REACHED


async def test_an_unknown_call_is_refused(session: AsyncSession, dewi: Staff) -> None:
    for outcome in (
        outcomes.close(
            session, task_id=404, caller=Caller(dewi), outcome=CallOutcome.REACHED, now=NOW
        ),
        outcomes.miss(session, task_id=404, caller=Caller(dewi), hours=HOURS, now=NOW),
        obstacles.hinder(session, task_id=404, answer=Answer.FINE, caller=Caller(dewi), now=NOW),
    ):
        with pytest.raises(CallNotFound):
            await outcome


async def test_a_colleagues_call_is_refused(
    session: AsyncSession, task: CallTask, dewi: Staff
) -> None:
    budi = await a_staff_member(session, name="Budi")
    await take(session, task_id=task.id or 0, caller=Caller(budi), now=NOW)
    with pytest.raises(CallHeld) as refused:
        await close(session, task, dewi, CallOutcome.REACHED)
    assert refused.value.by == "Budi"


async def test_nobody_answers_and_the_call_comes_again_hours_later(
    session: AsyncSession, task: CallTask, dewi: Staff
) -> None:
    at = await miss(session, task, dewi)

    assert at == NOW + timedelta(hours=3) == task.call_at
    assert (task.tries, task.done_at) == (1, None)
    assert (await touch_of(session, task)).state is TouchState.SENT
    [shown] = await told(session, CallPutOff)
    assert (shown.missed, shown.call_at, shown.card.tries) == (True, at, 1)


async def test_after_three_tries_it_ends_and_the_cadence_goes_on(
    session: AsyncSession, task: CallTask, dewi: Staff
) -> None:
    found = [await miss(session, task, dewi) for _ in range(3)]

    assert found[2] is None
    assert (task.tries, task.outcome) == (3, CallOutcome.NO_ANSWER)
    assert (await touch_of(session, task)).state is TouchState.SENT
    log = await session.scalars(select(Interaction))
    assert [line.data["outcome"] for line in log] == ["no_answer"] * 3
    run = await session.get_one(FollowUp, (await touch_of(session, task)).followup_id)
    assert run.ended_at is None


async def test_a_wrong_number_is_kept_and_the_step_is_taken_again(
    session: AsyncSession, task: CallTask, seller: Seller, dewi: Staff
) -> None:
    await close(session, task, dewi, CallOutcome.WRONG_NUMBER)

    assert seller.wrong_phone == seller.phone
    touch = await touch_of(session, task)
    assert (touch.state, touch.sent_at) == (TouchState.FAILED, None)
    run = await session.get_one(FollowUp, touch.followup_id, populate_existing=True)
    assert run.step == touch.step


async def test_the_number_that_was_dialled_is_wrong_not_one_that_came_meanwhile(
    session: AsyncSession, task: CallTask, seller: Seller, dewi: Staff
) -> None:
    await take(session, task_id=task.id or 0, caller=Caller(dewi), now=NOW)
    seller.phone = "+628999999999"
    await close(session, task, dewi, CallOutcome.WRONG_NUMBER)
    assert seller.wrong_phone == "+6281234567890"


async def test_the_seller_is_called_back_when_it_suits_them(
    session: AsyncSession, task: CallTask, dewi: Staff
) -> None:
    at, zone = await outcomes.call_back(
        session,
        task_id=task.id or 0,
        caller=Caller(dewi, HERE),
        when=Later.MORNING,
        hours=HOURS,
        now=NOW,
    )

    assert at == datetime(2026, 11, 17, 2, tzinfo=UTC) == task.call_at
    assert zone == "Asia/Jakarta"
    assert (task.tries, task.done_at, task.held_by) == (0, None, None)
    [shown] = await told(session, CallPutOff)
    assert not shown.missed
    [line] = await session.scalars(select(Interaction))
    assert line.data["outcome"] == "call_back"


async def test_what_was_solved_without_a_call_is_not_said_to_have_been_said(
    session: AsyncSession, task: CallTask, dewi: Staff
) -> None:
    await close(session, task, dewi, CallOutcome.SOLVED)
    touch = await touch_of(session, task)
    assert (touch.state, touch.sent_at) == (TouchState.DROPPED, None)


async def test_what_hinders_becomes_tags_and_the_cadences_answer(
    session: AsyncSession, task: CallTask, seller: Seller, dewi: Staff
) -> None:
    seller.tags = ["vip"]
    await close(session, task, dewi, CallOutcome.REACHED)
    await hinder(session, task, dewi, Answer.NO_TIME)
    await hinder(session, task, dewi, Answer.SHIPPING)
    await hinder(session, task, dewi, Answer.NO_TIME)

    assert seller.tags == ["vip", "hindered:shipping"]
    assert (await touch_of(session, task)).answer == "shipping"
    assert (await told(session, CallEnded))[-1].hinders == (Answer.SHIPPING,)


async def test_who_is_fine_is_hindered_by_nothing(
    session: AsyncSession, task: CallTask, seller: Seller, dewi: Staff
) -> None:
    await close(session, task, dewi, CallOutcome.REACHED)
    await hinder(session, task, dewi, Answer.NO_STOCK)
    await hinder(session, task, dewi, Answer.FINE)

    assert seller.tags == []
    assert (await touch_of(session, task)).answer == "fine"


async def test_what_hinders_is_asked_of_nobody_who_was_not_reached(
    session: AsyncSession, task: CallTask, dewi: Staff
) -> None:
    with pytest.raises(CallAlreadyClosed):
        await hinder(session, task, dewi, Answer.NO_TIME)
    await close(session, task, dewi, CallOutcome.REACHED)
    with pytest.raises(CallAlreadyClosed):
        await hinder(session, task, dewi, Answer.STOP)


async def test_a_call_that_came_of_a_word_leaves_that_word_alone(
    session: AsyncSession, task: CallTask, seller: Seller, dewi: Staff
) -> None:
    asked = await operations.ask(
        session, seller=seller, touch_id=task.touch_id, reason=CallReason.ASKED, now=NOW
    )
    await close(session, asked, dewi, CallOutcome.REACHED)
    assert (await touch_of(session, task)).state is TouchState.WAITING
    assert (await again(session, task)).done_at is None
