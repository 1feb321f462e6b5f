"""Kill the bot at random moments under load, restart it, and count what was lost or doubled."""

import argparse
import asyncio
import random
import tempfile
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import func, select
from sqlmodel import col

from benchmarks.stand import SAPA, Stand, process, stand
from core.db import Database
from models import Inbox, Interaction, Outbox, StaffGroup, Ticket
from models.interactions import Direction
from models.mail import InboxState, OutboxState
from simulator import Group, Limits, Message, Person
from views.actions import ChooseCategory, DialogStep, encode

LINES = 3
"""Texts of each report; a photo comes with them."""
PATIENCE = 300.0
BETWEEN_KILLS = 2.0
"""Seconds in which reports begin for each kill to come, so that the load lasts as long as they."""
QUIET = 1.0
"""Seconds between two looks at whether the bot has finished."""
DURING_START = 0.2
"""The share of kills that hit while the bot starts; the others hit while it works."""


@dataclass(frozen=True, slots=True)
class Tally:
    """What was found at the end."""

    kills: int
    in_flight: int
    """Messages that were about to be sent, or just had been, when the bot was killed."""
    reports: int
    tickets: int
    reports_incomplete: int
    """Reports whose ticket, card or topic lacks a line or the photo."""
    updates_unhandled: int
    interactions_missing: int
    interactions_doubled: int
    sellers_unanswered: int
    messages_doubled: int
    """Messages that reached a chat and are unknown to the bot, which sent them once more."""
    topics_doubled: int
    most_copies: int
    """The most often that one message was delivered."""

    def faults(self) -> list[str]:
        """Name each promise that was broken."""
        broken = {
            "a report without a ticket, or with two": self.tickets != self.reports,
            "a report is not whole": self.reports_incomplete > 0,
            "an update was not handled": self.updates_unhandled > 0,
            "an interaction is missing": self.interactions_missing > 0,
            "an interaction is there twice": self.interactions_doubled > 0,
            "a seller was not answered": self.sellers_unanswered > 0,
            "more came twice than was in flight": self.messages_doubled > self.in_flight,
            "more topics are there twice than there were kills": self.topics_doubled > self.kills,
            "a message came more often than kills explain": self.most_copies > self.kills + 1,
        }
        return [name for name, is_broken in broken.items() if is_broken]


async def campaign(
    *, kills: int, sellers: int, seed: int = 1, database_url: str | None = None
) -> Tally:
    """Let `sellers` report, each once, while the bot is killed `kills` times.

    The simulator keeps Telegram's limits but the group's, so that the bot sends at its ordinary
    30 a second. The database is a fresh SQLite file unless `database_url` names another.
    """
    dice = random.Random(seed)
    with tempfile.TemporaryDirectory() as folder:
        async with stand(Path(folder), limits=Limits(group_per_minute=100_000)) as bench:
            bench.url = database_url
            await bench.seed(sellers)
            group = await _pair(bench)
            async with asyncio.TaskGroup() as load:
                reporting = [
                    load.create_task(_report(person, n, dice.uniform(0, kills * BETWEEN_KILLS)))
                    for n, person in enumerate(bench.people)
                ]
                in_flight = 0
                for _ in range(kills):
                    await _run_and_kill(bench, dice)
                    in_flight += await _in_flight(bench)
                async with process(SAPA, _environment(bench)):
                    await asyncio.wait(reporting)
                    await _until_idle(bench)
            return await _tally(bench, group, kills, in_flight)


def _environment(bench: Stand) -> dict[str, str]:
    return bench.environment(group_rate=100_000, log_level="error")


async def _pair(bench: Stand) -> Group:
    group = bench.simulator.add_group("Relasi Penjual", forum=True)
    group.add_bot(admin=True)
    desk = StaffGroup(
        chat_id=group.id, title=group.title, is_forum=True, paired_at=datetime.now(UTC)
    )
    database = Database(bench.database_url)
    async with database.transaction() as session:
        session.add(desk)
    await database.close()
    return group


async def _run_and_kill(bench: Stand, dice: random.Random) -> None:
    async with process(SAPA, _environment(bench)) as bot:
        if dice.random() >= DURING_START:
            await _until_it_works(bench)
        await asyncio.sleep(dice.uniform(0, BETWEEN_KILLS))
        bot.kill()
        await bot.wait()


async def _in_flight(bench: Stand) -> int:
    """Count what a bot that is no more had claimed to send."""
    database = Database(bench.database_url)
    sending = select(func.count()).where(col(Outbox.state) == OutboxState.SENDING)
    async with database.reading() as session:
        found = await session.scalar(sending)
    await database.close()
    return found or 0


async def _until_it_works(bench: Stand) -> None:
    began = time.time()
    async with asyncio.timeout(PATIENCE):
        while not any(call.at >= began for call in list(bench.simulator.calls)[-1:]):  # noqa: ASYNC110 - the bot tells nobody
            await asyncio.sleep(0.02)


async def _report(person: Person, number: int, delay: float) -> None:
    """Report a problem as a patient person does: press only what the bot shows."""
    await asyncio.sleep(delay)
    person.says("/lapor")
    await _press(person, encode(ChooseCategory("payment")))
    *lines, caption = _words(number)
    for line in lines:
        person.says(line)
        await asyncio.sleep(0.5)
    person.sends_photo(caption=caption)
    await _press(person, encode(DialogStep("done")))
    await _press(person, encode(DialogStep("send")))


def _words(number: int) -> list[str]:
    return [*(f"laporan {number} baris {line}" for line in range(LINES)), f"foto {number}"]


async def _press(person: Person, data: str) -> None:
    shown = await person.hears(lambda message: data in _buttons(message), timeout=PATIENCE)
    person.presses(data, message=shown)


def _buttons(message: Message) -> str:
    return str(message.raw.get("reply_markup", ""))


async def _until_idle(bench: Stand) -> None:
    database = Database(bench.database_url)
    async with asyncio.timeout(PATIENCE):
        while not await _is_idle(bench, database):  # noqa: ASYNC110 - the bot tells nobody
            await asyncio.sleep(QUIET)
    await database.close()


async def _is_idle(bench: Stand, database: Database) -> bool:
    if bench.simulator.world.updates.pending:
        return False
    under_way = (OutboxState.WAITING, OutboxState.SENDING)
    async with database.reading() as session:
        new = await session.scalar(select(Inbox).where(col(Inbox.state) == InboxState.NEW))
        out = await session.scalar(select(Outbox).where(col(Outbox.state).in_(under_way)))
    return new is None and out is None


async def _tally(bench: Stand, group: Group, kills: int, in_flight: int) -> Tally:
    database = Database(bench.database_url)
    async with database.reading() as session:
        tickets = list(await session.scalars(select(Ticket).order_by(col(Ticket.id))))
        inbox = list(await session.scalars(select(Inbox)))
        outbox = list(await session.scalars(select(Outbox)))
        log = list(await session.scalars(select(Interaction)))
    await database.close()
    by_text = {ticket.text: ticket for ticket in tickets}
    whose = [by_text.get("\n".join(_words(n))) for n in range(len(bench.people))]
    heard = Counter(row.update_id for row in log if row.direction is Direction.IN)
    said = Counter(row.outbox_id for row in log if row.direction is Direction.OUT)
    sent = [row for row in outbox if row.state is OutboxState.SENT]
    topics = {topic.id: topic.messages for topic in group.topics}
    return Tally(
        kills=kills,
        in_flight=in_flight,
        reports=len(bench.people),
        tickets=len(tickets),
        reports_incomplete=sum(
            ticket is None or not _is_whole(n, topics.get(ticket.topic_id or 0, []))
            for n, ticket in enumerate(whose)
        ),
        updates_unhandled=sum(row.state is not InboxState.DONE for row in inbox),
        interactions_missing=sum(row.update_id not in heard for row in inbox)
        + sum(row.id not in said for row in sent),
        interactions_doubled=sum(count - 1 for count in (*heard.values(), *said.values())),
        sellers_unanswered=sum(
            ticket is None or not any(f"#{ticket.id}" in message.text for message in person.inbox)
            for person, ticket in zip(bench.people, whose, strict=True)
        ),
        messages_doubled=_unknown(bench, log),
        topics_doubled=len(topics) - len(tickets),
        most_copies=max(map(_copies, [*(p.inbox for p in bench.people), *topics.values()])),
    )


def _is_whole(number: int, topic: Sequence[Message]) -> bool:
    *_, caption = words = _words(number)
    card = any("\n".join(words) in message.text for message in topic)
    return card and any(message.photo and message.text == caption for message in topic)


def _unknown(bench: Stand, log: Iterable[Interaction]) -> int:
    known = {(row.chat_id, row.message_id) for row in log if row.direction is Direction.OUT}
    return sum(
        post.by_bot and not post.service and (post.chat.id, post.id) not in known
        for chat in bench.simulator.world.chats.values()
        for post in chat.posts.values()
    )


def _copies(messages: Sequence[Message]) -> int:
    return max(Counter(message.text for message in messages).values(), default=1)


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
