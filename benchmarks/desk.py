"""Every command of the staff at a busy desk, beside the one that only shows a fixed text.

Each is an update that goes through the bot's own entrance into a transaction of its own, which is
committed, and its answer is put into words. What is routed is measured: a command without examples
here ends the benchmark.
"""

import asyncio
import random
import statistics
import tempfile
import time
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlmodel import col

import views.registry  # noqa: F401 # pyright: ignore[reportUnusedImport] - registers views
from benchmarks.apart import scratch
from benchmarks.busy import AGENTS, DONE, FIRST_STAFF, FIRST_TOPIC, GROUP, OPEN, busy
from benchmarks.market import NOW
from benchmarks.stand import TOKEN, stand
from core.clock import MovableClock
from core.db import Database
from core.services import Services
from core.settings import Settings
from delivery.telegram.request import AiohttpRequest
from handlers.application import build_application
from handlers.entrance import Entrance
from handlers.tables import STAFF_COMMANDS, STAFF_PRESSES, all_dialogs
from models import Outbox
from models.staff import Role
from simulator import Simulator
from views import actions
from views.actions import Action, encode
from views.rendering import Reader, render, template
from views.words import Catalogs

TIMES = 100
WARMING = 3
"""So often first, unmeasured: statements are compiled once in a process's life."""
GOAL = 200.0
"""Milliseconds within which 99 of 100 are answered."""
TRIVIAL = "/bantuan"
TICKET = {
    "riwayat": ("", "#{ticket}"),
    "prioritas": ("", "#{ticket}", "#{ticket} 1"),
    "seller": ("", "#{ticket}", "toko berkah {ticket}", "berkah", "+6281100{ticket:06}"),
    "insiden": ("", "#2"),
    "balasan": ("",),
}
EXAMPLES: dict[str, tuple[str, ...]] = {
    **TICKET,
    "antrean": ("",),
    "arti": ("", "jawa"),
    "bahasa": ("",),
    "bantuan": ("",),
    "cari": (
        "saldo belum masuk", "saya", "kata7", "toko berkah", "berkah {ticket}", "#{ticket}",
        "siti{ticket}@toko.example", "+62811{ticket:08}", "antah berantah", "ko",
    ),
    "cuti": ("", "27/11-30/11"),
    "impor": ("",),
    "kamus": ("", "jv", "jawa harga", "harga"),
    "kembar": ("",),
    "perbaiki": ("",),
    "saran": ("", "#7"),
    "segmen": ("",),
    "siaran": ("",),
    "staf": ("",),
    "telepon": ("",),
    "tindaklanjut": ("",),
    "tips": ("",),
    "tugas": ("",),
    "unggahan": ("",),
}  # fmt: skip
"""What is written after each command, in a report's topic as often as elsewhere."""
BUTTONS: tuple[type[Action], ...] = (
    actions.ShowTicketMenu,
    actions.ChooseTaker,
    actions.OfferMacros,
    actions.GlossTicket,
    actions.ShowHistory,
    actions.ShowPriorities,
    actions.SetPriority,
    actions.ShowTicketIncident,
    actions.Claim,
    actions.Resolve,
)
"""What is pressed under a report's card."""


class Desk:
    """The bot's entrance at a busy desk."""

    def __init__(self, services: Services, entrance: Entrance) -> None:
        """Let people in through `entrance`."""
        self._services, self._entrance = services, entrance
        self._catalogs = Catalogs.load()
        self._dice = random.Random(7)
        self._updates = 0

    async def command(self, text: str, role: Role) -> float:
        """Return the milliseconds until a command in the desk is answered."""
        ticket, topic = self._ticket()
        place = {"message_thread_id": topic, "is_topic_message": True}
        message = self._message(role) | {"text": text.format(ticket=ticket)}
        is_command = {"type": "bot_command", "offset": 0, "length": len(text.split(maxsplit=1)[0])}
        message |= {"entities": [is_command], **(place if ticket % 2 else {})}
        return await self._time({"message": message})

    async def button(self, kind: type[Action], role: Role) -> float:
        """Return the milliseconds until a button under a report's card is answered."""
        ticket, topic = self._ticket()
        ids = {"ticket_id": ticket, "here": 0, "page": 0, "level": 1}
        action = kind(*(ids[name] for name in kind.__match_args__))
        message = self._message(role)
        card = {"message_id": topic, "message_thread_id": topic, "is_topic_message": True}
        query = {"id": "1", "from": message["from"], "chat_instance": "1", "data": encode(action)}
        return await self._time({"callback_query": query | {"message": message | card}})

    def _ticket(self) -> tuple[int, int]:
        number = self._dice.randint(DONE + 1, DONE + OPEN)
        return number, FIRST_TOPIC + number

    def _message(self, role: Role) -> dict[str, Any]:
        first = {Role.ADMIN: 1, Role.SUPERVISOR: 2, Role.AGENT: 3}[role]
        number = first + 20 * self._dice.randrange(AGENTS // 20)
        chat = {"id": GROUP, "type": "supergroup", "title": "Desk", "is_forum": True}
        person = {"id": FIRST_STAFF + number, "is_bot": False, "first_name": "Dewi"}
        return {"message_id": 9_000_000 + self._updates, "date": 0, "chat": chat, "from": person}

    async def _time(self, update: dict[str, Any]) -> float:
        self._updates += 1
        start = time.perf_counter()
        async with self._services.database.transaction() as session:
            last = await session.scalar(
                select(col(Outbox.id)).order_by(col(Outbox.id).desc()).limit(1)
            )
            await self._entrance.handle(session, [{"update_id": self._updates, **update}])
            answers = list(
                await session.scalars(select(Outbox).where(col(Outbox.id) > (last or 0)))
            )
        reader = Reader(now=NOW, marketplace="Pasar", zone="Asia/Jakarta")
        for row in answers:
            render(template(row.template).load(row.params), self._catalogs["id"], reader)
        return (time.perf_counter() - start) * 1000


async def main() -> dict[str, float]:
    """Measure both databases and print how long each command takes."""
    missing = STAFF_COMMANDS.keys() ^ EXAMPLES.keys()
    assert not missing, f"say by example how it is used: {', '.join(sorted(missing))}"
    found: dict[str, float] = {}
    with tempfile.TemporaryDirectory() as folder:
        async with stand(Path(folder)) as bench:
            for backend in ("sqlite", "postgresql"):
                async with scratch(backend) as url:
                    found |= await _measure(backend, url, bench.simulator)
    return found


async def _measure(backend: str, url: str, simulator: Simulator) -> dict[str, float]:
    database = Database(url)
    services = Services(Settings.load(None), MovableClock(NOW), database)
    begun = time.perf_counter()
    await busy(services, url)
    print(f"{backend}: a desk with {OPEN:,} open reports, in {time.perf_counter() - begun:.0f} s")
    request, polling = AiohttpRequest(), AiohttpRequest()
    application = build_application(
        token=TOKEN, api_url=simulator.url, request=request, polling_request=polling
    )
    async with application:
        entrance = Entrance(
            services, application=application, dialogs=all_dialogs(), catalogs=Catalogs.load()
        )
        found = await _all(Desk(services, entrance), backend)
    await database.close()
    return found


async def _all(desk: Desk, backend: str) -> dict[str, float]:
    trivial = await _series([desk.command(TRIVIAL, Role.AGENT) for _ in range(WARMING + TIMES)])
    found = {f"{backend}-trivial": trivial[1]}
    for word, examples in sorted(EXAMPLES.items()):
        role = Role.ADMIN if STAFF_COMMANDS[word][0] is not Role.AGENT else Role.AGENT
        role = Role.SUPERVISOR if word in {"impor", "kembar", "siaran"} else role
        for example in examples:
            text = f"/{word} {example}".strip()
            taken = await _series([desk.command(text, role) for _ in range(WARMING + TIMES)])
            found[f"{backend}-{text}"] = _told(backend, text, taken, trivial[0])
    for kind in BUTTONS:
        taken = await _series(
            [desk.button(kind, STAFF_PRESSES[kind][0]) for _ in range(WARMING + TIMES)]
        )
        found[f"{backend}-{kind.code}"] = _told(backend, f"[{kind.__name__}]", taken, trivial[0])
    worst = max(found.values())
    print(f"{backend}: slowest p99 {worst:.0f} ms (goal {GOAL:.0f})", flush=True)
    return found


async def _series(attempts: list[Any]) -> tuple[float, float]:
    """Return the median and the 99th percentile."""
    taken = [await attempt for attempt in attempts][WARMING:]
    return statistics.median(taken), statistics.quantiles(taken, n=100, method="inclusive")[-1]


def _told(backend: str, what: str, taken: tuple[float, float], trivial: float) -> float:
    median, worst = taken
    mark = "" if worst < GOAL else "  ← too slow"
    print(
        f"{backend:10} {what:32} median {median:6.1f} ms = {median / trivial:4.1f} × trivial   "
        f"p99 {worst:6.1f} ms{mark}",
        flush=True,
    )
    return worst


if __name__ == "__main__":
    asyncio.run(main())
