"""Whoever watches the simulator's event stream, and can be asked what was seen."""

import asyncio
from collections.abc import AsyncIterator, Callable
from datetime import datetime
from typing import Any

import aiohttp
import orjson

from bot.demo.happening import ClockMoved, Happening, Pressed, Shown

PATIENCE = 20.0
"""Real seconds within which something expected must happen."""
_DATA = b"data: "

Wanted = Callable[[Shown], bool]


class DidNotHappen(Exception):
    """Something expected did not come, or an action was refused; the text says what."""


class Witness:
    """Keeps what happened, in the order in which it did."""

    def __init__(self) -> None:
        """Have seen nothing yet."""
        self.happenings: list[Happening] = []
        self.toasts: dict[str, str] = {}
        """What presses were answered with, by the id of the press."""
        self._told: set[int] = set()
        self._news = asyncio.Condition()

    async def follow(self, stream: aiohttp.ClientResponse) -> None:
        """Watch until the stream ends."""
        async for event in _events(stream):
            match event["type"]:
                case "message" | "edited" as kind:
                    await self.add(Shown(event["message"], edited=kind == "edited"))
                case "clock":
                    await self.add(ClockMoved(datetime.fromisoformat(event["now"])))
                case "callback_answer":
                    self.toasts[event["callback_id"]] = event["text"]
                    await self._tell()
                case _:
                    pass

    async def add(self, happening: Happening) -> None:
        """Keep what happened; a press is reported by who pressed, for the stream tells of none."""
        self.happenings.append(happening)
        await self._tell()

    async def sees(self, done: Shown) -> Shown:
        """Return what a person has just written or changed, once the stream has told of it."""
        await self._wait(lambda: any(_is_same(one, done) for one in self.happenings), PATIENCE)
        return done

    async def hears(
        self, chat: int, wanted: Wanted, what: str, *, patience: float = PATIENCE
    ) -> Shown:
        """Wait until the bot writes or changes a wanted message; each is returned only once.

        Raises:
            DidNotHappen: `what` did not come within `patience`.
        """
        found = await self.overhears(chat, wanted, patience=patience)
        if found is None:
            message = f"{what} did not come within {patience:g} seconds"
            raise DidNotHappen(message)
        return found

    async def overhears(self, chat: int, wanted: Wanted, *, patience: float) -> Shown | None:
        """Like `hears`, but return None where nothing comes."""
        await self._wait(lambda: self._find(chat, wanted) is not None, patience)
        at = self._find(chat, wanted)
        if at is None:
            return None
        self._told.add(at)
        shown = self.happenings[at]
        return shown if isinstance(shown, Shown) else None

    async def answered(self, pressed: Pressed) -> str:
        """Wait for the bot's answer to a press, and return its toast, which may be empty.

        Raises:
            DidNotHappen: the bot left it unanswered.
        """
        await self._wait(lambda: pressed.query_id in self.toasts, PATIENCE)
        if pressed.query_id not in self.toasts:
            message = f"the press of [{pressed.label}] was not answered"
            raise DidNotHappen(message)
        return self.toasts[pressed.query_id]

    async def _tell(self) -> None:
        async with self._news:
            self._news.notify_all()

    async def _wait(self, is_so: Callable[[], bool], patience: float) -> None:
        try:
            async with asyncio.timeout(patience), self._news:
                await self._news.wait_for(is_so)
        except TimeoutError:
            return

    def _find(self, chat: int, wanted: Wanted) -> int | None:
        for at, one in enumerate(self.happenings):
            if at in self._told or isinstance(one, Pressed | ClockMoved):
                continue
            if one.chat_id == chat and one.by_bot and not one.is_service and wanted(one):
                return at
        return None


def _is_same(happening: Happening, done: Shown) -> bool:
    return (
        isinstance(happening, Shown)
        and (happening.chat_id, happening.id) == (done.chat_id, done.id)
        and happening.edited == done.edited
    )


async def _events(stream: aiohttp.ClientResponse) -> AsyncIterator[dict[str, Any]]:
    """Yield the events of a Server-Sent Events stream, each a single line of JSON."""
    rest = b""
    async for chunk in stream.content.iter_any():
        *lines, rest = (rest + chunk).split(b"\n")
        for line in lines:
            if line.startswith(_DATA):
                yield orjson.loads(line.removeprefix(_DATA))
