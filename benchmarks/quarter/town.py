"""What the quarter is played on: stores, their phones, Telegram, a mail server, and Sapa."""

import asyncio
import random
from collections.abc import AsyncGenerator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import insert
from sqlalchemy.ext.asyncio import AsyncSession

from bot import lifecycle
from bot.wiring import Sapa, build
from core.clock import MovableClock
from core.db import Database
from core.logs import configure
from core.settings import Settings
from crm.followups.cadences.deciding import approve
from models import Seller, Staff, StaffGroup
from models.sellers import Consent, Reach
from models.staff import Role
from scheduler.publication import published
from simulator import Fault, Simulator
from tests.support.postbox import Postbox, a_postbox

BEGIN = datetime(2027, 1, 31, 22, 0, tzinfo=UTC)
"""Monday, 1 February 2027, 05:00 in Jakarta: Lunar New Year, Nyepi and Lebaran are to come."""
TOKEN = "123456:QUARTER-0123456789abcdefghijklmnopqrst"  # noqa: S105 - opens nothing
FIRST_CHAT = 1_000_000
PLACES = (
    ("DI Yogyakarta", "Asia/Jakarta", "jv"),
    ("Jawa Barat", "Asia/Jakarta", "su"),
    ("Sumatera Barat", "Asia/Jakarta", "id"),
    ("Kalimantan Barat", "Asia/Pontianak", "id"),
    ("Bali", "Asia/Makassar", "id"),
    ("Sulawesi Selatan", "Asia/Makassar", "id"),
    ("Papua", "Asia/Jayapura", "id"),
)
SHARES = {
    "linked": 0.4,
    "email": 0.2,
    "phone": 0.9,
    "blocking": 0.03,
    "bouncing": 0.05,
    "seen": 0.9,
    "agreeing": 0.95,
}


@dataclass(slots=True)
class Town:
    """All that the quarter acts on."""

    database: Database
    clock: MovableClock
    simulator: Simulator
    postbox: Postbox
    dice: random.Random
    sapa: Sapa
    zones: dict[int, list[tuple[datetime, str]]] = field(
        default_factory=dict[int, list[tuple[datetime, str]]]
    )
    """Where each store lived, and since when: the audit's own record."""
    stores: int = 0


@asynccontextmanager
async def a_town(url: str, *, stores: int, seed: int) -> AsyncGenerator[Town]:
    """Yield a town of so many stores, in which Sapa runs and every cadence is approved."""
    clock, dice = MovableClock(BEGIN), random.Random(seed)
    async with AsyncExitStack() as running:
        simulator = Simulator(clock, token=TOKEN, limits=None)
        await simulator.start()
        running.push_async_callback(simulator.stop)
        postbox = await running.enter_async_context(a_postbox())
        settings = Settings.load(
            None,
            telegram_token=TOKEN,
            telegram_api_url=simulator.url,
            database_url=url,
            marketplace_name="Pasar Nusantara",
            send_rate=10_000,
            chat_interval=0,
            group_rate=100_000,
            smtp_host="127.0.0.1",
            smtp_port=postbox.port,
            smtp_security="none",
            mail_from="sapa@pasar.example",
            mail_rate=1_000,
            log_level="error",
        )
        configure(settings)
        sapa = build(settings, clock=clock)
        town = Town(sapa.services.database, clock, simulator, postbox, dice, sapa)
        await _people_it(town, stores)
        await _approve(town)
        stop = asyncio.Event()
        bot = asyncio.create_task(lifecycle.run(sapa, stop=stop))
        yield town
        stop.set()
        await bot


async def settle_in(town: Town, session: AsyncSession, count: int, *, new: bool) -> None:
    """Let so many stores more be there; new ones join today."""
    now = town.clock.now()
    first = town.stores + 1
    rows = [_store(town.dice, number, now, new=new) for number in range(first, first + count)]
    await session.execute(insert(Seller), rows)
    town.stores += count
    for row in rows:
        town.zones[row["id"]] = [(BEGIN - timedelta(days=1), row["zone"])]
        if row["chat_id"] is not None:
            person = town.simulator.add_user(row["owner_name"], id=row["chat_id"])
            person.account.started = True
            person.account.blocked = town.dice.random() < SHARES["blocking"]
        if row["email"] and town.dice.random() < SHARES["bouncing"]:
            town.postbox.refused_recipients[row["email"]] = "550 5.1.1 no such mailbox"


def stumble(town: Town) -> None:
    """Let Telegram fail now and then, in each of its ways."""
    for kind, share in (("502", 0.004), ("cut", 0.002), ("429", 0.0001), ("500", 0.002)):
        town.simulator.fault(
            Fault("sendMessage", kind, times=None, probability=share)  # pyright: ignore[reportArgumentType] - a kind
        )


async def _people_it(town: Town, stores: int) -> None:
    group = town.simulator.add_group("Relasi Penjual", forum=True)
    group.add_bot(admin=True)
    now = town.clock.now()
    for first in range(0, stores, 5_000):
        async with town.database.transaction() as session:
            await settle_in(town, session, min(5_000, stores - first), new=False)
    async with town.database.transaction() as session:
        session.add(StaffGroup(chat_id=group.id, title=group.title, is_forum=True, paired_at=now))
        session.add(Staff(telegram_id=7, name="Ratna", role=Role.SUPERVISOR, added_at=now))
    stumble(town)


async def _approve(town: Town) -> None:
    publication = await published(town.sapa.services)
    async with town.database.transaction() as session:
        for name in publication.waiting:
            await approve(session, name=name, staff=None, now=town.clock.now())


def _store(dice: random.Random, number: int, now: datetime, *, new: bool) -> dict[str, Any]:
    """Return a store's row: new, busy, quiet or asleep, with more or fewer ways to it."""
    province, zone, language = dice.choice(PLACES)
    linked = dice.random() < SHARES["linked"]
    age = 0 if new else dice.randint(0, 900)
    silent = timedelta(days=min(age, int(dice.expovariate(1 / 40))))
    products = dice.choice([0, 0, 1, 3, 12, 40]) if not new else 0
    return {
        "id": number,
        "portal_id": f"Q-{number}",
        "store_name": f"Toko Berkah {number}",
        "store_key": f"toko berkah {number}",
        "owner_name": f"Sri {number}",
        "email": f"sri{number}@toko.example" if dice.random() < SHARES["email"] else None,
        "phone": f"+62812{number:08d}" if dice.random() < SHARES["phone"] else None,
        "province": province,
        "zone": zone,
        "joined": (now - timedelta(days=age)).date(),
        "products": products,
        "transactions": dice.choice([0, 2, 30]) if products else 0,
        "last_login": now - silent if dice.random() < SHARES["seen"] else None,
        "chat_id": FIRST_CHAT + number if linked else None,
        "telegram": Reach.OK if linked else Reach.UNKNOWN,
        "language": language if linked else None,
        "consent": Consent.GIVEN
        if linked and dice.random() < SHARES["agreeing"]
        else Consent.UNASKED,
        "data": {},
        "tags": [],
        "created_at": now,
        "updated_at": now,
    }
