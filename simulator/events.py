"""What happened, in order, for those who look on: the page follows these over SSE."""

from asyncio import Future, get_running_loop, timeout
from collections import deque
from contextlib import suppress
from typing import Any, NamedTuple

from simulator.records import Post

HELD_EVENTS = 1000


class Event(NamedTuple):
    """One thing that happened; `post` is the message it is about, if any."""

    id: int
    type: str
    chat_id: int | None
    thread: int | None
    post: Post | None
    extra: dict[str, Any] | None


class EventLog:
    """The last 1,000 events, and a bell for those who wait for the next."""

    def __init__(self) -> None:
        """Start empty and open."""
        self.held: deque[Event] = deque(maxlen=HELD_EVENTS)
        self.last_id = 0
        self.closed = False
        self._waiting: list[Future[None]] = []

    def emit(
        self,
        kind: str,
        chat_id: int | None = None,
        thread: int | None = None,
        post: Post | None = None,
        extra: dict[str, Any] | None = None,
    ) -> None:
        """Add an event and wake whoever waits."""
        self.last_id += 1
        self.held.append(Event(self.last_id, kind, chat_id, thread, post, extra))
        if self._waiting:
            self._ring()

    def after(self, event_id: int) -> list[Event]:
        """Return the held events newer than `event_id`, oldest first."""
        fresh: list[Event] = []
        for event in reversed(self.held):
            if event.id <= event_id:
                break
            fresh.append(event)
        return fresh[::-1]

    async def changed(self) -> None:
        """Return at the next event, or at once when the log is closed."""
        if self.closed:
            return
        waiter: Future[None] = get_running_loop().create_future()
        self._waiting.append(waiter)
        try:
            await waiter
        finally:
            if waiter in self._waiting:
                self._waiting.remove(waiter)

    async def changed_within(self, seconds: float) -> bool:
        """Wait for the next event or the end; False if neither came in time."""
        try:
            async with timeout(seconds):
                await self.changed()
        except TimeoutError:
            return False
        return True

    async def wait_until_closed(self, seconds: float) -> None:
        """Wait until the log is closed, at most `seconds`."""
        with suppress(TimeoutError):
            async with timeout(seconds):
                while not self.closed:
                    await self.changed()

    def close(self) -> None:
        """Let everyone who waits go."""
        self.closed = True
        self._ring()

    def _ring(self) -> None:
        waiting, self._waiting = self._waiting, []
        for waiter in waiting:
            if not waiter.done():
                waiter.set_result(None)
