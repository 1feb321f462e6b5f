"""The control API does over HTTP what actors do in Python, for this machine only."""

import asyncio
from base64 import b64encode
from datetime import timedelta
from typing import Any, Self

import aiohttp
import orjson
import pytest

from core.clock import MovableClock
from simulator import Group, Person, Simulator
from simulator.files import sample_png
from tests.simulator.bot_client import BotClient

Json = dict[str, Any]


class Page:
    """What the page does: ask and tell."""

    def __init__(self, http: aiohttp.ClientSession, url: str) -> None:
        """Speak to the simulator at `url`."""
        self.http = http
        self.url = url

    async def ask(self, path: str, **query: str) -> Any:  # noqa: ANN401 - JSON
        """GET a path that must answer."""
        async with self.http.get(f"{self.url}{path}", params=query) as response:
            assert response.status == 200, await response.text()
            return await response.json()

    async def tell(self, path: str, *, status: int = 200, **body: Any) -> Any:  # noqa: ANN401 - JSON
        """POST to a path that must answer with `status`."""
        async with self.http.post(f"{self.url}{path}", json=body) as response:
            assert response.status == status, await response.text()
            return await response.json()


@pytest.fixture
def page(sim: Simulator, bot: BotClient) -> Page:
    """Return a page on the simulator."""
    return Page(bot.http, sim.url)


async def test_shows_people_groups_and_topics(
    page: Page, bot: BotClient, seller: Person, group: Group
) -> None:
    await bot.call("createForumTopic", chat_id=group.id, name="Tiket 1")
    await bot.call("sendMessage", chat_id=seller.id, text="Halo")
    state: Json = await page.ask("/sim/state")
    shown = next(user for user in state["users"] if user["id"] == seller.id)
    assert (shown["first_name"], shown["started"], shown["unread"]) == ("Sri", True, 1)
    [told] = state["groups"]
    assert [member["admin"] for member in told["members"]] == [True, True]
    assert told["topics"][0]["name"] == "Tiket 1"
    assert state["bot"]["username"] == "sapa_demo_bot"


async def test_a_person_is_made_and_starts(page: Page, bot: BotClient) -> None:
    made = await page.tell("/sim/users", first_name="Ayu", last_name="Lestari", facts={"a": "b"})
    started = await page.tell(f"/sim/users/{made['id']}/start", payload="x1")
    assert started["text"] == "/start x1"
    assert (await bot.updates())[0]["message"]["from"]["first_name"] == "Ayu"
    assert (await page.tell(f"/sim/users/{made['id']}/block"))["blocked"]
    await page.tell(
        f"/sim/chats/{made['id']}/messages", status=400, **{"from": made["id"]}, text="a"
    )
    assert not (await page.tell(f"/sim/users/{made['id']}/unblock"))["blocked"]


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("text", {"text": "halo"}),
        ("photo", {"caption": "foto"}),
        ("photo", {"file": b64encode(sample_png()).decode()}),
        ("voice", {}),
        ("video", {}),
        ("document", {"name": "a.pdf", "file": b64encode(b"%PDF").decode()}),
        ("sticker", {}),
        ("location", {}),
        ("contact", {"own": True}),
        ("contact", {"phone": "+62811"}),
    ],
)
async def test_every_kind_of_message_is_sent(
    page: Page, bot: BotClient, seller: Person, kind: str, body: Json
) -> None:
    path = f"/sim/chats/{seller.id}/messages"
    sent = await page.tell(path, kind=kind, **{"from": seller.id}, **body)
    assert kind in sent
    assert (await bot.updates())[0]["message"]["message_id"] == sent["message_id"]


async def test_an_album_is_sent_and_its_pictures_are_served(
    page: Page, bot: BotClient, seller: Person
) -> None:
    pictures = [b64encode(sample_png(number)).decode() for number in range(2)]
    path = f"/sim/chats/{seller.id}/messages"
    sent = await page.tell(path, kind="album", files=pictures, **{"from": seller.id})
    assert len(await bot.updates()) == 2
    unique = sent["photo"][-1]["file_unique_id"]
    async with page.http.get(f"{page.url}/sim/files/{unique}") as response:
        assert await response.read() == sample_png(0)
        assert response.headers["X-Content-Type-Options"] == "nosniff"


async def test_buttons_are_pressed_and_answers_come_as_events(
    page: Page, bot: BotClient, seller: Person
) -> None:
    markup = {"inline_keyboard": [[{"text": "Ya", "callback_data": "y"}]]}
    sent = await bot.call("sendMessage", chat_id=seller.id, text="?", reply_markup=markup)
    path = f"/sim/chats/{seller.id}/messages/{sent['message_id']}"
    pressed = await page.tell(f"{path}/press", data="y", **{"from": seller.id})
    await page.tell(f"{path}/press", status=400, data="z", **{"from": seller.id})
    async with Events(page) as events:
        await bot.call("answerCallbackQuery", callback_query_id=pressed["id"], text="Oke")
        event = await events.next("callback_answer")
    assert (event["text"], event["user_id"], event["show_alert"]) == ("Oke", seller.id, False)


async def test_messages_are_shown_with_safe_html_and_any_keyboard(
    page: Page, bot: BotClient, seller: Person
) -> None:
    keyboard = {"keyboard": [[{"text": "Lapor"}]]}
    await bot.call(
        "sendMessage",
        chat_id=seller.id,
        text="<b>A &lt; B</b>",
        parse_mode="HTML",
        reply_markup=keyboard,
    )
    said = seller.says("salah ketik")
    path = f"/sim/chats/{seller.id}/messages"
    await page.tell(f"{path}/{said.id}/edit", text="benar", **{"from": seller.id})
    start, menu, edited = await page.ask(path)
    assert start["html"] == '<span class="tg-command">/start</span>'
    assert menu["html"] == "<b>A &lt; B</b>"
    assert menu["reply_markup"] == keyboard
    assert (edited["text"], "edit_date" in edited, edited["deleted"]) == ("benar", True, False)
    assert [one["message_id"] for one in await page.ask(path, limit="1")] == [said.id]


async def test_topics_are_shown_apart_and_closed_by_people(
    page: Page, bot: BotClient, group: Group, staff: Person
) -> None:
    topic = await bot.call("createForumTopic", chat_id=group.id, name="Tiket 1")
    thread = topic["message_thread_id"]
    path = f"/sim/chats/{group.id}/messages"
    await page.tell(path, text="di topik", thread=thread, **{"from": staff.id})
    await page.tell(path, text="di umum", **{"from": staff.id})
    inside = await page.ask(path, thread=str(thread))
    assert [one.get("text") for one in inside] == [None, "di topik"]
    assert (await page.ask(path, thread="general"))[-1]["text"] == "di umum"
    where = f"/sim/groups/{group.id}/topics/{thread}"
    assert (await page.tell(f"{where}/close", **{"from": staff.id}))["topics"][0]["closed"]
    assert not (await page.tell(f"{where}/reopen", **{"from": staff.id}))["topics"][0]["closed"]
    assert (await page.tell(f"{where}/delete", **{"from": staff.id}))["topics"] == []


async def test_the_clock_moves_and_tells(page: Page, sim: Simulator, clock: MovableClock) -> None:
    moved: list[None] = []

    async def hook() -> None:
        moved.append(None)

    sim.on_clock_moved.append(hook)
    before = clock.now()
    await page.tell("/sim/clock", advance_seconds=3600)
    assert clock.now() - before >= timedelta(hours=1)
    await page.tell("/sim/clock", to=(clock.now() + timedelta(days=7)).isoformat())
    assert len(moved) == 2
    assert (await page.ask("/sim/clock"))["now"] > (before + timedelta(days=7)).isoformat()
    await page.tell("/sim/clock", status=400, advance_seconds=-1)


async def test_faults_feeds_and_commands(
    page: Page, sim: Simulator, bot: BotClient, seller: Person
) -> None:
    await page.tell("/sim/faults", method="getMe", kind="500", times=None)
    assert (await bot.refusal("getMe")).code == 500
    async with page.http.delete(f"{page.url}/sim/faults") as response:
        assert response.status == 200
    await bot.call("getMe")

    async def rows() -> list[Json]:
        return [{"id": number} for number in range(5)]

    sim.feeds["interactions"] = rows
    assert len(await page.ask("/sim/feeds/interactions", limit="3")) == 3
    commands = {
        "": [{"command": "help", "description": "Help"}],
        "id": [{"command": "bantuan", "description": "Bantuan"}],
    }
    for language, entries in commands.items():
        await bot.call("setMyCommands", commands=entries, language_code=language)
    chat = str(seller.id)
    assert await page.ask("/sim/commands", chat_id=chat, language_code="id") == commands["id"]
    assert await page.ask("/sim/commands", chat_id=chat, language_code="jv") == commands[""]


class Events:
    """The page's stream of events."""

    def __init__(self, page: Page, last_id: str | None = None) -> None:
        """Follow from now on, or from after `last_id`."""
        self._page = page
        self._headers = {"Last-Event-ID": last_id} if last_id else {}
        self.last_id = ""

    async def __aenter__(self) -> Self:
        self._response = await self._page.http.get(
            f"{self._page.url}/sim/events", headers=self._headers
        )
        await self._response.content.readuntil(b"\n\n")
        return self

    async def __aexit__(self, *_: object) -> None:
        self._response.close()

    async def next(self, kind: str) -> Json:
        """Return the next event of a kind."""
        async with asyncio.timeout(5):
            while True:
                block = (await self._response.content.readuntil(b"\n\n")).decode()
                lines = dict(line.split(": ", 1) for line in block.strip().splitlines())
                self.last_id = lines["id"]
                event: Json = orjson.loads(lines["data"])
                if event["type"] == kind:
                    return event


async def test_events_are_followed_and_replayed(
    page: Page, bot: BotClient, seller: Person
) -> None:
    async with Events(page) as events:
        seller.says("satu")
        first = await events.next("message")
        await bot.call("sendChatAction", chat_id=seller.id, action="typing")
        assert (await events.next("typing"))["chat_id"] == seller.id
    assert (first["message"]["text"], first["message"]["html"]) == ("satu", "satu")
    seller.says("dua")
    async with Events(page, last_id=events.last_id) as events:
        assert (await events.next("message"))["message"]["text"] == "dua"


@pytest.mark.parametrize(
    "headers",
    [
        {"Host": "evil.example"},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Sec-Fetch-Site": "cross-site"},
    ],
)
async def test_other_sites_are_kept_out(page: Page, headers: dict[str, str]) -> None:
    for path in ("/sim/state", "/sim/events"):
        async with page.http.get(f"{page.url}{path}", headers=headers) as response:
            assert response.status == 403


async def test_the_page_may_be_linked_to_from_elsewhere(page: Page) -> None:
    headers = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate"}
    async with page.http.get(f"{page.url}/", headers=headers) as response:
        assert response.status == 200


async def test_wrong_input_is_told_in_words(page: Page, seller: Person) -> None:
    path = f"/sim/chats/{seller.id}/messages"
    lacking = await page.tell(path, status=400, text="a")
    assert lacking["description"] == "from is missing"
    await page.tell(path, status=404, text="a", **{"from": 1})
    await page.tell(path, status=400, kind="hologram", **{"from": seller.id})
    await page.tell("/sim/faults", status=400, method="*", kind="418")


async def test_the_page_and_nothing_around_it_is_served(page: Page) -> None:
    async with page.http.get(f"{page.url}/") as response:
        assert response.content_type == "text/html"
    async with page.http.get(f"{page.url}/page/index.html") as response:
        assert response.status == 200
    for path in ("..%2fcontrol.py", "%2e%2e/control.py", "../control.py", "nothing.js"):
        assert await _raw_status(page, f"/page/{path}") == 404


async def _raw_status(page: Page, path: str) -> int:
    """Return the status of a path that no client would tidy up."""
    host = page.url.removeprefix("http://")
    reader, writer = await asyncio.open_connection(*host.split(":"))
    writer.write(f"GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n".encode())
    line = await reader.readline()
    writer.close()
    return int(line.split()[1])


async def test_it_listens_on_loopback_only(clock: MovableClock) -> None:
    with pytest.raises(ValueError, match="loopback only"):
        await Simulator(clock).start(host="0.0.0.0")  # noqa: S104 - that is the point
