"""A small world for journeys: a simulator, Sapa itself over HTTP, a staff group, people."""

import asyncio
import re
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta

import pytest
from sqlalchemy import Select, select
from sqlmodel import col

from bot import lifecycle
from bot.wiring import Sapa, build
from core.clock import MovableClock
from core.db import Database
from core.settings import Settings
from crm.followups.asking import ask_how_they_are
from crm.sellers.invitations import invitation_secret, sign
from delivery.telegram.request import DEFAULT_READ
from models import Seller, Ticket
from models.sellers import Consent, Reach
from models.staff import Role
from models.tickets import Category
from scheduler.runner import run_due
from simulator import Group, Limits, Message, Person, Simulator
from tests.support import ledger
from tests.support.builders import a_seller, a_staff_member
from tests.support.databases import BACKENDS
from tests.support.rows import Row, all_of
from tests.support.talk import taps
from views.actions import ChooseCategory, DialogStep

TOKEN = "123456:TOWN-0123456789abcdefghijklmnopqrstuv"
ADMIN_ID = 7_000
on_both_databases = pytest.mark.parametrize("database_url", BACKENDS, indirect=True)
"""Others run on one of them."""
UNLINKED: dict[str, object] = {
    "chat_id": None,
    "language": None,
    "consent": Consent.UNASKED,
    "consent_at": None,
    "telegram": Reach.UNKNOWN,
    "linked_at": None,
}


@dataclass(slots=True)
class Town:
    """What a journey acts on."""

    simulator: Simulator
    settings: Settings
    database: Database
    clock: MovableClock
    group: Group
    admin: Person
    agent: Person
    first_update: int
    patience: float
    sapa: Sapa = field(init=False)
    _stop: asyncio.Event = field(init=False)
    _running: "asyncio.Task[None]" = field(init=False)

    async def opens(self) -> None:
        """Start the bot, for the first time or on what the last one left."""
        self.sapa = build(self.settings, clock=self.clock, patience=self.patience)
        self._stop = asyncio.Event()
        self._running = asyncio.create_task(lifecycle.run(self.sapa, stop=self._stop))

    async def closes(self) -> None:
        """Stop the bot; AssertionError, or its own error, where it does not stop cleanly."""
        self._stop.set()
        await asyncio.wait_for(self._running, 20)

    def a_stranger(
        self, name: str = "Sri Wahyuni", *, phone: str | None = None, language_code: str = "id"
    ) -> Person:
        """Return somebody who never met the bot and whom no import knows."""
        return self.simulator.add_user(name, phone=phone, language_code=language_code)

    async def a_store(self, **facts: object) -> Seller:
        """Return a store out of an import, whose owner has not met the bot."""
        async with self.database.transaction() as session:
            return await a_seller(session, **(UNLINKED | facts))

    async def an_invited_seller(self, **facts: object) -> tuple[Person, str]:
        """Return an imported seller who has not pressed Start, and their invitation's payload."""
        store = await self.a_store(**facts)
        return self.owner_of(store), self.invitation(store)

    def owner_of(self, store: Seller) -> Person:
        """Return the person with the phone that the portal has for `store`."""
        return self.simulator.add_user(store.owner_name, phone=store.phone, id=store.chat_id)

    def invitation(self, store: Seller, *, lifetime: timedelta = timedelta(days=90)) -> str:
        """Return the payload of the deep link that invites the owner of `store`."""
        secret = invitation_secret(TOKEN)
        return sign(store.id or 0, secret=secret, now=self.clock.now(), lifetime=lifetime)

    async def a_linked_seller(self, **facts: object) -> Person:
        """Return a seller who uses the bot already: linked, consenting, reading Indonesian."""
        async with self.database.transaction() as session:
            seller = await a_seller(session, **facts)
        person = self.owner_of(seller)
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

    async def reported(
        self, person: Person, *texts: str, about: Category = Category.PAYMENT
    ) -> Ticket:
        """Let `person` report a problem; return the ticket once they have its number."""
        person.says("/lapor")
        await taps(person, ChooseCategory(about.value))
        for text in texts or ("Uang penjualan belum masuk.",):
            person.says(text)
        await taps(person, DialogStep("done"))
        await taps(person, DialogStep("send"))
        told = await person.hears(re.compile(r"#\d+"))
        return await self.ticket(number_in(told))

    async def card(self, ticket: Ticket) -> Message:
        """Return the ticket's card once it is posted; its `thread` is the ticket's topic."""
        number = re.compile(rf"#{ticket.id}\b")
        return await self.group.hears(
            lambda message: bool(message.buttons) and number.search(message.text) is not None
        )

    async def all(self, query: Select[Row] | type[Row]) -> list[Row]:
        """Return rows of the bot's database."""
        return await all_of(self.database, query)

    async def ticket(self, number: int) -> Ticket:
        """Return a ticket as it is now."""
        (ticket,) = await self.all(select(Ticket).where(col(Ticket.id) == number))
        return ticket

    async def seller(self, person: Person) -> Seller:
        """Return the seller, or visitor, behind a person's chat."""
        (seller,) = await self.all(select(Seller).where(col(Seller.chat_id) == person.id))
        return seller

    async def pass_time(self, by: timedelta) -> None:
        """Finish what is in hand, move everybody's clock, and run what became due."""
        await ledger.until_idle(self.database, self.simulator)
        await self.simulator.advance(by)
        await run_due(self.sapa.services)
        self.sapa.outgoing.ring()

    async def settled(self, **allowed: int) -> None:
        """Wait until nothing is left to do; then everything was handled and logged exactly once.

        `allowed` says what the journey itself broke, in the words of `ledger.check`.
        """
        await ledger.until_idle(self.database, self.simulator)
        await ledger.check(
            self.database, self.simulator, first_update=self.first_update, **allowed
        )


def number_in(message: Message) -> int:
    """Return the ticket's number that `message` names."""
    found = re.search(r"#(\d+)", message.text)
    assert found, f"no ticket's number in {message.text!r}"
    return int(found[1])


async def asked_how_they_are(town: Town, person: Person) -> None:
    """Let staff want to hear from a seller, who is asked at their next decent hour."""
    async with town.database.transaction() as session:
        seller = await session.get_one(Seller, (await town.seller(person)).id)
        await ask_how_they_are(
            session, seller=seller, settings=town.settings, now=town.clock.now()
        )
    town.sapa.outgoing.ring()


@asynccontextmanager
async def a_town(
    database: Database,
    database_url: str,
    clock: MovableClock,
    *,
    forum: bool = True,
    limits: Limits | None = None,
    paired: bool = True,
    patience: float = DEFAULT_READ,
    **settings: object,
) -> AsyncGenerator[Town]:
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
    town = Town(
        simulator,
        _settings(simulator, database_url, settings, fast=limits is None),
        database,
        clock,
        group,
        admin,
        agent,
        first_update=simulator.world.updates.next_id,
        patience=patience,
    )
    await town.opens()
    try:
        group.add_bot(admin=True, by=admin)
        if paired:
            await group.hears(".")
            admin.says("/pasang", chat=group)
            await group.hears(".")
        yield town
    finally:
        await town.closes()
        await simulator.stop()


def _settings(
    simulator: Simulator, database_url: str, settings: dict[str, object], *, fast: bool
) -> Settings:
    pace = {"send_rate": 1000, "chat_interval": 0, "group_rate": 100_000} if fast else {}
    plain = {
        "telegram_token": TOKEN,
        "telegram_api_url": simulator.url,
        "database_url": database_url,
        "admin_ids": [ADMIN_ID],
        "marketplace_name": "Pasar Nusantara",
    }
    return Settings.load(None, **(plain | pace | settings))
