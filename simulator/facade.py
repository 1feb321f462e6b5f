"""The simulator as tests, benchmarks and the demo hold it: one object to start and to act on."""

from collections import deque
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from ipaddress import ip_address

from aiohttp import web

from core.clock import Clock, MovableClock
from simulator.control import ControlEndpoint
from simulator.faults import Fault
from simulator.groups import Group
from simulator.hearing import transcript
from simulator.limits import Limits
from simulator.people import Person
from simulator.records import Raw
from simulator.server import BotEndpoint
from simulator.webhook import Webhook
from simulator.world import Call, World

_BODY_LIMIT = 64 * 1024 * 1024

TELEGRAMS_LIMITS = Limits()

Feed = Callable[[], Awaitable[list[Raw]]]


class Simulator:
    """A local Telegram with one bot; `limits=None` lets the bot send as fast as it can."""

    def __init__(
        self,
        clock: Clock,
        token: str = "123456:SIM",  # noqa: S107 - a made-up token for a made-up Telegram
        username: str = "sapa_demo_bot",
        limits: Limits | None = TELEGRAMS_LIMITS,
        *,
        history_limit: int | None = None,
    ) -> None:
        """Prepare; `history_limit` bounds the messages kept in memory, for long benchmarks."""
        self.world = World(clock, token, username, limits, history_limit)
        self.feeds: dict[str, Feed] = {}
        self.on_clock_moved: list[Callable[[], Awaitable[None]]] = []
        self.url = ""
        self._webhook = Webhook(self.world.updates, clock)
        self._people: dict[int, Person] = {}
        self._groups: dict[int, Group] = {}
        self._runner: web.AppRunner | None = None

    async def start(self, host: str = "127.0.0.1", port: int = 0) -> None:
        """Listen on a loopback address; port 0 takes a free one. `url` tells where."""
        if host != "localhost" and not ip_address(host).is_loopback:
            message = f"the simulator listens on loopback only, not on {host}"
            raise ValueError(message)
        app = web.Application(client_max_size=_BODY_LIMIT)
        BotEndpoint(self.world, self._webhook).add_routes(app)
        ControlEndpoint(self).add_routes(app)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=1.0)
        await self._runner.setup()
        site = web.TCPSite(self._runner, host, port)
        await site.start()
        shown = f"[{host}]" if ":" in host else host
        self.url = f"http://{shown}:{self._runner.addresses[0][1]}"

    async def stop(self) -> None:
        """Answer what still waits, and listen no more."""
        await self._webhook.stop()
        self.world.updates.release()
        self.world.events.close()
        if self._runner is not None:
            await self._runner.cleanup()
            self._runner = None

    @property
    def clock(self) -> Clock:
        """The clock that dates messages and measures speed."""
        return self.world.clock

    @property
    def sent_count(self) -> int:
        """How many messages of the bot were accepted."""
        return self.world.sent_count

    @property
    def rejected_429(self) -> int:
        """How many calls were refused as too fast."""
        return self.world.rejected_429

    @property
    def calls(self) -> deque[Call]:
        """The last 1,000 calls of the bot, oldest first."""
        return self.world.calls

    def add_user(
        self,
        name: str,
        *,
        language_code: str | None = "id",
        phone: str | None = None,
        username: str | None = None,
        id: int | None = None,  # noqa: A002 - the word that Telegram uses
        facts: Raw | None = None,
    ) -> Person:
        """Create a person who has not met the bot yet; `facts` are shown on the page."""
        account = self.world.add_account(
            name,
            user_id=id,
            language_code=language_code,
            phone=phone,
            username=username,
            facts=facts,
        )
        person = self._people[account.id] = Person(self.world, account)
        return person

    def add_group(
        self,
        title: str,
        *,
        forum: bool = False,
        basic: bool = False,
        id: int | None = None,  # noqa: A002 - the word that Telegram uses
    ) -> Group:
        """Create an empty supergroup, with topics if `forum`, or a `basic` group."""
        chat = self.world.add_group(title, forum=forum, basic=basic, group_id=id)
        group = self._groups[chat.id] = Group(self.world, chat)
        return group

    @property
    def people(self) -> list[Person]:
        """Everyone, in the order in which they were added."""
        return list(self._people.values())

    @property
    def groups(self) -> list[Group]:
        """All groups, in the order in which they were added."""
        return list(self._groups.values())

    def person(self, user_id: int) -> Person:
        """Return a person; KeyError if there is none."""
        return self._people[user_id]

    def group(self, chat_id: int) -> Group:
        """Return a group by its present id; KeyError if there is none."""
        for group in self._groups.values():
            if group.id == chat_id:
                return group
        raise KeyError(chat_id)

    def fault(self, fault: Fault) -> None:
        """Misbehave as `fault` says."""
        self.world.faults.add(fault)

    def clear_faults(self) -> None:
        """Behave well again."""
        self.world.faults.clear()

    def transcript(self, chat_id: int) -> str:
        """Return a chat as readable lines."""
        return transcript(self.world, self.world.chats[chat_id].posts.values())

    def feed_changed(self, name: str) -> None:
        """Tell the page that a feed has something new."""
        self.world.events.emit("feed", extra={"name": name})

    async def advance(self, by: timedelta) -> datetime:
        """Move the clock and tell everyone who asked to know; TypeError if it cannot be moved."""
        if not isinstance(self.world.clock, MovableClock):
            message = "this clock cannot be moved"
            raise TypeError(message)
        moment = self.world.clock.advance(by)
        self.world.events.emit("clock", extra={"now": moment.isoformat()})
        for hook in self.on_clock_moved:
            await hook()
        return moment
