from dataclasses import replace
from typing import Any

from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from crm.followups.cadences.deciding import approve, pause
from crm.followups.cadences.plans import CadencePlan, Entrance, StepPlan
from crm.followups.cadences.publishing import publish
from crm.followups.cadences.queries import active, all_cadences, named
from crm.followups.letters import Letter
from models import Cadence
from models.interactions import Channel
from tests.support.builders import NOW

FIRST = CadencePlan(
    name="z-first",
    priority=1,
    enter=Entrance(linked=False),
    steps=(StepPlan("one", 0, Letter.INVITATION, (Channel.EMAIL,)),),
)
SECOND = replace(FIRST, name="a-second", priority=2)
THIRD = replace(FIRST, name="b-third", priority=2)


async def test_active_ones_come_in_the_order_in_which_stores_enter(session: AsyncSession) -> None:
    await publish(session, [THIRD, SECOND, FIRST], now=NOW)
    for name in ("b-third", "a-second", "z-first"):
        await approve(session, name=name, staff=None, now=NOW)
    assert [one.plan for one in await active(session)] == [FIRST, SECOND, THIRD]
    await pause(session, name="a-second", staff=None, now=NOW)
    assert [one.plan for one in await active(session)] == [FIRST, THIRD]
    await publish(session, [SECOND, THIRD], now=NOW)
    assert [one.plan for one in await active(session)] == [THIRD]
    assert [one.plan for one in await all_cadences(session)] == [FIRST, SECOND, THIRD]


async def test_one_that_another_version_published_is_left_out(session: AsyncSession) -> None:
    await publish(session, [FIRST, SECOND], now=NOW)
    stranger: dict[str, Any] = FIRST.to_json() | {"anchor": "full moon"}
    await session.execute(
        update(Cadence).where(col(Cadence.name) == "z-first").values(definition=stranger)
    )
    assert [one.plan for one in await all_cadences(session)] == [SECOND]
    assert await named(session, "z-first") is None
