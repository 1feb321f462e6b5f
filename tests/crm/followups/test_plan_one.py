import asyncio
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from core.db import Database
from crm.followups import operations, queries, rules
from crm.followups.operations import FollowUpInTheWay
from crm.followups.payloads import Nudge
from crm.followups.rules import Answer, Obstacle
from crm.sellers.reach import OutOfReach
from crm.sellers.rules import Hurdle
from models import FollowUp, Outbox, Seller
from models.followups import FollowUpState
from models.sellers import Consent, Reach
from models.tickets import TicketState
from tests.support.builders import NOW, a_seller, a_ticket

EVENING = datetime(2026, 11, 16, 14, tzinfo=UTC)
"""21:00 in Jakarta."""


async def plan(session: AsyncSession, seller: Seller, now: datetime = NOW) -> datetime:
    return await operations.plan_one(session, seller=seller, now=now, holidays=())


async def refused(session: AsyncSession, seller: Seller, now: datetime = NOW) -> FollowUpInTheWay:
    with pytest.raises(FollowUpInTheWay) as refusal:
        await plan(session, seller, now)
    return refusal.value


async def followups(session: AsyncSession) -> list[FollowUp]:
    return list(await session.scalars(select(FollowUp).order_by(col(FollowUp.id))))


async def nudges(session: AsyncSession) -> list[Outbox]:
    return list(await session.scalars(select(Outbox).order_by(col(Outbox.id))))


async def test_a_seller_is_asked_at_once_in_waking_hours(session: AsyncSession) -> None:
    seller = await a_seller(session, last_login=NOW)
    await a_seller(session, last_login=NOW)

    assert await plan(session, seller) == NOW

    [followup] = await followups(session)
    [row] = await nudges(session)
    assert (followup.seller_id, followup.cadence, followup.due) == (seller.id, "staff", NOW)
    assert (followup.state, followup.week) == (FollowUpState.PLANNED, "2026-W47")
    assert (row.due, row.chat_id, row.seller_id) == (NOW, seller.chat_id, seller.id)
    assert (row.template, row.priority, row.dedupe_key) == ("nudge", 2, f"nudge:{followup.id}")
    assert Nudge.load(row.params) == Nudge(followup.id or 0, by_staff=True)


async def test_in_the_evening_it_waits_for_the_sellers_own_morning(session: AsyncSession) -> None:
    seller = await a_seller(session, zone="Asia/Jayapura")

    due = await plan(session, seller, EVENING)

    assert due == datetime(2026, 11, 17, 0, rules.minute_of(seller.id or 0), tzinfo=UTC)
    assert (await followups(session))[0].due == due


async def test_on_a_holiday_it_waits_too(session: AsyncSession) -> None:
    seller = await a_seller(session)
    today = frozenset({date(2026, 11, 16)})

    due = await operations.plan_one(session, seller=seller, now=NOW, holidays=today)

    assert due.date() == date(2026, 11, 17)


@pytest.mark.parametrize(
    ("facts", "hurdle"),
    [
        ({"chat_id": None}, Hurdle.NOT_LINKED),
        ({"telegram": Reach.BLOCKED}, Hurdle.LEFT),
        ({"consent": Consent.UNASKED}, Hurdle.NO_CONSENT),
        ({"proactive": False}, Hurdle.SILENCE),
    ],
)
async def test_not_whom_we_cannot_or_may_not_write_to(
    session: AsyncSession, facts: dict[str, object], hurdle: Hurdle
) -> None:
    seller = await a_seller(session, **facts)

    with pytest.raises(OutOfReach) as refusal:
        await plan(session, seller)

    assert (refusal.value.hurdle, refusal.value.phone) == (hurdle, seller.phone)
    assert await nudges(session) == []


async def test_not_a_person_without_a_store(session: AsyncSession) -> None:
    visitor = await a_seller(session, portal_id=None)

    assert (await refused(session, visitor)).obstacle is Obstacle.NO_STORE


async def test_not_while_a_report_is_open(session: AsyncSession) -> None:
    seller = await a_seller(session)
    ticket = await a_ticket(session, seller=seller)
    assert (await refused(session, seller)).obstacle is Obstacle.OPEN_TICKET

    ticket.state = TicketState.RESOLVED
    assert await plan(session, seller) == NOW


async def test_not_twice_in_seven_days(session: AsyncSession) -> None:
    seller = await a_seller(session)
    await plan(session, seller)

    again = await refused(session, seller)
    assert (again.obstacle, again.at) == (Obstacle.FOLLOWED_UP, NOW)
    left = NOW + timedelta(minutes=1)
    [followup] = await followups(session)
    await operations.sent(session, followup_ids=[followup.id or 0], now=left)
    await session.refresh(followup)
    assert (await refused(session, seller, NOW + timedelta(days=6))).at == left
    assert await plan(session, seller, NOW + timedelta(days=8)) == NOW + timedelta(days=8)
    assert len(await nudges(session)) == 2


async def test_not_beside_the_one_that_the_clock_has_planned(session: AsyncSession) -> None:
    seller = await a_seller(session, last_login=NOW - timedelta(days=20))
    await operations.plan_nudges(session, now=EVENING, silent_days=14, holidays=())

    in_the_way = await refused(session, seller, EVENING)

    assert in_the_way.obstacle is Obstacle.FOLLOWED_UP
    assert in_the_way.at == (await followups(session))[0].due
    assert len(await nudges(session)) == 1


async def test_and_the_clock_plans_none_beside_it(session: AsyncSession) -> None:
    seller = await a_seller(session, last_login=NOW - timedelta(days=20))
    await plan(session, seller)

    assert not await operations.plan_nudges(session, now=NOW, silent_days=14, holidays=())


async def test_not_right_after_an_answer(session: AsyncSession) -> None:
    seller = await a_seller(session)
    await plan(session, seller)
    [followup] = await followups(session)
    answered = NOW + timedelta(days=3)
    await operations.answer(
        session, followup_id=followup.id or 0, seller=seller, answer=Answer.FINE, now=answered
    )

    in_the_way = await refused(session, seller, NOW + timedelta(days=9))

    assert (in_the_way.obstacle, in_the_way.at) == (Obstacle.ANSWERED, answered)


async def test_one_that_was_taken_back_still_counts_for_its_week(session: AsyncSession) -> None:
    seller = await a_seller(session)
    await plan(session, seller)
    [followup] = await followups(session)
    await operations.drop(session, followup_ids=[followup.id or 0])

    in_the_way = await refused(session, seller)

    assert (in_the_way.obstacle, in_the_way.at) == (Obstacle.FOLLOWED_UP, None)


async def test_a_seller_who_was_there_yesterday_still_gets_it(session: AsyncSession) -> None:
    seller = await a_seller(session, last_login=NOW)
    await plan(session, seller)
    [followup] = await followups(session)

    async def is_due() -> bool:
        numbers = [followup.id or 0]
        return bool(await queries.still_due(session, numbers, now=NOW, silent_days=14))

    assert await is_due()
    seller.proactive = False
    assert not await is_due()


async def test_of_two_who_ask_at_once_one_is_told_that_it_is_planned(database: Database) -> None:
    async with database.transaction() as session:
        seller_id = (await a_seller(session)).id

    async def ask() -> bool:
        async with database.transaction() as session:
            seller = await session.get_one(Seller, seller_id)
            try:
                await plan(session, seller)
            except FollowUpInTheWay:
                return False
            return True

    assert sorted(await asyncio.gather(ask(), ask(), ask())) == [False, False, True]
    async with database.reading() as session:
        assert len(await nudges(session)) == 1
