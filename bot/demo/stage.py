"""The whole scene in one process: a simulated Telegram, its people, a database, and Sapa."""

import asyncio
import errno
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import cast

from bot import lifecycle
from bot.demo.accounts import Account, open_accounts
from bot.demo.feed import InteractionFeed
from bot.demo.hours import HourByHour, keep_pace
from bot.demo.opening import opening
from bot.demo.past import bring_about
from bot.refusals import CannotStart
from bot.wiring import Sapa, build
from core.clock import Clock, MovableClock, SystemClock
from core.settings import LogLevel, Settings
from crm.followups.holidays import public_holidays
from crm.staff import operations as staff
from models.staff import Role
from simulator import Group, Person, Simulator

HOST = "127.0.0.1"
TOKEN = "700000:demo-of-this-machine-only"  # noqa: S105 - the simulator's, it opens nothing else
MARKETPLACE = "Pasar Nusantara"
GROUP = "Sapa – Relasi Penjual"
ADMIN = "Ratna Kusuma"
AGENTS = ("Dewi Lestari", "Bagus Pratama")
LANGUAGE = "id"
DRAIN_SECONDS = 5


@dataclass(frozen=True, slots=True)
class Stage:
    """What is set up: nobody has pressed Start yet, and the group is not paired."""

    simulator: Simulator
    sapa: Sapa
    group: Group
    admin: Person
    agents: tuple[Person, ...]
    accounts: tuple[Account, ...]


def demo_settings(**values: object) -> Settings:
    """Return the demo's own settings: nothing of `.env` or the environment gets into them."""
    unset = {name: field.get_default() for name, field in Settings.model_fields.items()}
    own: dict[str, object] = {
        "telegram_token": TOKEN,
        "marketplace_name": MARKETPLACE,
        "staff_language": LANGUAGE,
        "drain_timeout": DRAIN_SECONDS,
        "log_level": LogLevel.WARNING,
    }
    return Settings.load(None, **unset | own | values)


@asynccontextmanager
async def set_stage(
    *, sellers: int, port: int, machine: Clock | None = None
) -> AsyncGenerator[Stage]:
    """Set everything up and let Sapa run until the block ends; nothing is left behind.

    Raises:
        CannotStart: the port cannot be had, or the block itself says so.
    """
    start = opening((machine or SystemClock()).now(), public_holidays())
    clock = MovableClock(start)
    simulator = HourByHour(clock, token=TOKEN)
    await _listen(simulator, port)
    try:
        with TemporaryDirectory(prefix="sapa-demo-") as name:
            folder = Path(name)
            settings = demo_settings(
                telegram_api_url=simulator.url, database_url=f"sqlite:///{folder / 'demo.db'}"
            )
            await lifecycle.ready_database(settings)
            sapa = build(settings, clock=clock)
            await bring_about(sapa.services, folder, sellers=sellers)
            async with _running(await _populate(simulator, sapa), clock) as stage:
                yield stage
    finally:
        await simulator.stop()


async def _listen(simulator: Simulator, port: int) -> None:
    try:
        await simulator.start(HOST, port)
    except OSError as error:
        await simulator.stop()
        why = "is taken by another program" if error.errno == errno.EADDRINUSE else "cannot be had"
        message = f"Port {port} {why}: choose another one, such as --port {port + 1000}."
        raise CannotStart(message) from None


async def _populate(simulator: Simulator, sapa: Sapa) -> Stage:
    services = sapa.services
    accounts = await open_accounts(
        simulator, services.database, token=TOKEN, now=services.clock.now()
    )
    group = simulator.add_group(GROUP, forum=True)
    admin, *agents = (simulator.add_user(name) for name in (ADMIN, *AGENTS))
    roles = [(admin, Role.ADMIN), *((agent, Role.AGENT) for agent in agents)]
    async with services.database.transaction() as session:
        for person, role in roles:
            await staff.add(
                session,
                telegram_id=person.id,
                name=person.name,
                role=role,
                language=LANGUAGE,
                now=services.clock.now(),
            )
    group.add(admin, owner=True)
    group.add_bot(admin=True, by=admin)
    for agent in agents:
        group.add(agent)
    return Stage(simulator, sapa, group, admin, tuple(agents), accounts)


@asynccontextmanager
async def _running(stage: Stage, clock: MovableClock) -> AsyncGenerator[Stage]:
    stop = asyncio.Event()
    feed = InteractionFeed(stage.simulator, stage.sapa.services.database)
    stage.simulator.on_clock_moved.append(keep_pace(stage.sapa, clock))
    try:
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(lifecycle.run(stage.sapa, stop=stop))
            following = tasks.create_task(feed.follow())
            try:
                yield stage
            finally:
                following.cancel()
                stop.set()
    except* CannotStart as refused:
        raise _first(refused) from None


def _first(error: BaseException) -> BaseException:
    """Return the refusal inside the groups that tasks wrap it in."""
    if isinstance(error, BaseExceptionGroup):
        return _first(cast("BaseExceptionGroup[BaseException]", error).exceptions[0])
    return error
