from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from crm.followups import operations
from crm.followups.rules import Answer
from models import CallTask, FollowUp, Seller
from models.followups import FollowUpState
from tests.support.builders import NOW, a_seller


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


async def say(session: AsyncSession, seller: Seller, followup: FollowUp, answer: Answer) -> None:
    await operations.answer(
        session, followup_id=followup.id or 0, seller=seller, answer=answer, now=NOW
    )


async def test_keeps_the_answer(session: AsyncSession, seller: Seller, followup: FollowUp) -> None:
    await say(session, seller, followup, Answer.FINE)
    assert (followup.state, followup.answer) == (FollowUpState.ANSWERED, "fine")
    assert followup.answered_at == NOW


async def test_the_last_answer_counts(
    session: AsyncSession, seller: Seller, followup: FollowUp
) -> None:
    await say(session, seller, followup, Answer.FINE)
    await say(session, seller, followup, Answer.PROBLEM)
    assert followup.answer == "problem"


async def test_the_same_answer_again_changes_nothing(
    session: AsyncSession, seller: Seller, followup: FollowUp
) -> None:
    await say(session, seller, followup, Answer.FINE)
    with pytest.raises(operations.AlreadyAnswered):
        await say(session, seller, followup, Answer.FINE)


async def test_a_problem_can_be_told_again(
    session: AsyncSession, seller: Seller, followup: FollowUp
) -> None:
    await say(session, seller, followup, Answer.PROBLEM)
    await say(session, seller, followup, Answer.PROBLEM)


async def test_a_call_is_asked_for_once(
    session: AsyncSession, seller: Seller, followup: FollowUp
) -> None:
    await say(session, seller, followup, Answer.CALL)
    with pytest.raises(operations.AlreadyAnswered):
        await say(session, seller, followup, Answer.CALL)
    [task] = await session.scalars(select(CallTask))
    assert (task.seller_id, task.followup_id, task.reason) == (seller.id, followup.id, "asked")
    task.done_at = NOW
    await say(session, seller, followup, Answer.CALL)
    assert len((await session.scalars(select(CallTask))).all()) == 2


async def test_stop_is_obeyed_each_time(
    session: AsyncSession, seller: Seller, followup: FollowUp
) -> None:
    await say(session, seller, followup, Answer.STOP)
    assert not seller.proactive
    with pytest.raises(operations.AlreadyAnswered):
        await say(session, seller, followup, Answer.STOP)
    seller.proactive = True
    await say(session, seller, followup, Answer.STOP)
    assert not seller.proactive


async def test_another_sellers_follow_up_is_refused(
    session: AsyncSession, followup: FollowUp
) -> None:
    stranger = await a_seller(session)
    with pytest.raises(operations.FollowUpNotYours):
        await say(session, stranger, followup, Answer.STOP)
    assert followup.answer is None


async def test_an_unknown_follow_up_is_refused(session: AsyncSession, seller: Seller) -> None:
    with pytest.raises(operations.FollowUpNotYours):
        await operations.answer(
            session, followup_id=987, seller=seller, answer=Answer.FINE, now=NOW
        )
