"""The queue of updates as the Bot API keeps it: filtered, numbered, dropped once acknowledged."""

from asyncio import Future, get_running_loop, timeout
from collections import deque
from collections.abc import Iterable
from secrets import randbelow
from typing import Any, NamedTuple

import orjson

from simulator.refusal import conflict

# Telegram leaves these three out unless they are asked for by name.
_NEVER_BY_DEFAULT = frozenset({"chat_member", "message_reaction", "message_reaction_count"})
_MOST = 100


class Pending(NamedTuple):
    """An update that waits; `lane` is the chat within which order is kept."""

    id: int
    lane: int
    payload: bytes


class UpdateQueue:
    """Updates in order, for one long poll at a time or for a webhook."""

    def __init__(self) -> None:
        """Start empty, at a random number as Telegram does."""
        self.pending: deque[Pending] = deque()
        self.next_id = 100_000_000 + randbelow(700_000_000)
        self.allowed: frozenset[str] = frozenset()
        self.webhook_active = False
        self._poll: Future[None] | None = None

    def add(self, kind: str, content: dict[str, Any], lane: int) -> None:
        """Queue an update of `kind`, unless the bot does not want that kind."""
        if self.allowed:
            if kind not in self.allowed:
                return
        elif kind in _NEVER_BY_DEFAULT:
            return
        payload = orjson.dumps({"update_id": self.next_id, kind: content})
        self.pending.append(Pending(self.next_id, lane, payload))
        self.next_id += 1
        if self._poll and not self._poll.done():
            self._poll.set_result(None)

    def allow(self, kinds: Iterable[object] | None) -> None:
        """Want only `kinds` from now on; an empty list means the default, None: as before."""
        if kinds is not None:
            self.allowed = frozenset(str(kind) for kind in kinds)

    def acknowledge(self, offset: int) -> None:
        """Forget all before `offset`; a negative one keeps that many from the end."""
        pending = self.pending
        if offset < 0:
            while len(pending) > -offset:
                pending.popleft()
        while pending and offset > pending[0].id:
            pending.popleft()

    async def poll(self, offset: int, limit: int, wait: float) -> list[orjson.Fragment]:
        """Return waiting updates, at the latest after `wait` seconds.

        Raises:
            Refusal: 409 while a webhook is set, or when another poll took over.
        """
        if self.webhook_active:
            reason = "can't use getUpdates method while webhook is active; "
            raise conflict(reason + "use deleteWebhook to delete the webhook first")
        self._take_over()
        self.acknowledge(offset)
        if not self.pending and wait > 0:
            await self._arrival(wait)
        limit = min(max(limit, 1), _MOST)
        count = min(limit, len(self.pending))
        return [orjson.Fragment(self.pending[index].payload) for index in range(count)]

    async def arrival(self) -> None:
        """Return when the next update is queued; used by the webhook, which polls nothing."""
        arrived: Future[None] = get_running_loop().create_future()
        self._poll = arrived
        await arrived

    async def _arrival(self, wait: float) -> None:
        poll: Future[None] = get_running_loop().create_future()
        self._poll = poll
        try:
            async with timeout(wait):
                await poll
        except TimeoutError:
            return
        finally:
            if self._poll is poll:
                self._poll = None

    def _take_over(self) -> None:
        reason = "terminated by other getUpdates request; "
        self._end_poll(reason + "make sure that only one bot instance is running")

    def set_webhook_active(self, *, active: bool) -> None:
        """End a running poll when a webhook takes over."""
        self.webhook_active = active
        if active:
            self._end_poll("terminated by setWebhook request")

    def _end_poll(self, reason: str) -> None:
        poll, self._poll = self._poll, None
        if poll and not poll.done():
            poll.set_exception(conflict(reason))

    def release(self) -> None:
        """Let a waiting poll return empty, because the simulator stops."""
        if self._poll and not self._poll.done():
            self._poll.set_result(None)
