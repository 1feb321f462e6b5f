import asyncio
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from core.db import Database
from crm.tickets import handling, operations
from crm.tickets.sla import alarms, clocks
from crm.tickets.sla.payloads import Person, TimeAlarm, TimeDigest
from models import Interaction, Staff, Ticket
from models.interactions import Direction
from models.sla import Alarm, Goal
from models.staff import Role
from models.tickets import Category, TicketState
from tests.support.builders import NOW, a_seller, a_staff_member, a_ticket
from tests.support.tickets import GROUP, a_desk, posted, rows, words


def after(minutes: int) -> datetime:
    """A moment in the first nine hours of NOW's Monday of work."""
    return NOW + timedelta(minutes=minutes)


async def a_report(session: AsyncSession, **facts: Any) -> Ticket:  # noqa: ANN401 - columns
    """An urgent login report: an hour for the first answer, eight for solving."""
    plausible: dict[str, Any] = {"category": Category.LOGIN, "priority": 1}
    ticket = await a_ticket(session, **plausible | facts)
    await clocks.follow(session, ticket, now=NOW)
    await session.flush()
    return ticket


def as_person(staff: Staff) -> Person:
    return Person(staff.telegram_id, staff.name)


async def a_supervisor(session: AsyncSession, *, wrote: bool = True) -> Staff:
    """A supervisor who has written to us in private, unless told otherwise."""
    staff = await a_staff_member(session, role=Role.SUPERVISOR)
    if wrote:
        chat_id, way = staff.telegram_id, Direction.IN
        session.add(Interaction(at=NOW, direction=way, kind="text", chat_id=chat_id))
        await session.flush()
    return staff


async def told(session: AsyncSession, minutes: int) -> list[TimeAlarm]:
    """Let the job run, and return what it told in topics from the beginning on."""
    await alarms.call(session, now=after(minutes))
    return await posted(session, TimeAlarm)


async def test_each_is_called_once_when_it_is_their_time(session: AsyncSession) -> None:
    await a_desk(session)
    holder = await a_staff_member(session)
    supervisor = await a_supervisor(session)
    unheard = await a_supervisor(session, wrote=False)
    ticket = await a_report(session, assignee_id=holder.id)

    for minutes in range(125):
        await alarms.call(session, now=after(minutes))

    def alarm(kind: Alarm, *who: Staff) -> TimeAlarm:
        goal, people = Goal.FIRST_RESPONSE, tuple(as_person(one) for one in who)
        return TimeAlarm(ticket.id or 0, kind, goal, after(60), people, claimed=True)

    assert [row.created_at for row in await rows(session, TimeAlarm)] == [
        after(48),
        after(60),
        after(90),
    ]
    assert await posted(session, TimeAlarm) == [
        alarm(Alarm.WARNED, holder),
        alarm(Alarm.ASSIGNEE, holder),
        alarm(Alarm.GROUP, supervisor, unheard),
    ]
    [private] = await rows(session, TimeDigest)
    assert (private.chat_id, private.created_at) == (supervisor.telegram_id, after(120))


async def test_whoever_was_due_while_sapa_was_down_is_passed_over(session: AsyncSession) -> None:
    await a_desk(session)
    await a_staff_member(session, role=Role.SUPERVISOR)
    await a_report(session)

    assert [one.alarm for one in await told(session, 95)] == [Alarm.GROUP]
    assert [one.alarm for one in await told(session, 96)] == [Alarm.GROUP]


async def test_nobody_is_called_while_the_seller_has_the_word(session: AsyncSession) -> None:
    await a_desk(session)
    staff = await a_staff_member(session)
    ticket = await a_report(session)
    await handling.answer(session, ticket=ticket, staff=staff, said=words(), now=after(10))
    await session.flush()

    assert await told(session, 530) == []

    await operations.add_message(session, ticket=ticket, said=words(), now=after(530))
    assert await alarms.call(session, now=NOW + timedelta(days=1, minutes=363)) == 0
    assert await alarms.call(session, now=NOW + timedelta(days=1, minutes=364)) == 1


async def test_nobody_is_called_outside_the_hours_of_work(session: AsyncSession) -> None:
    await a_desk(session)
    await a_report(session)

    evening, saturday, tuesday = 9 * 60, 5 * 24 * 60 + 60, 24 * 60
    assert await alarms.call(session, now=after(evening)) == 0
    assert await alarms.call(session, now=after(saturday)) == 0
    assert await alarms.call(session, now=after(tuesday)) == 2


async def test_a_colleague_on_leave_is_not_called(session: AsyncSession) -> None:
    await a_desk(session)
    away = await a_staff_member(session, away_from=date(2026, 11, 10))
    ticket = await a_report(session, assignee_id=away.id)

    [alarm] = await told(session, 50)

    assert (alarm.ticket_id, alarm.people, alarm.claimed) == (ticket.id, (), True)


async def test_supervisors_are_called_though_all_are_on_leave(session: AsyncSession) -> None:
    await a_desk(session)
    away = await a_staff_member(session, role=Role.ADMIN, away_from=date(2026, 11, 10))
    await a_report(session)

    [alarm] = await told(session, 95)

    assert alarm.people == (as_person(away),)


@pytest.mark.parametrize(("count", "topics", "digests"), [(3, 3, 0), (4, 0, 1)])
async def test_many_at_once_are_one_message_in_the_desk(
    session: AsyncSession, count: int, topics: int, digests: int
) -> None:
    await a_desk(session)
    for _ in range(count):
        await a_report(session)

    assert len(await told(session, 50)) == topics
    found = await rows(session, TimeDigest)
    assert [(row.chat_id, row.ticket_id) for row in found] == [(GROUP, None)] * digests


async def test_a_digest_names_some_and_counts_all(session: AsyncSession) -> None:
    await a_desk(session)
    holder = await a_staff_member(session)
    seller = await a_seller(session)
    for _ in range(30):
        await a_report(session, seller=seller, topic_id=7, assignee_id=holder.id)

    await alarms.call(session, now=after(61))

    [digest] = await posted(session, TimeDigest)
    assert (digest.alarm, digest.total, len(digest.lines)) == (Alarm.ASSIGNEE, 30, 20)
    assert digest.lines[0].holder == as_person(holder)
    assert digest.lines[0].link == "https://t.me/c/1234567890/7"


async def test_without_a_desk_supervisors_are_told_in_private_before_and_after(
    session: AsyncSession,
) -> None:
    supervisor = await a_supervisor(session)
    await a_supervisor(session, wrote=False)
    await a_report(session)

    for minutes in range(0, 125, 5):
        await alarms.call(session, now=after(minutes))

    assert await posted(session, TimeAlarm) == []
    assert {row.chat_id for row in await rows(session, TimeDigest)} == {supervisor.telegram_id}
    digests = await posted(session, TimeDigest)
    assert [digest.alarm for digest in digests] == [Alarm.WARNED, Alarm.ASSIGNEE]


async def test_a_run_is_bounded_and_the_next_goes_on(
    session: AsyncSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(alarms, "BATCH", 2)
    await a_desk(session)
    for _ in range(3):
        await a_report(session)

    assert [await alarms.call(session, now=after(50)) for _ in range(3)] == [2, 1, 0]


async def test_two_replicas_call_nobody_twice(database: Database) -> None:
    async with database.transaction() as session:
        await a_desk(session)
        for _ in range(3):
            await a_report(session, state=TicketState.NEW)

    async def run() -> int:
        async with database.transaction() as session:
            return await alarms.call(session, now=after(50))

    assert sum(await asyncio.gather(run(), run(), run())) == 3
    async with database.reading() as session:
        assert len(await posted(session, TimeAlarm)) == 3
