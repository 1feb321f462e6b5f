import asyncio
from pathlib import Path

import pytest

from core.clock import MovableClock
from core.db import Database
from core.services import Services
from core.settings import Settings
from crm.followups.cadences.files.loading import InvalidCadence
from crm.followups.cadences.publishing import Publication
from crm.followups.letters import Answer, Letter
from crm.tickets.sla import policy
from crm.tickets.sla.targets import InvalidTargets
from models import Cadence, SlaClock, SlaPolicy
from models.interactions import Channel
from models.sla import Goal
from scheduler.publication import cadences_of, promised, published
from tests.support.builders import a_ticket
from tests.support.rows import all_of

SHIPPED = [
    "welcome",
    "unfinished_listing",
    "first_product",
    "first_sale",
    "slipping",
    "dormant",
    "win_back",
    "invitation",
]


def test_eight_cadences_ship_in_the_order_of_a_sellers_life() -> None:
    assert [plan.name for plan in cadences_of(Settings.load(None))] == SHIPPED


def test_each_letter_that_ships_is_for_one_life_and_each_silence_is_offered() -> None:
    plans = {plan.name: plan for plan in cadences_of(Settings.load(None))}
    steps = [step for plan in plans.values() for step in plan.steps]
    assert {step.letter for step in steps} == set(Letter) - {
        Letter.AFTER_HELP,
        Letter.LONG_NOT_SEEN,
        Letter.HOW_ARE_YOU,
    }
    assert all(Answer.STOP in step.answers for step in steps if Channel.TELEGRAM in step.channels)
    assert [step.after_days for step in plans["welcome"].steps] == [1, 3, 7, 14]
    assert all(0.1 <= plan.control <= 0.2 for plan in plans.values())


async def test_publishing_again_changes_nothing(
    database: Database, clock: MovableClock, tmp_path: Path
) -> None:
    services = Services(Settings.load(None, cadences=tmp_path), clock, database)
    first = await asyncio.gather(*(published(services) for _ in range(3)))
    assert sorted(one.added for one in first) == [(), (), tuple(sorted(SHIPPED))]
    assert await published(services) == Publication()
    (tmp_path / "win_back.toml").write_text("enabled = false")
    assert await published(services) == Publication(retired=("win_back",))


async def test_a_mistake_leaves_the_table_as_it_is(
    database: Database, clock: MovableClock, tmp_path: Path
) -> None:
    services = Services(Settings.load(None, cadences=tmp_path), clock, database)
    await published(services)
    before = await all_of(database, Cadence)
    (tmp_path / "welcome.toml").write_text("enabled = false")
    (tmp_path / "win_back.toml").write_text("priority = 'high'")
    with pytest.raises(InvalidCadence, match=r"^win_back\.toml, line 1: priority must be"):
        await published(services)
    assert await all_of(database, Cadence) == before


async def test_what_is_promised_holds_for_every_replica_and_for_tickets_of_before(
    database: Database, clock: MovableClock
) -> None:
    settings = Settings.load(None, staff_hours="mon 08:00-12:00", timezone="Asia/Makassar")
    services = Services(settings, clock, database)
    async with database.transaction() as session:
        await a_ticket(session)

    await asyncio.gather(*(promised(services) for _ in range(3)))

    async with database.reading() as session:
        assert await policy.current(session) == policy.declared(settings)
    assert sorted(one.goal for one in await all_of(database, SlaClock)) == sorted(Goal)


async def test_targets_that_cannot_be_read_leave_those_that_hold(
    database: Database, clock: MovableClock, tmp_path: Path
) -> None:
    (tmp_path / "mine.toml").write_text("[urgent]\nfirst_response = 1\n")
    services = Services(Settings.load(None, sla_targets=tmp_path / "mine.toml"), clock, database)

    with pytest.raises(InvalidTargets, match=r"^mine\.toml, line 2: first_response must be a"):
        await promised(services)

    assert await all_of(database, SlaPolicy) == []
