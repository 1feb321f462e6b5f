import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from core.db import Database
from crm.followups.cadences import showing
from crm.followups.cadences.deciding import CadenceUnknown, approve, pause
from crm.followups.cadences.payloads import CadencesWait, Figures
from crm.followups.cadences.plans import Stop
from crm.followups.cadences.publishing import publish
from crm.followups.letters import Letter
from models import FollowUp, Interaction, Touch
from models.followups import CadenceState
from models.interactions import Channel
from models.staff import Role
from tests.support.builders import NOW, a_seller, a_staff_member
from tests.support.cadences import a_plan, a_step, approved, carried_out, planned
from tests.support.rows import all_of
from tests.support.tickets import a_desk, posted

SOON = NOW + timedelta(days=1)
FIRST, SECOND = a_plan("first", priority=1), a_plan("second", priority=2)


async def test_lists_the_first_to_enter_first_and_what_is_gone_last(
    session: AsyncSession,
) -> None:
    await publish(session, [FIRST, SECOND, replace(FIRST, name="gone")], now=NOW)
    await publish(session, [SECOND, FIRST], now=NOW)
    await approve(session, name="second", staff=None, now=NOW)

    shown = await showing.overview(session, now=NOW, message_id=3)

    assert shown.message_id == 3
    assert [(line.cadence, line.state) for line in shown.lines] == [
        ("first", CadenceState.WAITING),
        ("second", CadenceState.ACTIVE),
        ("gone", CadenceState.RETIRED),
    ]
    assert {line.figures for line in shown.lines} == {Figures()}


async def test_counts_who_is_in_it_what_was_said_and_which_calls_wait(
    database: Database, session: AsyncSession
) -> None:
    ids = [(await a_seller(session, usual_minute=540)).id for _ in range(3)]
    await a_seller(session, usual_minute=540, chat_id=None, email=None)
    await session.commit()
    await planned(database, a_plan(), now=NOW)
    async with database.transaction() as writing:
        watched = update(FollowUp).where(col(FollowUp.seller_id) == ids[0])
        await writing.execute(watched.values(control=True))
    await carried_out(database, now=SOON)
    async with database.transaction() as writing:
        await writing.execute(
            update(Touch).where(col(Touch.channel) == Channel.TELEGRAM).values(sent_at=SOON)
        )

    [line] = (await showing.overview(session, now=SOON)).lines
    later = (await showing.overview(session, now=SOON + timedelta(days=8))).lines[0]

    assert line.figures == Figures(running=4, watched=1, said=2, calls=1)
    assert later.figures == replace(line.figures, said=0)


async def test_a_card_tells_all_about_one_and_who_decided(session: AsyncSession) -> None:
    ratna = await a_staff_member(session, name="Ratna", role=Role.SUPERVISOR)
    plan = a_plan(control=0.125, cap=500, stops=frozenset({Stop.SALE, Stop.ANSWERED}))
    await publish(session, [plan], now=NOW)
    await approve(session, name="quiet", staff=ratna, now=SOON)

    shown = await showing.card(session, name="quiet", now=SOON, message_id=9)

    assert (shown.state, shown.edition, shown.message_id) == (CadenceState.ACTIVE, 1, 9)
    assert (shown.published_at, shown.decided_at, shown.decided_by) == (NOW, SOON, "Ratna")
    assert (shown.control, shown.cap, shown.rank) == (125, 500, 10)
    assert shown.stops == (Stop.ANSWERED, Stop.SALE)
    assert shown.steps == plan.steps


async def test_letters_are_those_of_the_steps_in_turn(session: AsyncSession) -> None:
    steps = (a_step("one"), a_step("two", 4, letter=Letter.WIN_BACK))
    await publish(session, [a_plan(steps=steps)], now=NOW)

    found = await showing.letters(session, name="quiet", language="jv")

    assert [(one.number, one.of, one.step, one.language) for one in found] == [
        (1, 2, steps[0], "jv"),
        (2, 2, steps[1], "jv"),
    ]


async def test_what_was_never_published_is_unknown(session: AsyncSession) -> None:
    with pytest.raises(CadenceUnknown):
        await showing.card(session, name="nope", now=NOW, message_id=1)
    with pytest.raises(CadenceUnknown):
        await showing.letters(session, name="nope", language="id")


async def test_the_group_is_told_once_for_each_edition_what_waits(session: AsyncSession) -> None:
    await publish(session, [FIRST, SECOND], now=NOW)
    assert await showing.announce(session, now=NOW) == 0
    await a_desk(session)

    assert await showing.announce(session, now=NOW) == 2
    assert await showing.announce(session, now=SOON) == 0
    assert await posted(session, CadencesWait) == [CadencesWait(("first", "second"))]

    await approve(session, name="first", staff=None, now=SOON)
    await publish(session, [FIRST, replace(SECOND, cap=9)], now=SOON)
    assert await showing.announce(session, now=SOON) == 1
    assert (await posted(session, CadencesWait))[1:] == [CadencesWait(("second",))]


async def test_nothing_is_told_of_what_was_decided_before(session: AsyncSession) -> None:
    await a_desk(session)
    await publish(session, [FIRST], now=NOW)
    await approve(session, name="first", staff=None, now=NOW)
    await pause(session, name="first", staff=None, now=NOW)

    assert await showing.announce(session, now=NOW) == 0
    assert await posted(session, CadencesWait) == []


async def test_a_cadence_that_returns_is_told_again(session: AsyncSession) -> None:
    await a_desk(session)
    for plans in ([FIRST], [], [FIRST]):
        await publish(session, plans, now=NOW)
        await showing.announce(session, now=NOW)

    assert await posted(session, CadencesWait) == [CadencesWait(("first",))] * 2


async def test_of_two_replicas_one_tells_it(database: Database, session: AsyncSession) -> None:
    await a_desk(session)
    await publish(session, [FIRST], now=NOW)
    await session.commit()

    async def announce() -> int:
        async with database.transaction() as own:
            return await showing.announce(own, now=NOW)

    assert sorted(await asyncio.gather(*(announce() for _ in range(3)))) == [0, 0, 1]


async def test_the_log_has_what_no_chat_has_seen(
    database: Database, session: AsyncSession
) -> None:

    await approved(database, FIRST, now=NOW)
    ratna = await a_staff_member(session, role=Role.SUPERVISOR)
    await pause(session, name="first", staff=ratna, now=SOON)
    await session.commit()

    [row] = await all_of(database, Interaction)
    assert (row.channel, row.kind, row.text) == (
        Channel.CONSOLE,
        "cadence_decided",
        "first: active",
    )
    assert row.data == {"cadence": "first", "edition": 1, "state": "active"}
