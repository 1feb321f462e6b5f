"""A small world for journeys: a simulator, Sapa itself over HTTP, a staff group, people."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, TypeVar

from sqlalchemy import Select, select
from sqlmodel import SQLModel

from bot import lifecycle
from bot.wiring import Sapa, build
from core.clock import MovableClock
from core.db import Database
from core.settings import Settings
from crm.sellers.invitations import invitation_secret, sign
from models import Seller
from models.sellers import Consent, Reach
from models.staff import Role
from scheduler.runner import run_due
from simulator import Group, Limits, Person, Simulator
from tests.support.builders import a_seller, a_staff_member

TOKEN = "123456:TOWN-0123456789abcdefghijklmnopqrstuv"
Row = TypeVar("Row", bound=SQLModel)
ADMIN_ID = 7_000


@dataclass(slots=True)
class Town:
    """What a journey acts on."""

    simulator: Simulator
    sapa: Sapa
    database: Database
    clock: MovableClock
    group: Group
    admin: Person
    agent: Person

    async def a_stranger(self, name: str = "Sri Wahyuni", **facts: Any) -> Person:
        """Return somebody who never met the bot and whom no import knows."""
        return self.simulator.add_user(name, **facts)

    async def an_invited_seller(self, **facts: object) -> tuple[Person, str]:
        """Return an imported seller who has not pressed Start, and their invitation's payload."""
        async with self.database.transaction() as session:
            unlinked = {"chat_id": None, "language": None, "consent": Consent.UNASKED,
                        "telegram": Reach.UNKNOWN, "linked_at": None}
            seller = await a_seller(session, **(unlinked | facts))
        person = self.simulator.add_user(seller.owner_name, phone=seller.phone)
        token = sign(seller.id or 0, secret=invitation_secret(TOKEN), now=self.clock.now())
        return person, token

    async def a_linked_seller(self, **facts: object) -> Person:
        """Return a seller who uses the bot already: linked, consenting, reading Indonesian."""
        async with self.database.transaction() as session:
            seller = await a_seller(session, **facts)
        person = self.simulator.add_user(
            seller.owner_name, phone=seller.phone, id=seller.chat_id
        )
        person.start()
        await person.hears(".")
        return person

    async def another_agent(self, name: str, role: Role = Role.AGENT) -> Person:
        """Return one more member of staff, in the group."""
        person = self.simulator.add_user(name)
        self.group.add(person)
        async with self.database.transaction() as session:
            await a_staff_member(session, telegram_id=person.id, name=name, role=role)
        return person

    async def all(self, query: Select[Row] | type[Row]) -> list[Row]:
        """Return rows of the bot's database."""
        wanted = query if isinstance(query, Select) else select(query)
        async with self.database.reading() as session:
            return list(await session.scalars(wanted))

    async def seller(self, person: Person) -> Seller:
        """Return the seller behind a person's chat."""
        (seller,) = await self.all(select(Seller).where(Seller.chat_id == person.id))  # pyright: ignore[reportArgumentType] - a column
        return seller

    async def pass_time(self, by: timedelta) -> None:
        """Move everybody's clock, and let the timetable run what became due."""
        await self.simulator.advance(by)
        await run_due(self.sapa.services)
        self.sapa.outgoing.ring()

    async def quiet(self, *, for_seconds: float = 0.6) -> None:
        """Wait until nothing has been sent for a while: to see that something does not come."""
        while True:
            before = self.simulator.sent_count
            await asyncio.sleep(for_seconds)
            if self.simulator.sent_count == before:
                return


@asynccontextmanager
async def a_town(
    database: Database,
    database_url: str,
    clock: MovableClock,
    *,
    forum: bool = True,
    limits: Limits | None = None,
    paired: bool = True,
    **settings: object,
) -> AsyncIterator[Town]:
    """Yield a town whose staff group is paired and whose bot runs; it must stop cleanly."""
    simulator = Simulator(clock, token=TOKEN, limits=limits)
    await simulator.start()
    group = simulator.add_group("Relasi Penjual", forum=forum)
    admin = simulator.add_user("Ratna", id=ADMIN_ID)
    agent = simulator.add_user("Dewi")
    for person in (admin, agent):
        group.add(person)
    async with database.transaction() as session:
        await a_staff_member(session, telegram_id=agent.id, name="Dewi")
    sapa = build(_settings(simulator, database_url, settings, fast=limits is None), clock=clock)
    stop = asyncio.Event()
    running = asyncio.create_task(lifecycle.run(sapa, stop=stop))
    town = Town(simulator, sapa, database, clock, group, admin, agent)
    try:
        group.add_bot(admin=True, by=admin)
        if paired:
            await group.hears(".")
            admin.says("/pasang", chat=group)
            await group.hears(".")
        yield town
    finally:
        stop.set()
        await asyncio.wait_for(running, 20)
        await simulator.stop()


def _settings(
    simulator: Simulator, database_url: str, settings: dict[str, object], *, fast: bool
) -> Settings:
    pace = {"send_rate": 1000, "chat_interval": 0, "group_rate": 100_000} if fast else {}
    return Settings.load(
        None,
        **(
            {
                "telegram_token": TOKEN,
                "telegram_api_url": simulator.url,
                "database_url": database_url,
                "admin_ids": [ADMIN_ID],
                "marketplace_name": "Pasar Nusantara",
            }
            | pace
            | settings
        ),
    )
