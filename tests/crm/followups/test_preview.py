from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from core.clock import MovableClock
from core.db import Database
from core.services import Services
from crm.followups.cadences import orders
from crm.followups.cadences.deciding import CadenceUnknown, approve
from crm.followups.cadences.payloads import (
    CadenceNotPreviewed,
    CadencePreview,
    ChannelCount,
    DayCount,
    LanguageCount,
)
from crm.followups.cadences.plans import Entrance
from crm.followups.cadences.publishing import publish
from crm.followups.planning import NothingCounted
from crm.followups.previewing import preview
from crm.segments.operations import take_snapshot
from models import CadenceOrder, Outbox
from models.followups import CadenceState
from models.interactions import Channel
from scheduler.jobs import cadences
from scheduler.runner import run_due
from scheduler.timetable import TIMETABLE
from tests.support.builders import NOW, a_seller
from tests.support.cadences import (
    NO_MAIL,
    SETTINGS,
    a_plan,
    a_step,
    approved,
    followups,
    plan_again,
)
from tests.support.rows import all_of

TODAY, TOMORROW = NOW.date(), NOW.date() + timedelta(days=1)
ENTRIES = [entry for entry in TIMETABLE if entry.name == "cadences.preview"]


async def published(database: Database, *plans: object) -> None:
    async with database.transaction() as session:
        await publish(session, plans, now=NOW)  # pyright: ignore[reportArgumentType] - plans, as a_plan makes them
    await take_snapshot(database, now=NOW, settings=SETTINGS)


async def stores(session: AsyncSession) -> None:
    """Store three that Telegram, a letter and a call lead to, in the morning and the evening."""
    await a_seller(session, usual_minute=480, language="jv")
    await a_seller(session, usual_minute=1000, chat_id=None)
    await a_seller(session, usual_minute=1000, chat_id=None, email=None, language=None)
    await session.commit()


async def test_counts_who_would_enter_and_lets_nobody_in(
    database: Database, session: AsyncSession
) -> None:
    await stores(session)
    await published(database, a_plan())

    found = await preview(database, name="quiet", now=NOW, settings=SETTINGS)

    assert found == CadencePreview(
        cadence="quiet",
        edition=1,
        state=CadenceState.WAITING,
        at=NOW,
        fitting=3,
        stores=3,
        watched=0,
        cap=None,
        languages=(LanguageCount("", 1), LanguageCount("id", 1), LanguageCount("jv", 1)),
        channels=(
            ChannelCount(Channel.TELEGRAM, 1),
            ChannelCount(Channel.EMAIL, 1),
            ChannelCount(Channel.PHONE, 1),
        ),
        days=(DayCount(TODAY, 2), DayCount(TOMORROW, 1)),
    )
    assert await followups(session) == []


async def test_a_cap_lets_fewer_in_than_fit(database: Database, session: AsyncSession) -> None:
    await stores(session)
    await published(database, a_plan(cap=2))

    found = await preview(database, name="quiet", now=NOW, settings=SETTINGS)

    assert (found.fitting, found.stores, found.cap) == (3, 2, 2)


async def test_those_who_are_only_watched_are_told_by_no_channel(
    database: Database, session: AsyncSession
) -> None:
    await stores(session)
    await published(database, a_plan(control=1.0))

    found = await preview(database, name="quiet", now=NOW, settings=SETTINGS)

    assert (found.stores, found.watched, found.channels, found.days) == (3, 3, (), ())


async def test_what_runs_and_goes_first_takes_its_stores_first(
    database: Database, session: AsyncSession
) -> None:
    await stores(session)
    javanese = a_plan("javanese", priority=1, enter=Entrance(languages=("jv",)))
    await approved(database, javanese, now=NOW)
    await published(database, javanese, a_plan(), a_plan("waits", priority=2))

    assert (await preview(database, name="quiet", now=NOW, settings=SETTINGS)).stores == 2
    assert (await preview(database, name="javanese", now=NOW, settings=SETTINGS)).stores == 1


async def test_a_step_that_leads_nowhere_yet_is_said(
    database: Database, session: AsyncSession
) -> None:
    await stores(session)
    steps = (a_step("one", channels=(Channel.EMAIL,)), a_step("two", 3))
    await published(database, a_plan(steps=steps))

    found = await preview(database, name="quiet", now=NOW, settings=NO_MAIL)

    assert found.channels == (ChannelCount(None, 3),)


async def test_without_a_count_nobody_can_say(database: Database) -> None:
    async with database.transaction() as session:
        await publish(session, [a_plan()], now=NOW)
    with pytest.raises(NothingCounted):
        await preview(database, name="quiet", now=NOW, settings=SETTINGS)
    with pytest.raises(CadenceUnknown):
        await preview(database, name="nope", now=NOW, settings=SETTINGS)


async def ask(database: Database, *chats: int, name: str = "quiet") -> None:
    async with database.transaction() as session:
        for chat in chats:
            await orders.ask(session, name=name, chat_id=chat, ticket_id=None, now=NOW)


async def told(database: Database) -> list[tuple[int, str]]:
    rows = await all_of(database, select(Outbox))
    return sorted((row.chat_id, row.template) for row in rows)


async def test_the_job_tells_every_chat_that_asked_once(
    database: Database, session: AsyncSession, clock: MovableClock
) -> None:
    await stores(session)
    await published(database, a_plan())
    services = Services(settings=SETTINGS, clock=clock, database=database)
    await run_due(services, entries=ENTRIES)
    await ask(database, 5, 5, -7)

    for _ in range(2):
        clock.advance(timedelta(seconds=2))
        await run_due(services, entries=ENTRIES)

    name = CadencePreview.template
    assert await told(database) == [(-7, name), (5, name)]
    assert await all_of(database, CadenceOrder) == []


async def test_the_job_says_what_comes_first(database: Database, clock: MovableClock) -> None:
    async with database.transaction() as session:
        await publish(session, [a_plan(), a_plan("other")], now=NOW)
    await ask(database, 5)
    await ask(database, 5, name="other")
    async with database.transaction() as session:
        await publish(session, [a_plan()], now=NOW)
    services = Services(settings=SETTINGS, clock=clock, database=database)

    await cadences.make_previews(services, NOW)

    assert await told(database) == [(5, CadenceNotPreviewed.template)] * 2


async def test_nobody_asks_for_what_is_not_there(session: AsyncSession) -> None:
    with pytest.raises(CadenceUnknown):
        await orders.ask(session, name="nope", chat_id=5, ticket_id=None, now=NOW)
    assert not await orders.are_awaited(session)


async def test_the_plan_that_is_shown_is_the_one_that_enters(
    database: Database, session: AsyncSession
) -> None:
    await stores(session)
    await published(database, a_plan(control=0.3))
    found = await preview(database, name="quiet", now=NOW, settings=SETTINGS)

    async with database.transaction() as deciding:
        await approve(deciding, name="quiet", staff=None, now=NOW)
    [entered] = await plan_again(database, now=NOW)

    assert (found.stores, found.watched) == (entered.stores, entered.control)
