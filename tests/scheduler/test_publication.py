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
from models import Cadence
from models.interactions import Channel
from scheduler.publication import cadences_of, published
from tests.support.rows import all_of

SHIPPED = [
    "welcome",
    "first_product",
    "first_sale",
    "slipping",
    "dormant",
    "win_back",
    "invitation",
]


def test_seven_cadences_ship_in_the_order_of_a_sellers_life() -> None:
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
