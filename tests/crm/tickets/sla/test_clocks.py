from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from core.settings import Settings
from core.weeks import Week
from crm.tickets import conversing, handling, operations, taking
from crm.tickets.sla import clocks, policy
from models import SlaClock, Ticket
from models.sla import Alarm, Goal
from models.tickets import Category, TicketState
from tests.support.builders import NOW, a_seller, a_staff_member, a_ticket
from tests.support.tickets import a_desk, words

FIRST, LAST = Goal.FIRST_RESPONSE, Goal.RESOLUTION


def after(minutes: int) -> datetime:
    """A moment in the first nine hours of NOW's Monday of work."""
    return NOW + timedelta(minutes=minutes)


async def a_report(session: AsyncSession, category: Category = Category.LOGIN) -> Ticket:
    """A login report: 4 hours for the first answer, 24 hours for solving."""
    return await operations.report(
        session, seller=await a_seller(session), category=category, messages=[words()], now=NOW
    )


async def clocks_of(session: AsyncSession, ticket: Ticket) -> dict[Goal, SlaClock]:
    found = await session.scalars(select(SlaClock).where(col(SlaClock.ticket_id) == ticket.id))
    return {clock.goal: clock for clock in found}


async def test_both_begin_with_the_report(session: AsyncSession) -> None:
    found = await clocks_of(session, await a_report(session))

    assert found[FIRST].minutes == 240
    assert found[FIRST].due_at == after(240)
    assert found[FIRST].next_at == after(192)
    assert found[LAST].minutes == 24 * 60
    assert found[LAST].due_at == NOW + timedelta(days=2, hours=6)


async def test_nothing_runs_where_nothing_is_promised(session: AsyncSession) -> None:
    assert await clocks_of(session, await a_report(session, Category.SUGGESTION)) == {}


async def test_what_staff_take_down_on_the_phone_is_promised_too(session: AsyncSession) -> None:
    ticket = await taking.take_down(
        session,
        seller=await a_seller(session),
        staff=await a_staff_member(session),
        category=Category.LOGIN,
        text="Tidak bisa masuk",
        now=NOW,
    )

    assert set(await clocks_of(session, ticket)) == {FIRST, LAST}


async def test_nobody_waits_for_a_first_answer_where_staff_wrote_first(
    session: AsyncSession,
) -> None:
    await a_desk(session)
    seller, staff = await a_seller(session), await a_staff_member(session)

    ticket = await conversing.begin(session, seller=seller, staff=staff, now=NOW)

    assert set(await clocks_of(session, ticket)) == {LAST}


async def test_the_first_answer_ends_one_and_stops_the_other(session: AsyncSession) -> None:
    ticket, staff = await a_report(session), await a_staff_member(session)

    await handling.answer(session, ticket=ticket, staff=staff, said=words(), now=after(30))

    found = await clocks_of(session, ticket)
    assert (found[FIRST].ended_at, found[FIRST].next_at) == (after(30), None)
    assert found[FIRST].breached_at is None
    assert found[LAST].ended_at is None
    assert (found[LAST].running_since, found[LAST].due_at, found[LAST].next_at) == (None,) * 3
    assert found[LAST].spent == 30


async def test_time_for_solving_runs_on_where_it_stood_once_the_seller_answers(
    session: AsyncSession,
) -> None:
    ticket, staff = await a_report(session), await a_staff_member(session)
    await handling.answer(session, ticket=ticket, staff=staff, said=words(), now=after(30))

    await operations.add_message(session, ticket=ticket, said=words(), now=after(300))
    await operations.add_message(session, ticket=ticket, said=words(), now=after(301))

    found = await clocks_of(session, ticket)
    assert found[FIRST].ended_at == after(30)
    assert (found[LAST].spent, found[LAST].running_since) == (30, after(300))
    assert found[LAST].due_at == NOW + timedelta(days=3, minutes=90), "Thursday, 10:30"


async def test_solving_ends_both_and_opening_again_goes_on_with_what_was_spent(
    session: AsyncSession,
) -> None:
    ticket, staff = await a_report(session), await a_staff_member(session)

    await handling.resolve(session, ticket=ticket, staff=staff, now=after(60))
    ended = await clocks_of(session, ticket)
    assert [clock.ended_at for clock in ended.values()] == [after(60)] * 2

    await operations.reopen(session, ticket=ticket, now=after(120))
    found = await clocks_of(session, ticket)
    assert found[FIRST].ended_at == after(60)
    assert (found[LAST].ended_at, found[LAST].spent) == (None, 60)
    assert found[LAST].running_since == after(120)


async def test_an_answer_too_late_is_remembered_as_such(session: AsyncSession) -> None:
    ticket, staff = await a_report(session), await a_staff_member(session)

    await handling.answer(session, ticket=ticket, staff=staff, said=words(), now=after(250))

    assert (await clocks_of(session, ticket))[FIRST].breached_at == after(240)


async def test_another_priority_brings_another_time(session: AsyncSession) -> None:
    ticket = await a_report(session)

    ticket.priority = 1
    await clocks.retarget(session, ticket, now=after(20))

    found = await clocks_of(session, ticket)
    assert (found[FIRST].minutes, found[FIRST].due_at) == (60, after(60))
    assert found[LAST].minutes == 480


async def test_time_that_is_over_by_another_priority_is_over_now(session: AsyncSession) -> None:
    ticket = await a_report(session)

    ticket.priority = 1
    await clocks.retarget(session, ticket, now=after(200))

    clock = (await clocks_of(session, ticket))[FIRST]
    assert (clock.minutes, clock.due_at) == (200, after(200))
    assert clock.next_at is not None
    assert clock.next_at <= after(200)


async def test_what_was_late_stays_late_by_another_priority(session: AsyncSession) -> None:
    ticket = await a_report(session)

    ticket.priority = 1
    await clocks.retarget(session, ticket, now=after(300))

    clock = (await clocks_of(session, ticket))[FIRST]
    assert (clock.breached_at, clock.due_at, clock.minutes) == (after(240), after(240), 240)


async def test_a_category_without_a_promise_has_no_clocks(session: AsyncSession) -> None:
    ticket = await a_report(session)

    ticket.category, ticket.priority = Category.SUGGESTION, 3
    await clocks.retarget(session, ticket, now=after(20))
    assert await clocks_of(session, ticket) == {}

    ticket.category, ticket.priority = Category.LOGIN, 2
    await clocks.retarget(session, ticket, now=after(30))
    assert (await clocks_of(session, ticket))[FIRST].running_since == after(30)


async def test_a_ticket_from_before_there_were_clocks_gets_them_as_it_moves(
    session: AsyncSession,
) -> None:
    ticket = await a_ticket(session, category=Category.LOGIN, state=TicketState.OPEN)

    await operations.add_message(session, ticket=ticket, said=words(), now=after(60))

    found = await clocks_of(session, ticket)
    assert [clock.running_since for clock in found.values()] == [after(60)] * 2
    assert [clock.alarm for clock in found.values()] == [Alarm.NONE] * 2


async def test_hours_of_work_are_those_that_were_published(session: AsyncSession) -> None:
    settings = Settings.load(None, timezone="Asia/Jayapura")
    declared = policy.declared(settings)
    week = Week.read("mon 09:00-12:00; wed 09:00-12:00")
    await policy.publish(session, declared, now=NOW)
    await policy.publish(session, replace(declared, week=week), now=NOW)
    session.expire_all()

    found = await clocks_of(session, await a_report(session))

    assert found[FIRST].due_at == NOW + timedelta(days=1, hours=22 + 3), "Wednesday, 12:00 there"


@pytest.mark.parametrize("priority", [0, 4])
async def test_a_priority_that_nobody_knows_is_the_nearest(
    session: AsyncSession, priority: int
) -> None:
    ticket = await a_ticket(session, category=Category.LOGIN, priority=priority)

    await clocks.follow(session, ticket, now=NOW)

    assert (await clocks_of(session, ticket))[FIRST].minutes == {0: 60, 4: 480}[priority]
