import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from core.db import Database
from crm.followups.cadences.deciding import (
    CadenceChanged,
    CadenceNotActive,
    CadenceNotPaused,
    CadenceNotWaiting,
    CadenceUnknown,
    SupervisorsOnly,
    approve,
    pause,
    resume,
)
from crm.followups.cadences.plans import CadencePlan, Entrance, StepPlan
from crm.followups.cadences.publishing import publish
from crm.followups.cadences.queries import Listed, active, named
from crm.followups.letters import Letter
from models import Staff
from models.followups import CadenceState
from models.interactions import Channel
from models.staff import Role
from tests.support.builders import NOW, a_staff_member

LATER = NOW + timedelta(hours=1)
PLAN = CadencePlan(
    name="invitation",
    priority=70,
    enter=Entrance(linked=False),
    steps=(StepPlan("one", 0, Letter.INVITATION, (Channel.EMAIL,)),),
)
Decide = Callable[..., Awaitable[None]]
Refusal = type[CadenceNotWaiting | CadenceNotActive | CadenceNotPaused]
DECISIONS: dict[Decide, tuple[CadenceState, Refusal]] = {
    approve: (CadenceState.WAITING, CadenceNotWaiting),
    pause: (CadenceState.ACTIVE, CadenceNotActive),
    resume: (CadenceState.PAUSED, CadenceNotPaused),
}


@pytest.fixture
async def supervisor(session: AsyncSession) -> Staff:
    await publish(session, [PLAN], now=NOW)
    return await a_staff_member(session, role=Role.SUPERVISOR)


async def listed(session: AsyncSession) -> Listed:
    found = await named(session, "invitation")
    assert found is not None
    return found


async def test_a_supervisor_lets_it_run_pauses_it_and_resumes(
    session: AsyncSession, supervisor: Staff
) -> None:
    assert await active(session) == []
    for decide, state in (
        (approve, CadenceState.ACTIVE),
        (pause, CadenceState.PAUSED),
        (resume, CadenceState.ACTIVE),
    ):
        await decide(session, name="invitation", staff=supervisor, now=LATER)
        assert await listed(session) == Listed(PLAN, 1, state, NOW, LATER, supervisor.id)
    assert [(one.plan, one.edition) for one in await active(session)] == [(PLAN, 1)]


async def test_the_command_line_may_decide_too(session: AsyncSession, supervisor: Staff) -> None:
    await approve(session, name="invitation", staff=None, now=LATER)
    assert await listed(session) == Listed(PLAN, 1, CadenceState.ACTIVE, NOW, LATER, None)


async def test_an_agent_may_not(session: AsyncSession, supervisor: Staff) -> None:
    agent = await a_staff_member(session)
    for decide in DECISIONS:
        with pytest.raises(SupervisorsOnly):
            await decide(session, name="invitation", staff=agent, now=LATER)
    assert (await listed(session)).state is CadenceState.WAITING


async def test_what_was_never_published_is_unknown(
    session: AsyncSession, supervisor: Staff
) -> None:
    for decide in DECISIONS:
        with pytest.raises(CadenceUnknown, match=r"^There is no cadence <b>\.$"):
            await decide(session, name="<b>", staff=supervisor, now=LATER)


async def test_each_decision_is_for_one_state(session: AsyncSession, supervisor: Staff) -> None:
    ways: dict[CadenceState, list[Decide]] = {
        CadenceState.WAITING: [],
        CadenceState.ACTIVE: [approve],
        CadenceState.PAUSED: [approve, pause],
    }
    for state, way in ways.items():
        await publish(session, [], now=NOW)
        await publish(session, [PLAN], now=NOW)
        for decide in way:
            await decide(session, name="invitation", staff=supervisor, now=NOW)
        for decide, (needed, refusal) in DECISIONS.items():
            if needed is not state:
                with pytest.raises(refusal, match=f"^invitation is {state}: ") as refused:
                    await decide(session, name="invitation", staff=supervisor, now=LATER)
                assert refused.value.state is state
                assert (await listed(session)).state is state


async def test_what_is_retired_is_not_decided_about(
    session: AsyncSession, supervisor: Staff
) -> None:
    await publish(session, [], now=NOW)
    for decide, (_, refusal) in DECISIONS.items():
        with pytest.raises(refusal, match=r"^invitation is retired: its file is gone"):
            await decide(session, name="invitation", staff=supervisor, now=LATER)


async def test_only_the_edition_that_was_looked_at_is_approved(
    session: AsyncSession, supervisor: Staff
) -> None:
    await publish(session, [replace(PLAN, cap=5)], now=NOW)
    with pytest.raises(CadenceChanged, match="look at its new edition first"):
        await approve(session, name="invitation", staff=supervisor, edition=1, now=LATER)
    assert (await listed(session)).state is CadenceState.WAITING
    await approve(session, name="invitation", staff=supervisor, edition=2, now=LATER)
    assert (await listed(session)).state is CadenceState.ACTIVE


async def test_of_two_who_approve_at_once_the_first_counts(database: Database) -> None:
    async with database.transaction() as session:
        await publish(session, [PLAN], now=NOW)
        first, second = [await a_staff_member(session, role=Role.SUPERVISOR) for _ in range(2)]

    async def press() -> None:
        async with database.transaction() as session:
            with pytest.raises(CadenceNotWaiting):
                await approve(session, name="invitation", staff=second, now=LATER)

    async with asyncio.TaskGroup() as group, database.transaction() as session:
        await approve(session, name="invitation", staff=first, now=LATER)
        group.create_task(press())
        await asyncio.sleep(0.2)
    async with database.reading() as session:
        assert (await listed(session)).decided_by == first.id
