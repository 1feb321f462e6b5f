"""Delivery of updates to the bot's own URL: in order within a chat, side by side across chats."""

from asyncio import CancelledError, Event, Task, TaskGroup, create_task, sleep
from collections import deque
from contextlib import suppress

from aiohttp import ClientError, ClientSession, ClientTimeout

from core.clock import Clock
from simulator.updates import Pending, UpdateQueue

_FIRST_PAUSE = 0.1
_LONGEST_PAUSE = 5.0
_PATIENCE = ClientTimeout(total=60)
_GOOD = range(200, 300)


class Webhook:
    """The bot's URL, and the task that brings updates there until told to stop."""

    def __init__(self, queue: UpdateQueue, clock: Clock) -> None:
        """Deliver nothing yet."""
        self.url = ""
        self.max_connections = 40
        self.last_error: tuple[int, str] | None = None
        self._queue = queue
        self._clock = clock
        self._secret = ""
        self._delivery: Task[None] | None = None

    async def point_at(self, url: str, secret: str, max_connections: int) -> None:
        """Deliver to `url` with `secret` in the header, instead of anything before."""
        await self.stop()
        self.url, self._secret, self.max_connections = url, secret, max_connections
        self.last_error = None
        self._queue.set_webhook_active(active=True)
        self._delivery = create_task(self._deliver(), name="webhook delivery")

    async def stop(self) -> None:
        """Deliver no more; what was not delivered stays pending."""
        delivery, self._delivery = self._delivery, None
        self.url = ""
        self._queue.set_webhook_active(active=False)
        if delivery:
            delivery.cancel()
            with suppress(CancelledError):
                await delivery

    async def _deliver(self) -> None:
        headers = {"Content-Type": "application/json"}
        if self._secret:
            headers["X-Telegram-Bot-Api-Secret-Token"] = self._secret
        async with ClientSession(headers=headers, timeout=_PATIENCE) as session:
            await _Lanes(self, session).run()

    async def post(self, session: ClientSession, update: Pending) -> None:
        """Bring one update, again and again until the bot takes it."""
        pause = _FIRST_PAUSE
        while True:
            try:
                async with session.post(self.url, data=update.payload) as answer:
                    if answer.status in _GOOD:
                        return
                    error = f"Wrong response from the webhook: {answer.status} {answer.reason}"
            except (ClientError, TimeoutError) as problem:
                error = f"Connection failed: {type(problem).__name__}"
            self.last_error = int(self._clock.now().timestamp()), error
            await sleep(pause)
            pause = min(pause * 2, _LONGEST_PAUSE)

    def delivered(self, update: Pending) -> None:
        """Forget an update that the bot has taken."""
        with suppress(ValueError):
            self._queue.pending.remove(update)

    async def next_batch(self, after: int) -> list[Pending]:
        """Return the updates past number `after`, as soon as there are any."""
        while True:
            fresh = [update for update in self._queue.pending if update.id > after]
            if fresh:
                return fresh
            await self._queue.arrival()


class _Lanes:
    """One line per chat; at most `max_connections` of them move at a time."""

    def __init__(self, webhook: Webhook, session: ClientSession) -> None:
        self._webhook = webhook
        self._session = session
        self._lanes: dict[int, deque[Pending]] = {}
        self._freed = Event()

    async def run(self) -> None:
        seen = 0
        async with TaskGroup() as group:
            while True:
                for update in await self._webhook.next_batch(seen):
                    seen = update.id
                    lane = self._lanes.get(update.lane)
                    if lane is not None:
                        lane.append(update)
                        continue
                    await self._wait_for_room()
                    self._lanes[update.lane] = deque([update])
                    group.create_task(self._drain(update.lane))

    async def _wait_for_room(self) -> None:
        while len(self._lanes) >= self._webhook.max_connections:
            self._freed.clear()
            await self._freed.wait()

    async def _drain(self, number: int) -> None:
        lane = self._lanes[number]
        while lane:
            await self._webhook.post(self._session, lane[0])
            self._webhook.delivered(lane.popleft())
        del self._lanes[number]
        self._freed.set()
