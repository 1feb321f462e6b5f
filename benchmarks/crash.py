"""Kill the bot at random moments under load, restart it, and count what was lost or doubled."""

import argparse
import asyncio
import random
import tempfile
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import select
from sqlmodel import col

from benchmarks.stand import SAPA, Stand, process, stand
from core.db import Database
from crm.tickets.payloads import Relay
from models import Inbox, Interaction, Outbox, StaffGroup, Ticket
from models.interactions import Direction
from models.mail import InboxState, OutboxState
from simulator import Limits, Person
from views.actions import ChooseCategory, DialogStep, encode

REPORT_LINES = 3
QUIET = 3.0
"""Seconds without a message after which the bot is taken to have finished."""


@dataclass(frozen=True, slots=True)
class Tally:
    """What was found at the end."""

    kills: int
    reports: int
    tickets: int
    lines_missing: int
    updates_unhandled: int
    interactions_missing: int
    interactions_doubled: int
    unanswered: int
    messages_doubled: int
    most_copies: int
    """The most often that one message was delivered."""

    def faults(self) -> list[str]:
        """Name each promise that was broken."""
        broken = {
            "a report without a ticket, or with two": self.tickets != self.reports,
            "a line of a report is missing": self.lines_missing > 0,
            "an update was not handled": self.updates_unhandled > 0,
            "an interaction is missing": self.interactions_missing > 0,
            "an interaction is there twice": self.interactions_doubled > 0,
            "a seller was not answered": self.unanswered > 0,
            "more messages came twice than there were kills": self.messages_doubled > self.kills,
            "a message came more often than kills explain": self.most_copies > self.kills + 1,
        }
        return [name for name, is_broken in broken.items() if is_broken]


async def campaign(*, kills: int, sellers: int, seed: int = 1) -> Tally:
    """Let `sellers` report in `REPORT_LINES` messages each, while the bot is killed `kills` times.

    The simulator keeps Telegram's limits, so that the bot sends at its ordinary 30 a second.
    """
    dice = random.Random(seed)
    with tempfile.TemporaryDirectory() as folder:
        async with stand(Path(folder), limits=Limits(group_per_minute=100_000)) as bench:
            await bench.seed(sellers)
            await _pair(bench)
            load = asyncio.create_task(_report_all(bench.people, dice))
            done = 0
            while not load.done() or done < kills:
                if done >= kills:
                    break
                async with process(SAPA, _environment(bench)) as bot:
                    await asyncio.sleep(dice.uniform(0.7, 3.0))
                    bot.kill()
                    await bot.wait()
                    done += 1
            async with process(SAPA, _environment(bench)):
                await load
                await _until_quiet(bench)
            return await _tally(bench, done)


def _environment(bench: Stand) -> dict[str, str]:
    return bench.environment(group_rate=100_000, log_level="error")


async def _pair(bench: Stand) -> None:
    group = bench.simulator.add_group("Relasi Penjual", forum=True)
    group.add_bot(admin=True)
    database = Database(bench.database_url)
    async with database.transaction() as session:
        session.add(
            StaffGroup(
                chat_id=group.id, title=group.title, is_forum=True, paired_at=datetime.now(UTC)
            )
        )
    await database.close()


async def _report_all(people: Sequence[Person], dice: random.Random) -> None:
    async with asyncio.TaskGroup() as group:
        for number, person in enumerate(people):
            group.create_task(_report(person, number, dice.uniform(0, 20)))


async def _report(person: Person, number: int, delay: float) -> None:
    """Report a problem as a patient person does: press again only what the bot shows."""
    await asyncio.sleep(delay)
    person.start()
    await person.hears(".", timeout=300)
    person.says("/lapor")
    await _press(person, encode(ChooseCategory("payment")))
    for line in range(REPORT_LINES):
        person.says(f"laporan {number} baris {line}")
        await asyncio.sleep(1.1)
    await _press(person, encode(DialogStep("done")))
    await _press(person, encode(DialogStep("send")))


async def _press(person: Person, data: str) -> None:
    async with asyncio.timeout(300):
        while True:
            shown = [m for m in person.inbox if data in str(m.raw.get("reply_markup", ""))]
            if shown:
                person.presses(data, message=shown[-1])
                return
            await asyncio.sleep(0.05)


async def _until_quiet(bench: Stand) -> None:
    async with asyncio.timeout(600):
        while True:
            before = bench.simulator.sent_count
            await asyncio.sleep(QUIET)
            if bench.simulator.sent_count == before and await _is_idle(bench):
                return


async def _is_idle(bench: Stand) -> bool:
    database = Database(bench.database_url)
    async with database.reading() as session:
        new = await session.scalar(select(Inbox).where(col(Inbox.state) == InboxState.NEW))
        open_states = (OutboxState.WAITING, OutboxState.SENDING)
        out = await session.scalar(select(Outbox).where(col(Outbox.state).in_(open_states)))
    await database.close()
    return new is None and out is None


async def _tally(bench: Stand, kills: int) -> Tally:
    database = Database(bench.database_url)
    async with database.reading() as session:
        tickets = list(await session.scalars(select(Ticket)))
        inbox = list(await session.scalars(select(Inbox)))
        outbox = list(await session.scalars(select(Outbox)))
        log = list(await session.scalars(select(Interaction)))
    await database.close()
    heard = Counter(row.update_id for row in log if row.direction is Direction.IN)
    said = Counter(row.outbox_id for row in log if row.direction is Direction.OUT)
    sent = [row for row in outbox if row.state is OutboxState.SENT]
    lines = {
        (number, line)
        for number in range(len(bench.people))
        for line in range(REPORT_LINES)
        if not any(f"laporan {number} baris {line}" in t.text.split("\n") for t in tickets)
    }
    delivered = bench.simulator.sent_count
    messages = sum(
        max(1, len(row.params.get("message_ids", ()))) if row.template == Relay.template else 1
        for row in sent
        if not row.template.startswith(("card_update", "relay_edit"))
    )
    return Tally(
        kills=kills,
        reports=len(bench.people),
        tickets=len(tickets),
        lines_missing=len(lines),
        updates_unhandled=sum(1 for row in inbox if row.state is not InboxState.DONE),
        interactions_missing=sum(1 for row in inbox if row.update_id not in heard)
        + sum(1 for row in sent if row.id not in said),
        interactions_doubled=sum(n - 1 for n in (*heard.values(), *said.values()) if n > 1),
        unanswered=len(
            {t.seller_id for t in tickets}
            ^ {row.seller_id for row in sent if row.template == "report_taken"}
        ),
        messages_doubled=delivered - messages,
        most_copies=_most_copies(bench.people),
    )


def _most_copies(people: Sequence[Person]) -> int:
    copies = [Counter(m.text for m in person.inbox if "#" in m.text) for person in people]
    return max((max(counter.values(), default=1) for counter in copies), default=1)


def main() -> None:
    """Run the campaign and print what was found; exit 1 where a promise was broken."""
    options = argparse.ArgumentParser()
    options.add_argument("--kills", type=int, default=30)
    options.add_argument("--sellers", type=int, default=120)
    options.add_argument("--seed", type=int, default=1)
    given = options.parse_args()
    tally = asyncio.run(campaign(kills=given.kills, sellers=given.sellers, seed=given.seed))
    for name, value in asdict(tally).items():
        print(f"{name:22} {value}")
    broken = tally.faults()
    print("\n".join(broken) or "Nothing was lost; nothing came twice but what was in flight.")
    raise SystemExit(1 if broken else 0)


if __name__ == "__main__":
    main()
