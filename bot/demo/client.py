"""The simulator's control API, as whoever plays its people uses it: over HTTP, like the page."""

from asyncio import TaskGroup
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from typing import Any

import aiohttp

from bot.demo.happening import Pressed, Raw, Shown
from bot.demo.witness import DidNotHappen, Witness

REQUEST = aiohttp.ClientTimeout(total=120, connect=5)
"""A move of the clock by weeks takes its time."""
STREAM = aiohttp.ClientTimeout(total=None, connect=5, sock_read=60)


class Client:
    """Acts for the simulated people; `witness` sees what comes of it.

    Every action raises DidNotHappen with the simulator's own words where it is refused.
    """

    def __init__(self, http: aiohttp.ClientSession, witness: Witness) -> None:
        """Act through `http`."""
        self._http = http
        self.witness = witness

    async def starts(self, person: int, payload: str | None = None) -> Shown:
        """Press Start, as a link with `payload` does."""
        sent = await self._post(f"/sim/users/{person}/start", {"payload": payload})
        return await self.witness.sees(Shown(sent))

    async def says(
        self,
        person: int,
        text: str,
        *,
        chat: int | None = None,
        thread: int | None = None,
        reply_to: Shown | None = None,
    ) -> Shown:
        """Write a text, into the private chat unless another one is named."""
        quoted = reply_to.id if reply_to else None
        return await self.sends(person, chat=chat, text=text, thread=thread, reply_to=quoted)

    async def sends(self, person: int, *, chat: int | None = None, **content: object) -> Shown:
        """Send what `content` says: a `kind` such as photo or voice, and what belongs to it."""
        given = {name: value for name, value in content.items() if value is not None}
        path = f"/sim/chats/{chat or person}/messages"
        return await self.witness.sees(Shown(await self._post(path, {"from": person, **given})))

    async def edits(self, person: int, message: Shown, text: str) -> Shown:
        """Change an own message."""
        path = f"/sim/chats/{message.chat_id}/messages/{message.id}/edit"
        edited = await self._post(path, {"from": person, "text": text})
        return await self.witness.sees(Shown(edited, edited=True))

    async def presses(self, person: int, message: Shown, data: str | None) -> Pressed:
        """Press the button of `message` that carries `data`; None where the wanted one lacks."""
        if data is None:
            labels = " ".join(f"[{button['text']}]" for button in message.buttons)
            what = f"the button to press is missing; there is {labels or 'no button at all'}"
            raise DidNotHappen(what)
        now = await self.now()
        path = f"/sim/chats/{message.chat_id}/messages/{message.id}/press"
        query = await self._post(path, {"from": person, "data": data})
        pressed = Pressed(query["id"], person, message, data, at=now)
        await self.witness.add(pressed)
        return pressed

    async def moves_clock(self, by: timedelta) -> datetime:
        """Move everybody's time on, and return the new one."""
        answer = await self._post("/sim/clock", {"advance_seconds": by.total_seconds()})
        return datetime.fromisoformat(answer["now"])

    async def now(self) -> datetime:
        """Return the simulated time."""
        return datetime.fromisoformat((await self._get("/sim/clock"))["now"])

    async def state(self) -> Raw:
        """Return the people and groups as the simulator has them."""
        return await self._get("/sim/state")

    async def messages(self, chat: int) -> list[Shown]:
        """Return what stands in a chat, oldest first."""
        found: list[Raw] = await self._get(f"/sim/chats/{chat}/messages?limit=1000")
        return [Shown(raw) for raw in found]

    async def _get(self, path: str) -> Any:  # noqa: ANN401 - the API's own JSON
        return await self._call("GET", path, None)

    async def _post(self, path: str, body: Raw) -> Any:  # noqa: ANN401 - the API's own JSON
        return await self._call("POST", path, body)

    async def _call(self, method: str, path: str, body: Raw | None) -> Any:  # noqa: ANN401 - the API's own JSON
        try:
            async with self._http.request(method, path, json=body) as response:
                answer = await response.json()
        except (aiohttp.ClientError, TimeoutError) as error:
            message = f"the simulator does not answer {method} {path}: {error or 'too slow'}"
            raise DidNotHappen(message) from None
        if not response.ok:
            message = f"{method} {path} was refused: {answer.get('description', answer)}"
            raise DidNotHappen(message)
        return answer


@asynccontextmanager
async def connect(url: str) -> AsyncGenerator[Client]:
    """Yield a client of the simulator at `url`; its witness has seen what came just before."""
    async with (
        aiohttp.ClientSession(url, timeout=REQUEST) as http,
        http.get("/sim/events", headers={"Last-Event-ID": "0"}, timeout=STREAM) as stream,
        TaskGroup() as tasks,
    ):
        witness = Witness()
        watching = tasks.create_task(witness.follow(stream))
        try:
            yield Client(http, witness)
        finally:
            watching.cancel()
