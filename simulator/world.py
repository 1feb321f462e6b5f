"""The one state that the Bot API, the people and the control API all act on."""

from asyncio import Future, get_running_loop
from collections import deque
from secrets import randbelow
from typing import Any, NamedTuple

from core.clock import Clock
from simulator.entities import Entities
from simulator.events import EventLog
from simulator.faults import FaultPlan
from simulator.files import FileStore
from simulator.limits import Limits, SpeedGuard
from simulator.records import Account, Chat, Counter, Post, Press, Raw
from simulator.updates import UpdateQueue

_HELD_PRESSES = 10_000


class Call(NamedTuple):
    """A method that a bot called, when (Unix seconds), and the HTTP status of the answer.

    `status` is 0 where the connection was cut or left hanging.
    """

    method: str
    params: Raw
    at: float
    status: int


class World:
    """Everything that one bot and the people around it could know."""

    def __init__(
        self,
        clock: Clock,
        token: str,
        username: str,
        limits: Limits | None,
        history_limit: int | None = None,
    ) -> None:
        """Create a bot in an empty world; `history_limit` bounds the posts that are kept."""
        self.clock = clock
        self.token = token
        self.bot: Raw = {
            "id": int(token.partition(":")[0]),
            "is_bot": True,
            "first_name": "Sapa",
            "username": username,
        }
        self.accounts: dict[int, Account] = {}
        self.chats: dict[int, Chat] = {}
        self.files = FileStore()
        self.events = EventLog()
        self.updates = UpdateQueue()
        self.speed = SpeedGuard(limits)
        self.faults = FaultPlan()
        self.presses: dict[str, Press] = {}
        self.calls: deque[Call] = deque(maxlen=1000)
        self.commands: dict[tuple[str, str], list[Raw]] = {}
        self.texts: dict[str, str] = {}
        self.menu_buttons: dict[int | None, Raw] = {}
        self.sent_count = 0
        self.rejected_429 = 0
        self.change = 0
        self._private_ids = Counter()
        self._kept: deque[Post] | None = deque() if history_limit else None
        self._history_limit = history_limit or 0
        self._next_user_id = 700_000_001
        self._next_group_id = -1_001_000_000_001
        self._waiting: list[Future[None]] = []

    def now(self) -> int:
        """Return the world's time in whole Unix seconds, as Telegram dates things."""
        return int(self.clock.now().timestamp())

    def add_account(
        self,
        name: str,
        *,
        user_id: int | None,
        language_code: str | None,
        phone: str | None,
        username: str | None,
        facts: Raw | None,
    ) -> Account:
        """Create a person and the private chat they could open.

        Raises:
            ValueError: if the id is taken.
        """
        if user_id is None:
            while self._next_user_id in self.accounts:
                self._next_user_id += 1
            user_id = self._next_user_id
        if user_id in self.accounts or user_id == self.bot["id"] or user_id <= 0:
            message = f"user id {user_id} is taken or no user id"
            raise ValueError(message)
        first, _, last = name.strip().partition(" ")
        raw: Raw = {"id": user_id, "is_bot": False, "first_name": first or "-"}
        raw |= {"last_name": last.strip()} if last.strip() else {}
        raw |= {"username": username} if username else {}
        shown: Raw = {key: value for key, value in raw.items() if key != "is_bot"}
        raw |= {"language_code": language_code} if language_code else {}
        account = Account(user_id, raw, phone=phone, facts=facts)
        self.accounts[user_id] = account
        chat_raw: Raw = {**shown, "type": "private"}
        self.chats[user_id] = Chat(user_id, chat_raw, self._private_ids, account=account)
        self.events.emit("user", user_id)
        return account

    def add_group(self, title: str, *, forum: bool, basic: bool, group_id: int | None) -> Chat:
        """Create a supergroup, or a `basic` group, which shares its numbering as Telegram's do."""
        if group_id is None:
            group_id = self._next_group_id
            self._next_group_id -= 1
            if basic:
                group_id = -(-group_id - 1_000_000_000_000)
        if group_id in self.chats or group_id >= 0:
            message = f"group id {group_id} is taken or no group id"
            raise ValueError(message)
        raw: Raw = {"id": group_id, "type": "group" if basic else "supergroup", "title": title}
        raw |= {"is_forum": True} if forum and not basic else {}
        counter = self._private_ids if basic else Counter()
        chat = self.chats[group_id] = Chat(group_id, raw, counter)
        return chat

    def keep(self, post: Post) -> None:
        """Store a new post and forget the oldest one past the limit."""
        post.chat.posts[post.id] = post
        if self._kept is None:
            return
        self._kept.append(post)
        if len(self._kept) > self._history_limit:
            old = self._kept.popleft()
            old.chat.posts.pop(old.id, None)

    def next_change(self) -> int:
        """Return the number of a new change, so that changes can be ordered."""
        self.change += 1
        return self.change

    def add_press(self, account: Account, post: Post, data: str) -> Press:
        """Remember a pressed button; the oldest are forgotten."""
        number = 4_000_000_000_000_000 + randbelow(10**15) * 8
        press = Press(str(number), account, post, data, self.clock.now().timestamp())
        self.presses[press.id] = press
        if len(self.presses) > _HELD_PRESSES:
            del self.presses[next(iter(self.presses))]
        return press

    def stir(self) -> None:
        """Wake the people who wait to hear something."""
        if self._waiting:
            waiting, self._waiting = self._waiting, []
            for waiter in waiting:
                if not waiter.done():
                    waiter.set_result(None)

    async def stirred(self) -> None:
        """Return when something has changed."""
        waiter: Future[None] = get_running_loop().create_future()
        self._waiting.append(waiter)
        await waiter


def body_of(raw: Raw) -> tuple[str, Entities]:
    """Return text or caption of a message, with its entities."""
    text: Any = raw.get("text")
    if text is not None:
        return text, raw.get("entities", [])
    return raw.get("caption", ""), raw.get("caption_entities", [])
