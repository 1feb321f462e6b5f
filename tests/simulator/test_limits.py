"""Who is too fast is told how long to wait, and is heard again after that."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from core.clock import MovableClock
from simulator import Limits, Simulator
from simulator.limits import SpeedGuard
from simulator.refusal import Refusal
from tests.simulator.bot_client import BotClient


@pytest.fixture
async def sim(clock: MovableClock) -> AsyncIterator[Simulator]:
    """Yield a simulator as strict as Telegram."""
    simulator = Simulator(clock)
    await simulator.start()
    yield simulator
    await simulator.stop()


async def test_one_message_a_second_to_a_person(
    sim: Simulator, bot: BotClient, clock: MovableClock
) -> None:
    ayu, sri = sim.add_user("Ayu"), sim.add_user("Sri")
    ayu.start()
    sri.start()
    await bot.call("sendMessage", chat_id=ayu.id, text="a")
    refused = await bot.refusal("sendMessage", chat_id=ayu.id, text="b")
    assert (refused.code, refused.parameters) == (429, {"retry_after": 1})
    assert refused.description == "Too Many Requests: retry after 1"
    await bot.call("sendMessage", chat_id=sri.id, text="a")
    clock.advance(timedelta(seconds=1))
    await bot.call("sendMessage", chat_id=ayu.id, text="b")
    assert (sim.sent_count, sim.rejected_429) == (3, 1)


async def test_edits_answers_and_topics_do_not_count(sim: Simulator, bot: BotClient) -> None:
    ayu = sim.add_user("Ayu")
    ayu.start()
    sent = await bot.call("sendMessage", chat_id=ayu.id, text="a")
    place = {"chat_id": ayu.id, "message_id": sent["message_id"]}
    for text in "bcdefg":
        await bot.call("editMessageText", **place, text=text)
    assert sim.rejected_429 == 0


async def test_copies_count(sim: Simulator, bot: BotClient) -> None:
    ayu = sim.add_user("Ayu")
    place = {"chat_id": ayu.id, "from_chat_id": ayu.id, "message_id": ayu.start().id}
    await bot.call("copyMessage", **place)
    assert (await bot.refusal("copyMessage", **place)).code == 429


def test_twenty_a_minute_to_a_group() -> None:
    guard = SpeedGuard(Limits())
    for number in range(20):
        guard.admit(-1, private=False, now=1000 + number)
    with pytest.raises(Refusal) as refused:
        guard.admit(-1, private=False, now=1030)
    assert refused.value.parameters == {"retry_after": 30}
    guard.admit(-2, private=False, now=1030)
    guard.admit(-1, private=False, now=1060)


def test_thirty_a_second_overall() -> None:
    guard = SpeedGuard(Limits())
    for chat in range(30):
        guard.admit(chat + 1, private=True, now=1000)
    with pytest.raises(Refusal):
        guard.admit(99, private=True, now=1000.9)
    guard.admit(99, private=True, now=1001)


def test_an_even_pace_at_the_limit_passes_in_spite_of_jitter() -> None:
    guard = SpeedGuard(Limits())
    for number in range(600):
        jitter = (number * 7 % 5 - 2) / 100
        guard.admit(number + 1, private=True, now=1000 + number / 30 + jitter)


def test_paid_broadcasts_have_their_own_rate() -> None:
    guard = SpeedGuard(Limits())
    for chat in range(1000):
        guard.admit(chat + 1, private=True, now=1000, paid=True)
    with pytest.raises(Refusal):
        guard.admit(2000, private=True, now=1000.5, paid=True)
    guard.admit(2001, private=True, now=1000.5)


def test_an_album_counts_each_message() -> None:
    guard = SpeedGuard(Limits())
    guard.admit(-1, private=False, now=1000, count=10)
    guard.admit(-1, private=False, now=1001, count=10)
    with pytest.raises(Refusal):
        guard.admit(-1, private=False, now=1002)
