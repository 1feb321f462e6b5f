"""Faults strike the calls they were made for, and no others."""

import asyncio

import aiohttp
import pytest

from simulator import Fault, Group, Person, Simulator
from tests.simulator.bot_client import BotClient


async def test_a_429_says_how_long_to_wait(sim: Simulator, bot: BotClient, seller: Person) -> None:
    sim.fault(Fault("sendMessage", "429", retry_after=7))
    refused = await bot.refusal("sendMessage", chat_id=seller.id, text="a")
    assert (refused.code, refused.parameters) == (429, {"retry_after": 7})
    await bot.call("sendMessage", chat_id=seller.id, text="a")
    assert len(seller.inbox) == 1


@pytest.mark.parametrize("kind", ["400", "403", "500", "502"])
async def test_a_fault_strikes_as_often_as_told(sim: Simulator, bot: BotClient, kind: str) -> None:
    sim.fault(Fault("*", kind, times=2))  # pyright: ignore[reportArgumentType] - one of the kinds
    for _ in range(2):
        assert (await bot.refusal("getMe")).code == int(kind)
    await bot.call("getMe")


async def test_a_fault_for_one_chat_spares_others(
    sim: Simulator, bot: BotClient, seller: Person, group: Group
) -> None:
    sim.fault(Fault("sendMessage", "403", chat_id=seller.id, times=None))
    await bot.call("sendMessage", chat_id=group.id, text="a")
    await bot.refusal("sendMessage", chat_id=seller.id, text="a")
    sim.clear_faults()
    await bot.call("sendMessage", chat_id=seller.id, text="a")


async def test_a_cut_connection_may_have_delivered(
    sim: Simulator, bot: BotClient, seller: Person
) -> None:
    sim.fault(Fault("sendMessage", "cut"))
    with pytest.raises(aiohttp.ClientError):
        await bot.call("sendMessage", chat_id=seller.id, text="sampai juga")
    assert (await seller.hears("sampai")).text == "sampai juga"
    assert sim.calls[-1].status == 0


async def test_a_hanging_call_is_never_answered(
    sim: Simulator, bot: BotClient, seller: Person
) -> None:
    sim.fault(Fault("sendMessage", "hang"))
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.2):
            await bot.call("sendMessage", chat_id=seller.id, text="a")
    assert seller.inbox == []


async def test_a_delayed_call_is_carried_out_late(
    sim: Simulator, bot: BotClient, seller: Person
) -> None:
    sim.fault(Fault("sendMessage", "delay", delay=0.2))
    started = asyncio.get_running_loop().time()
    await bot.call("sendMessage", chat_id=seller.id, text="a")
    assert asyncio.get_running_loop().time() - started >= 0.2


def test_an_unknown_kind_is_refused() -> None:
    with pytest.raises(ValueError, match="unknown fault kind"):
        Fault("*", "418")  # pyright: ignore[reportArgumentType] - that is the point
