import asyncio
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from core.db import Database
from crm.followups import operations, rules
from crm.followups.payloads import Nudge
from models import FollowUp, Outbox
from models.followups import FollowUpState
from models.mail import OutboxState
from models.sellers import Consent, Reach
from models.tickets import TicketState
from tests.support.builders import NOW, a_seller, a_ticket

SILENT = NOW - timedelta(days=20)
EVENING = NOW + timedelta(hours=5)
"""14:00 in Jakarta: the next morning is tomorrow's."""


async def plan(session: AsyncSession, now: datetime = EVENING) -> int:
    return await operations.plan_nudges(session, now=now, silent_days=14, holidays=())


async def followups(session: AsyncSession) -> list[FollowUp]:
    return list(await session.scalars(select(FollowUp).order_by(col(FollowUp.id))))


async def nudges(session: AsyncSession) -> list[Outbox]:
    return list(await session.scalars(select(Outbox).order_by(col(Outbox.id))))


async def test_a_silent_seller_is_nudged_in_their_next_morning(session: AsyncSession) -> None:
    seller = await a_seller(session, last_login=SILENT, zone="Asia/Jayapura")
    assert await plan(session) == 1
    [followup] = await followups(session)
    [row] = await nudges(session)
    minute = rules.minute_of(seller.id or 0)
    assert followup.due == datetime(2026, 11, 17, 0, minute, tzinfo=UTC)
    assert (followup.week, followup.state) == ("2026-W47", FollowUpState.PLANNED)
    assert (followup.cadence, followup.step, followup.planned_at) == ("nudge", "first", EVENING)
    assert (row.due, row.chat_id, row.seller_id) == (followup.due, seller.chat_id, seller.id)
    assert (row.template, row.priority, row.state) == ("nudge", 2, OutboxState.WAITING)
    assert (row.attempts, row.dedupe_key) == (0, f"nudge:{followup.id}")
    assert Nudge.load(row.params) == Nudge(followup_id=followup.id or 0)


async def test_planning_again_adds_nothing(session: AsyncSession) -> None:
    for _ in range(3):
        await a_seller(session, last_login=SILENT)
    assert await plan(session) == 3
    assert await plan(session) == 0
    assert await plan(session, EVENING + timedelta(hours=1)) == 0
    assert len(await nudges(session)) == 3


async def test_a_seller_of_an_unknown_zone_is_not_forgotten(session: AsyncSession) -> None:
    await a_seller(session, last_login=SILENT, zone="Asia/Singapore")
    assert await plan(session) == 1


@pytest.mark.parametrize(
    "facts",
    [
        pytest.param({"last_login": NOW - timedelta(days=13)}, id="logged in lately"),
        pytest.param({"last_login": None}, id="no login known"),
        pytest.param({"portal_id": None}, id="not linked to a store"),
        pytest.param({"chat_id": None}, id="no chat"),
        pytest.param({"telegram": Reach.BLOCKED}, id="blocked the bot"),
        pytest.param({"telegram": Reach.GONE}, id="account deleted"),
        pytest.param({"consent": Consent.UNASKED}, id="not asked for consent"),
        pytest.param({"consent": Consent.DECLINED}, id="declined"),
        pytest.param({"proactive": False}, id="wants silence"),
    ],
)
async def test_nobody_else_is_nudged(session: AsyncSession, facts: dict[str, object]) -> None:
    await a_seller(session, **({"last_login": SILENT} | facts))
    assert await plan(session) == 0


async def test_none_for_a_store_that_was_merged(session: AsyncSession) -> None:
    kept = await a_seller(session)
    await a_seller(session, last_login=SILENT, merged_into=kept.id)
    assert await plan(session) == 0


async def test_none_while_a_ticket_is_open(session: AsyncSession) -> None:
    seller = await a_seller(session, last_login=SILENT)
    ticket = await a_ticket(session, seller=seller, state=TicketState.WAITING)
    assert await plan(session) == 0
    ticket.state = TicketState.RESOLVED
    assert await plan(session) == 1


async def test_at_most_one_in_seven_days(session: AsyncSession) -> None:
    seller = await a_seller(session, last_login=SILENT)
    await plan(session)
    [first] = await followups(session)
    late = first.due + timedelta(minutes=3)
    await operations.sent(session, followup_ids=[first.id or 0], now=late)
    found = [await plan(session, late + timedelta(hours=hours)) for hours in range(0, 24 * 9, 4)]
    assert sum(found) == 1
    second = (await followups(session))[-1]
    assert second.seller_id == seller.id
    assert timedelta(days=7) <= second.due - late < timedelta(days=8)


async def test_none_within_a_week_of_an_answer(session: AsyncSession) -> None:
    seller = await a_seller(session, last_login=SILENT)
    month_ago = NOW - timedelta(days=30)
    answered = FollowUp(
        seller_id=seller.id or 0,
        cadence="nudge",
        step="first",
        week="2026-W42",
        state=FollowUpState.ANSWERED,
        planned_at=month_ago,
        due=month_ago,
        sent_at=month_ago,
        answer="fine",
        answered_at=NOW - timedelta(days=3),
    )
    session.add(answered)
    assert await plan(session) == 0
    answered.answered_at = NOW - timedelta(days=8)
    assert await plan(session) == 1


async def test_a_dropped_one_leaves_its_week_free_of_others(session: AsyncSession) -> None:
    await a_seller(session, last_login=SILENT)
    await plan(session)
    [dropped] = await followups(session)
    await operations.drop(session, followup_ids=[dropped.id or 0])
    assert await plan(session) == 0
    assert await plan(session, EVENING + timedelta(days=6)) == 1


async def test_two_planners_at_once_plan_each_seller_once(database: Database) -> None:
    async with database.transaction() as session:
        for _ in range(20):
            await a_seller(session, last_login=SILENT)

    async def planner(now: datetime) -> int:
        async with database.transaction() as session:
            return await plan(session, now)

    sunday = datetime(2026, 11, 22, 1, 59, tzinfo=UTC)
    monday = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)
    planned = await asyncio.gather(*(planner(now) for now in (sunday, monday, sunday, monday)))
    assert sum(planned) == 20
    async with database.reading() as session:
        assert len(await nudges(session)) == 20


async def test_sellers_are_spread_over_the_hour(session: AsyncSession) -> None:
    sellers = [await a_seller(session, last_login=SILENT) for _ in range(60)]
    await plan(session)
    assert len({followup.due for followup in await followups(session)}) == len(sellers)
