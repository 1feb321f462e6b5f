import asyncio
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta

from inline_snapshot import snapshot
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from core.db import Database
from crm.followups.cadences.deciding import approve, pause
from crm.followups.cadences.plans import CadencePlan, Entrance, StepPlan, Stop
from crm.followups.cadences.publishing import Publication, publish
from crm.followups.cadences.queries import Listed, all_cadences, named
from crm.followups.letters import Letter
from models import Cadence
from models.followups import CadenceState
from models.interactions import Channel
from models.segments import Lifecycle
from models.staff import Role
from tests.support.builders import NOW, a_staff_member

LATER = NOW + timedelta(days=1)
SLIPPING = CadencePlan(
    name="slipping",
    priority=40,
    enter=Entrance(segments=(Lifecycle.SLOWING,)),
    steps=(StepPlan("one", 0, Letter.SLIPPING, (Channel.EMAIL,)),),
    stops=frozenset(Stop) - {Stop.LISTING},  # it came later, and a pinned digest stands
)
DORMANT = replace(SLIPPING, name="dormant", priority=50)


async def listed(session: AsyncSession, name: str) -> Listed:
    found = await named(session, name)
    assert found is not None
    return found


async def test_what_is_new_waits_in_its_first_edition(session: AsyncSession) -> None:
    publication = await publish(session, [SLIPPING, DORMANT], now=NOW)
    assert publication == Publication(added=("dormant", "slipping"))
    assert publication.waiting == ("dormant", "slipping")
    assert await all_cadences(session) == [
        Listed(SLIPPING, 1, CadenceState.WAITING, NOW),
        Listed(DORMANT, 1, CadenceState.WAITING, NOW),
    ]


async def test_what_is_as_before_is_left_alone(session: AsyncSession) -> None:
    await publish(session, [SLIPPING, DORMANT], now=NOW)
    await approve(session, name="slipping", staff=None, now=NOW)
    before = await all_cadences(session)
    assert await publish(session, [DORMANT, SLIPPING], now=LATER) == Publication()
    assert await all_cadences(session) == before


async def test_what_changed_waits_in_its_next_edition(session: AsyncSession) -> None:
    staff = await a_staff_member(session, role=Role.ADMIN)
    await publish(session, [SLIPPING, DORMANT], now=NOW)
    await approve(session, name="slipping", staff=staff, now=NOW)
    changed = replace(SLIPPING, cap=5)
    publication = await publish(session, [changed, DORMANT], now=LATER)
    assert publication == Publication(changed=("slipping",))
    assert await listed(session, "slipping") == Listed(changed, 2, CadenceState.WAITING, LATER)


async def test_what_is_in_no_file_is_retired_whatever_it_was(session: AsyncSession) -> None:
    await publish(session, [SLIPPING, DORMANT], now=NOW)
    await approve(session, name="slipping", staff=None, now=NOW)
    assert await publish(session, [], now=LATER) == Publication(retired=("dormant", "slipping"))
    assert {one.state for one in await all_cadences(session)} == {CadenceState.RETIRED}
    assert await publish(session, [], now=LATER) == Publication()


async def test_what_returns_waits_for_its_stores_were_let_go(session: AsyncSession) -> None:
    await publish(session, [SLIPPING], now=NOW)
    await approve(session, name="slipping", staff=None, now=NOW)
    await pause(session, name="slipping", staff=None, now=NOW)
    await publish(session, [], now=NOW)
    publication = await publish(session, [SLIPPING], now=LATER)
    assert publication == Publication(returned=("slipping",))
    assert await listed(session, "slipping") == Listed(SLIPPING, 1, CadenceState.WAITING, NOW)


async def test_what_returns_changed_waits_in_its_next_edition(session: AsyncSession) -> None:
    await publish(session, [SLIPPING], now=NOW)
    await publish(session, [], now=NOW)
    changed = replace(SLIPPING, priority=1)
    assert await publish(session, [changed], now=LATER) == Publication(changed=("slipping",))
    assert await listed(session, "slipping") == Listed(changed, 2, CadenceState.WAITING, LATER)


async def test_two_replicas_publish_one_edition(database: Database) -> None:
    async def replica(plans: Iterable[CadencePlan], now: datetime) -> Publication:
        async with database.transaction() as session:
            return await publish(session, list(plans), now=now)

    first = await asyncio.gather(
        replica([SLIPPING, DORMANT], NOW), replica([DORMANT, SLIPPING], NOW)
    )
    assert Publication() in first
    changed = [replace(SLIPPING, cap=5), replace(DORMANT, cap=5)]
    again = await asyncio.gather(*(replica(changed, LATER) for _ in range(4)))
    assert sorted(one.changed for one in again) == [(), (), (), ("dormant", "slipping")]
    async with database.reading() as session:
        assert [one.edition for one in await all_cadences(session)] == [2, 2]


async def test_every_process_and_version_sees_the_same_in_it(session: AsyncSession) -> None:
    await publish(session, [SLIPPING], now=NOW)
    (digest,) = await session.scalars(select(col(Cadence.digest)))
    assert digest == snapshot("bc86002239fffa1fb23a9b4f53c8e20398e0b4a75e3ac4c3333d9399a09ece85")
