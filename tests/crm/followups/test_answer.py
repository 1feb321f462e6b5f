from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from crm.followups.answering import AlreadyAnswered, FollowUpNotYours, answer
from crm.followups.letters import OBSTACLES, Answer
from models import CallTask, FollowUp, Seller, Touch
from models.followups import Ending, TouchState
from tests.support.builders import NOW, a_seller, a_touch


@pytest.fixture
async def seller(session: AsyncSession) -> Seller:
    return await a_seller(session, last_login=NOW - timedelta(days=20))


@pytest.fixture
async def touch(session: AsyncSession, seller: Seller) -> Touch:
    return await a_touch(session, seller=seller)


async def say(session: AsyncSession, seller: Seller, touch: Touch, what: Answer) -> None:
    await answer(session, touch_id=touch.id or 0, seller=seller, answer=what, now=NOW)


async def in_a_cadence(session: AsyncSession, seller: Seller) -> FollowUp:
    followup = FollowUp(
        seller_id=seller.id or 0,
        cadence="quiet",
        entered_at=NOW,
        step="second",
        zone=seller.zone,
        day=NOW.date(),
        minute=600,
    )
    session.add(followup)
    await session.flush()
    return followup


async def test_keeps_the_answer(session: AsyncSession, seller: Seller, touch: Touch) -> None:
    await say(session, seller, touch, Answer.FINE)
    assert (touch.state, touch.answer) == (TouchState.ANSWERED, "fine")
    assert touch.answered_at == NOW


async def test_the_last_answer_counts(session: AsyncSession, seller: Seller, touch: Touch) -> None:
    await say(session, seller, touch, Answer.FINE)
    await say(session, seller, touch, Answer.PROBLEM)
    assert touch.answer == "problem"


@pytest.mark.parametrize(
    "what", [Answer.FINE, Answer.LATER, *sorted(OBSTACLES - {Answer.OTHER})], ids=str
)
async def test_the_same_answer_again_changes_nothing(
    session: AsyncSession, seller: Seller, touch: Touch, what: Answer
) -> None:
    await say(session, seller, touch, what)
    with pytest.raises(AlreadyAnswered):
        await say(session, seller, touch, what)


@pytest.mark.parametrize("what", [Answer.PROBLEM, Answer.UPLOAD, Answer.OTHER], ids=str)
async def test_what_begins_a_talk_can_be_pressed_again(
    session: AsyncSession, seller: Seller, touch: Touch, what: Answer
) -> None:
    await say(session, seller, touch, what)
    await say(session, seller, touch, what)


async def test_a_call_is_asked_for_once(
    session: AsyncSession, seller: Seller, touch: Touch
) -> None:
    await say(session, seller, touch, Answer.CALL)
    with pytest.raises(AlreadyAnswered):
        await say(session, seller, touch, Answer.CALL)
    [task] = await session.scalars(select(CallTask))
    assert (task.seller_id, task.touch_id, task.reason) == (seller.id, touch.id, "asked")
    task.done_at = NOW
    await say(session, seller, touch, Answer.CALL)
    assert len((await session.scalars(select(CallTask))).all()) == 2


async def test_stop_is_obeyed_each_time(
    session: AsyncSession, seller: Seller, touch: Touch
) -> None:
    await say(session, seller, touch, Answer.STOP)
    assert not seller.proactive
    with pytest.raises(AlreadyAnswered):
        await say(session, seller, touch, Answer.STOP)
    seller.proactive = True
    await say(session, seller, touch, Answer.STOP)
    assert not seller.proactive


@pytest.mark.parametrize("what", [Answer.LATER, Answer.CLOSED], ids=str)
async def test_whoever_wants_rest_hears_no_more_of_the_cadence(
    session: AsyncSession, seller: Seller, what: Answer
) -> None:
    followup = await in_a_cadence(session, seller)
    touch = await a_touch(session, seller=seller, followup_id=followup.id)
    await say(session, seller, touch, what)
    await session.refresh(followup)
    assert (followup.ended_at, followup.ending) == (NOW, Ending.ANSWERED)
    assert seller.proactive


async def test_another_answer_leaves_the_cadence_to_its_own_stops(
    session: AsyncSession, seller: Seller
) -> None:
    followup = await in_a_cadence(session, seller)
    touch = await a_touch(session, seller=seller, followup_id=followup.id)
    await say(session, seller, touch, Answer.NO_TIME)
    await session.refresh(followup)
    assert followup.ended_at is None


async def test_what_hinders_is_kept_as_a_tag(
    session: AsyncSession, seller: Seller, touch: Touch
) -> None:
    seller.tags = ["ekspor"]
    await say(session, seller, touch, Answer.NO_STOCK)
    assert seller.tags == ["ekspor", "hindered:no_stock"]
    await say(session, seller, touch, Answer.SHIPPING)
    assert seller.tags == ["ekspor", "hindered:shipping"]
    await say(session, seller, touch, Answer.FINE)
    assert seller.tags == ["ekspor"]


async def test_another_question_s_obstacle_stays(
    session: AsyncSession, seller: Seller, touch: Touch
) -> None:
    await say(session, seller, touch, Answer.NO_STOCK)
    await say(session, seller, await a_touch(session, seller=seller), Answer.NO_TIME)
    await say(session, seller, await a_touch(session, seller=seller), Answer.NO_STOCK)
    assert seller.tags == ["hindered:no_time", "hindered:no_stock"]


async def test_the_usual_minute_is_learned_from_the_third_answer_on(
    session: AsyncSession, seller: Seller
) -> None:
    learned: list[int | None] = []
    for hour in (9, 10, 11):
        at = NOW.replace(hour=hour) + timedelta(days=hour)
        touch = await a_touch(session, seller=seller)
        await answer(session, touch_id=touch.id or 0, seller=seller, answer=Answer.FINE, now=at)
        learned.append(seller.usual_minute)
    assert learned == [None, None, (10 + 7) * 60], "by the clock in Jakarta"


async def test_another_sellers_follow_up_is_refused(session: AsyncSession, touch: Touch) -> None:
    stranger = await a_seller(session)
    with pytest.raises(FollowUpNotYours):
        await say(session, stranger, touch, Answer.STOP)
    assert touch.answer is None
    assert stranger.proactive


async def test_an_unknown_follow_up_is_refused(session: AsyncSession, seller: Seller) -> None:
    with pytest.raises(FollowUpNotYours):
        await answer(session, touch_id=987, seller=seller, answer=Answer.FINE, now=NOW)
