"""Updates come once each, in order, until they are acknowledged."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from aiohttp import web

from simulator import Person, Simulator
from tests.simulator.bot_client import BotClient, Refused

HOOK_ANSWERS = [500, 404]


async def test_numbers_updates_one_by_one(bot: BotClient, seller: Person) -> None:
    for word in ("satu", "dua", "tiga"):
        seller.says(word)
    updates = await bot.updates()
    first = updates[0]["update_id"]
    assert [update["update_id"] for update in updates] == [first, first + 1, first + 2]
    assert [update["message"]["text"] for update in updates] == ["satu", "dua", "tiga"]


async def test_repeats_updates_until_the_offset_passes_them(
    bot: BotClient, seller: Person
) -> None:
    seller.says("satu")
    seller.says("dua")
    first = (await bot.updates(limit=1))[0]["update_id"]
    assert [u["update_id"] for u in await bot.updates()] == [first, first + 1]
    assert [u["update_id"] for u in await bot.updates(offset=first + 1)] == [first + 1]
    assert await bot.updates(offset=first + 2) == []
    assert await bot.updates() == []


async def test_a_negative_offset_takes_the_last_ones(bot: BotClient, seller: Person) -> None:
    for word in ("satu", "dua", "tiga"):
        seller.says(word)
    assert [u["message"]["text"] for u in await bot.updates(offset=-1)] == ["tiga"]


async def test_a_long_poll_returns_as_soon_as_something_comes(
    bot: BotClient, seller: Person
) -> None:
    polling = asyncio.create_task(bot.updates(timeout=10))
    await asyncio.sleep(0.1)
    assert not polling.done()
    seller.says("halo")
    async with asyncio.timeout(1):
        [update] = await polling
    assert update["message"]["text"] == "halo"


async def test_a_long_poll_without_news_returns_empty(bot: BotClient) -> None:
    assert await bot.updates(timeout=1) == []


async def test_a_second_poll_ends_the_first(bot: BotClient, seller: Person) -> None:
    first = asyncio.create_task(bot.updates(timeout=10))
    await asyncio.sleep(0.1)
    second = asyncio.create_task(bot.updates(timeout=10))
    with pytest.raises(Refused, match="terminated by other getUpdates request"):
        await first
    seller.says("halo")
    assert len(await second) == 1


async def test_only_allowed_kinds_are_kept(bot: BotClient, seller: Person) -> None:
    await bot.updates(allowed_updates=["callback_query"])
    seller.says("tidak terbaca")
    assert await bot.updates() == []
    await bot.updates(allowed_updates=[])
    seller.says("terbaca")
    assert len(await bot.updates()) == 1


@dataclass
class Hook:
    """A bot's webhook that fails as often as it is told before it takes updates."""

    url: str = ""
    failures: list[int] = field(default_factory=list[int])
    secrets: list[str] = field(default_factory=list[str])
    taken: list[dict[str, Any]] = field(default_factory=list[dict[str, Any]])
    news: asyncio.Event = field(default_factory=asyncio.Event)

    async def answer(self, request: web.Request) -> web.Response:
        """Fail or take an update."""
        if self.failures:
            return web.Response(status=self.failures.pop())
        self.secrets.append(request.headers["X-Telegram-Bot-Api-Secret-Token"])
        self.taken.append(await request.json())
        self.news.set()
        return web.Response()

    async def has_taken(self, count: int) -> None:
        """Wait until so many updates have come."""
        async with asyncio.timeout(5):
            while len(self.taken) < count:
                self.news.clear()
                await self.news.wait()


@pytest.fixture
async def hook() -> AsyncIterator[Hook]:
    """Yield a listening webhook."""
    hook = Hook()
    app = web.Application()
    app.router.add_post("/hook", hook.answer)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    hook.url = f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
    yield hook
    await runner.cleanup()


async def test_a_webhook_gets_updates_with_the_secret(
    bot: BotClient, seller: Person, hook: Hook
) -> None:
    await bot.call("setWebhook", url=hook.url, secret_token="rahasia_1")
    seller.says("satu")
    seller.says("dua")
    await hook.has_taken(2)
    assert hook.secrets == ["rahasia_1", "rahasia_1"]
    assert [update["message"]["text"] for update in hook.taken] == ["satu", "dua"]
    assert (await bot.call("getWebhookInfo"))["pending_update_count"] == 0


async def test_a_webhook_that_fails_is_tried_again(
    bot: BotClient, seller: Person, hook: Hook
) -> None:
    hook.failures = list(HOOK_ANSWERS)
    seller.says("sebelum")
    await bot.call("setWebhook", url=hook.url, secret_token="s")
    await hook.has_taken(1)
    assert hook.taken[0]["message"]["text"] == "sebelum"
    info = await bot.call("getWebhookInfo")
    assert info["last_error_message"].startswith("Wrong response from the webhook: 500")


async def test_a_webhook_and_polling_exclude_each_other(
    bot: BotClient, seller: Person, hook: Hook
) -> None:
    polling = asyncio.create_task(bot.updates(timeout=10))
    await asyncio.sleep(0.1)
    await bot.call("setWebhook", url=hook.url, secret_token="s")
    with pytest.raises(Refused, match="terminated by setWebhook"):
        await polling
    assert (await bot.refusal("getUpdates")).code == 409
    await bot.call("deleteWebhook", drop_pending_updates=True)
    seller.says("lagi")
    assert len(await bot.updates()) == 1


async def test_a_webhook_elsewhere_must_be_https(bot: BotClient) -> None:
    refused = await bot.refusal("setWebhook", url="http://example.com/hook")
    assert "HTTPS URL must be provided" in refused.description
    refused = await bot.refusal("setWebhook", url="https://example.com/", secret_token="a b")
    assert "unallowed characters" in refused.description


async def test_the_simulator_stops_while_a_poll_waits(sim: Simulator) -> None:
    async with BotClient(sim.url) as client:
        polling = asyncio.create_task(client.updates(timeout=30))
        await asyncio.sleep(0.1)
        async with asyncio.timeout(5):
            await sim.stop()
            assert await polling == []
