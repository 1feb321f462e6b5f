from collections.abc import AsyncIterator

import pytest
from aiohttp import ClientSession

from core.clock import MovableClock
from core.db import Database
from tests.support.loopback import free_port
from tests.support.talk import offers
from tests.support.town import Town, a_town
from views.actions import Open

SECRET = "a-secret_of-the-webhook"


@pytest.fixture
def port() -> int:
    """Return a port that is free now."""
    return free_port()


@pytest.fixture
async def hooked(
    database: Database, database_url: str, clock: MovableClock, port: int
) -> AsyncIterator[Town]:
    """Yield a town whose bot is brought its updates."""
    async with a_town(
        database,
        database_url,
        clock,
        webhook_url=f"http://127.0.0.1:{port}",
        webhook_secret=SECRET,
        port=port,
    ) as town:
        yield town


async def test_and_sellers_and_staff_talk_as_ever(hooked: Town) -> None:
    sri = await hooked.a_linked_seller(store_name="Batik Ayu")
    card = await hooked.card(await hooked.reported(sri, "Uang belum masuk"))

    hooked.agent.says("Kami cek", chat=hooked.group, thread=card.thread)

    await sri.hears("Kami cek")
    await hooked.settled()
    assert "getUpdates" not in {call.method for call in hooked.simulator.calls}


async def test_where_nobody_else_can_speak_for_telegram(hooked: Town, port: int) -> None:
    sri = await hooked.a_linked_seller()
    await hooked.settled()
    forged = {"update_id": 1, "message": {"chat": {"id": sri.id}, "text": "/menu"}}

    async with ClientSession() as stranger:
        url = f"http://127.0.0.1:{port}/telegram"
        headers = {"X-Telegram-Bot-Api-Secret-Token": "a-guess"}
        async with stranger.post(url, json=forged, headers=headers) as answer:
            assert answer.status == 403
        async with stranger.get(f"http://127.0.0.1:{port}/health") as answer:
            assert answer.status == 200
        async with stranger.get(f"http://127.0.0.1:{port}/metrics") as answer:
            assert 'sapa_inbox{state="new"} 0.0' in await answer.text()

    await hooked.settled()


async def test_and_takes_what_came_while_it_was_away(hooked: Town) -> None:
    sri = await hooked.a_linked_seller()
    await hooked.settled()

    await hooked.closes()
    sri.says("/menu")
    await hooked.opens()

    await sri.hears(offers(Open("report")), timeout=10)
    await hooked.settled()


async def test_and_polls_again_once_the_webhook_is_given_up(hooked: Town) -> None:
    sri = await hooked.a_linked_seller()
    await hooked.settled()
    await hooked.closes()

    hooked.settings = hooked.settings.model_copy(
        update={"webhook_url": None, "webhook_secret": None, "port": None}
    )
    await hooked.opens()
    sri.says("/menu")

    await sri.hears(offers(Open("report")), timeout=10)
    await hooked.settled()
    assert "getUpdates" in {call.method for call in hooked.simulator.calls}
