from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from crm.followups import operations, queries
from models import FollowUp, Seller
from models.followups import FollowUpState
from models.sellers import Reach
from tests.support.builders import NOW, a_seller, a_ticket

SILENT = NOW - timedelta(days=20)


@pytest.fixture
async def seller(session: AsyncSession) -> Seller:
    return await a_seller(session, last_login=SILENT)


@pytest.fixture
async def followup(session: AsyncSession, seller: Seller) -> FollowUp:
    await operations.plan_nudges(session, now=NOW, silent_days=14, holidays=())
    return (await session.scalars(select(FollowUp))).one()


async def is_due(session: AsyncSession, followup: FollowUp) -> bool:
    due = await queries.still_due(session, [followup.id or 0], now=followup.due, silent_days=14)
    assert due <= {followup.id}
    return bool(due)


async def test_a_planned_one_is_due(session: AsyncSession, followup: FollowUp) -> None:
    assert await is_due(session, followup)


@pytest.mark.parametrize(
    ("fact", "value"),
    [
        ("last_login", NOW - timedelta(hours=3)),
        ("proactive", False),
        ("telegram", Reach.BLOCKED),
        ("chat_id", None),
    ],
)
async def test_not_once_the_seller_came_back_left_or_wants_silence(
    session: AsyncSession, seller: Seller, followup: FollowUp, fact: str, value: object
) -> None:
    setattr(seller, fact, value)
    assert not await is_due(session, followup)


async def test_not_while_a_ticket_is_open(
    session: AsyncSession, seller: Seller, followup: FollowUp
) -> None:
    await a_ticket(session, seller=seller)
    assert not await is_due(session, followup)


async def test_not_twice(session: AsyncSession, followup: FollowUp) -> None:
    await operations.sent(session, followup_ids=[followup.id or 0], now=followup.due)
    assert not await is_due(session, followup)


async def test_an_answer_to_an_earlier_one_settles_this_one(
    session: AsyncSession, seller: Seller, followup: FollowUp
) -> None:
    earlier = await another(session, seller, days=-10, state=FollowUpState.SENT)
    earlier.answered_at = NOW
    assert not await is_due(session, followup)


async def test_never_a_second_one_within_a_week(
    session: AsyncSession, seller: Seller, followup: FollowUp
) -> None:
    late = await another(session, seller, days=-9, state=FollowUpState.SENT)
    late.sent_at = followup.due - timedelta(days=6, hours=23)
    assert not await is_due(session, followup)
    late.sent_at = followup.due - timedelta(days=7)
    assert await is_due(session, followup)


async def test_one_that_never_left_gives_way_to_the_next(
    session: AsyncSession, seller: Seller, followup: FollowUp
) -> None:
    newer = await another(session, seller, days=8, state=FollowUpState.PLANNED)
    due = await queries.still_due(
        session, [followup.id or 0, newer.id or 0], now=newer.due, silent_days=14
    )
    assert due == {newer.id}


async def test_sending_and_dropping_leave_an_answer_alone(
    session: AsyncSession, seller: Seller, followup: FollowUp
) -> None:
    number = followup.id or 0
    await operations.answer(
        session, followup_id=number, seller=seller, answer=operations.Answer.FINE, now=NOW
    )
    await operations.sent(session, followup_ids=[number], now=NOW)
    await operations.drop(session, followup_ids=[number])
    await session.refresh(followup)
    assert (followup.state, followup.sent_at) == (FollowUpState.ANSWERED, NOW)


async def another(
    session: AsyncSession, seller: Seller, *, days: int, state: FollowUpState
) -> FollowUp:
    due = NOW + timedelta(days=days)
    row = FollowUp(
        seller_id=seller.id or 0,
        cadence="nudge",
        step="first",
        week=f"2026-W{47 + days // 7}",
        state=state,
        planned_at=due,
        due=due,
    )
    session.add(row)
    await session.flush()
    return row
