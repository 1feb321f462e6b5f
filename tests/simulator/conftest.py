"""A simulator that listens, a seller who pressed Start, and a bot that calls it over HTTP."""

from collections.abc import AsyncIterator

import pytest

from core.clock import MovableClock
from simulator import Group, Person, Simulator
from tests.simulator.bot_client import BotClient


@pytest.fixture
async def sim(clock: MovableClock) -> AsyncIterator[Simulator]:
    """Yield a simulator without speed limits."""
    simulator = Simulator(clock, limits=None)
    await simulator.start()
    yield simulator
    await simulator.stop()


@pytest.fixture
async def bot(sim: Simulator) -> AsyncIterator[BotClient]:
    """Yield a client that calls the Bot API with the right token."""
    async with BotClient(sim.url) as client:
        yield client


@pytest.fixture
def seller(sim: Simulator) -> Person:
    """Return a seller whose Start the bot has already read."""
    person = sim.add_user("Sri Wahyuni", phone="+6281234567890", username="sriwahyuni")
    person.start()
    sim.world.updates.pending.clear()
    return person


@pytest.fixture
def group(sim: Simulator) -> Group:
    """Return a forum with a staff member and the bot as administrators."""
    group = sim.add_group("Relasi Penjual", forum=True)
    group.add(sim.add_user("Budi Santoso"), admin=True)
    group.add_bot()
    sim.world.updates.pending.clear()
    return group


@pytest.fixture
def staff(sim: Simulator, group: Group) -> Person:
    """Return the staff member of the group."""
    return next(person for person in sim.people if person.name == "Budi Santoso")
