"""More comes than Telegram lets a bot write into one group, which is 20 messages a minute."""

import asyncio
import re
from collections.abc import AsyncIterator, Callable
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlmodel import col

from core.clock import MovableClock
from core.db import Database
from crm.tickets import operations
from crm.tickets.messages import Said
from crm.tickets.payloads import TicketCard
from models import Inbox, Interaction, Outbox
from models.mail import InboxState, OutboxState
from models.tickets import Category
from simulator import Limits, Message, Person
from tests.support.builders import a_seller
from tests.support.town import Town, a_town, on_both_databases
from views.actions import Claim, encode

REPORTS = 36
SOON = timedelta(seconds=20)
LOOKS = 2
AN_INSTANT = 0.05
"""Real seconds between looks at what the bot does."""
STRICT = Limits(private_interval=0, total_per_second=1000)

pytestmark = on_both_databases


@pytest.fixture
async def town(database: Database, database_url: str, clock: MovableClock) -> AsyncIterator[Town]:
    """Yield a town whose group takes 20 messages a minute."""
    async with a_town(
        database, database_url, clock, limits=STRICT, send_rate=1000, chat_interval=0
    ) as town:
        yield town


async def reports(town: Town, number: int) -> int:
    """Let a seller report something; return the ticket's number."""
    async with town.database.transaction() as session:
        seller = await a_seller(session, store_name=f"Toko {number}")
        said = Said(seller.chat_id or 0, number, "text", text=f"Gagal masuk {number}")
        ticket = await operations.report(
            session,
            seller=seller,
            category=Category.LOGIN,
            messages=[said],
            now=town.clock.now(),
        )
    return ticket.id or 0


async def passes(town: Town, by: timedelta) -> None:
    """Move the clock, and let the bot do what it can until it waits for the clock again."""
    await town.simulator.advance(by)
    town.sapa.outgoing.ring()
    loop, quiet = asyncio.get_running_loop(), 0
    while quiet < LOOKS:
        before, began = town.simulator.sent_count, loop.time()
        busy = await in_hand(town)
        await asyncio.sleep(AN_INSTANT + 4 * (loop.time() - began))  # a slow machine needs longer
        quiet = 0 if busy or before != town.simulator.sent_count else quiet + 1


async def passes_until(town: Town, done: Callable[[], bool], *, step: timedelta = SOON) -> None:
    """Let time pass, a bounded while, until something has come about."""
    for _ in range(60):
        if done():
            return
        await passes(town, step)
    pytest.fail("it did not come about", pytrace=False)


async def in_hand(town: Town) -> bool:
    """Tell whether the bot is at something."""
    sending = select(Outbox).where(col(Outbox.state) == OutboxState.SENDING)
    new = select(Inbox).where(col(Inbox.state) == InboxState.NEW)
    return bool(
        town.simulator.world.updates.pending or await town.all(sending) or await town.all(new)
    )


def named(town: Town) -> set[int]:
    """Return the tickets that staff can see in the group, on a card or in a list."""
    said = " ".join(message.text for message in town.group.messages())
    return {int(number) for number in re.findall(r"#(\d+)", said)}


async def cards(town: Town) -> list[int | None]:
    """Return the tickets whose cards were posted, in their order."""
    posted = select(Interaction).where(col(Interaction.kind) == TicketCard.template)
    return [row.ticket_id for row in await town.all(posted.order_by(col(Interaction.id)))]


async def test_every_report_of_a_rush_is_known_within_seconds_and_gets_its_card(
    town: Town,
) -> None:
    reported = set[int]()
    for number in range(REPORTS):
        reported.add(await reports(town, number))
        await passes(town, timedelta(seconds=60 / REPORTS))
    over = town.clock.now()
    await passes_until(town, lambda: named(town) == reported, step=SOON / 4)
    assert town.clock.now() - over <= 2 * SOON, "staff know all, though most have no card yet"

    first = await cards(town)
    assert len(first) < REPORTS, "Telegram's limit was felt"
    lists = [message for message in town.group.messages() if "🙋 #" in str(message.buttons)]
    last = int(lists[-1].buttons[-1].removeprefix("🙋 #"))
    press = town.agent.presses(encode(Claim(last)), chat=town.group, message=lists[-1])
    assert await press.answered()
    town.agent.says("Siap", chat=town.group, reply_to=lists[-1])
    await passes_until(town, lambda: len(town.group.topics) == REPORTS)
    await passes(town, SOON)

    await town.group.hears("⚠️")  # nobody got what was said to the list
    posted = await cards(town)
    assert posted.index(last) < len(first) + 4, "what somebody takes comes before the others"
    assert sorted(number or 0 for number in posted) == sorted(reported)
    assert town.simulator.rejected_429 == 0
    await town.settled()


async def test_all_that_a_seller_writes_meanwhile_arrives_in_fewer_messages(town: Town) -> None:
    sri = await town.a_linked_seller()
    card = await town.card(await town.reported(sri))
    await passes(town, SOON)
    said = [sri.says(f"Baris {number}") for number in range(40)]
    await passes_until(town, lambda: said[-1].text in town.group.messages(card.thread)[-1].text)

    copies = [message for message in town.group.messages(card.thread) if "Baris" in message.text]
    lines = [line for message in copies for line in message.text.splitlines()]
    assert lines == [message.text for message in said]
    together = copies[-1]
    assert len(copies) <= 20 < together.text.count("\n") + len(copies)

    sri.edits(said[30], "Baris ke-30, maaf")
    await _quotes(town, sri, together, said[-1])
    await passes(town, SOON)
    assert together.text.splitlines()[-10] == "Baris ke-30, maaf"
    assert town.simulator.rejected_429 == 0
    await town.settled()


async def _quotes(town: Town, sri: Person, copy: Message, original: Message) -> None:
    """An answer to texts that came together quotes the last of them."""
    town.agent.says("Siap, Bu", chat=town.group, reply_to=copy)
    answer = await sri.hears("Siap, Bu")
    assert answer.raw["reply_to_message"]["message_id"] == original.id
