"""What the simulator remembers: users, chats, topics and posts, as plain records."""

from dataclasses import dataclass, field
from typing import Any, Literal

Raw = dict[str, Any]
Role = Literal["creator", "administrator", "member", "left", "kicked"]
ADMIN_ROLES = ("creator", "administrator")
ADMIN_RIGHTS = (
    "can_manage_chat",
    "can_delete_messages",
    "can_manage_video_chats",
    "can_restrict_members",
    "can_promote_members",
    "can_change_info",
    "can_invite_users",
    "can_post_stories",
    "can_edit_stories",
    "can_delete_stories",
    "can_pin_messages",
    "can_manage_topics",
)


@dataclass(slots=True)
class Account:
    """A person's Telegram account; `raw` is the Bot API User that everyone is shown."""

    id: int
    raw: Raw
    phone: str | None = None
    started: bool = False
    blocked: bool = False
    deleted: bool = False
    unread: int = 0
    facts: Raw | None = None

    @property
    def name(self) -> str:
        """First and last name as one."""
        return f"{self.raw['first_name']} {self.raw.get('last_name', '')}".strip()


@dataclass(slots=True)
class Post:
    """A message as stored. `raw` is replaced, never changed, so an old copy stays as it was.

    `thread` is the topic it lies in (None: General, or no topics); `change` orders posts by their
    last change; `markup` also holds reply keyboards, which a Message of the Bot API never shows.
    """

    id: int
    chat: "Chat"
    thread: int | None
    raw: Raw
    change: int
    by_bot: bool
    markup: Raw | None = None
    deleted: bool = False
    service: bool = False
    reactions: dict[int, list[Raw]] = field(default_factory=dict[int, list[Raw]])
    """What each user, people and the bot, has set on it, by user id."""


@dataclass(slots=True)
class TopicRecord:
    """A forum topic; its id is the id of the post that announced it."""

    id: int
    name: str
    icon_color: int
    root: Post
    icon_custom_emoji_id: str | None = None
    closed: bool = False


@dataclass(slots=True)
class Counter:
    """Numbers messages."""

    last: int = 0

    def next(self) -> int:
        """Return the next number."""
        self.last += 1
        return self.last


@dataclass(slots=True)
class Chat:
    """A private chat (id of its user) or a group; `raw` is the Bot API Chat."""

    id: int
    raw: Raw
    counter: Counter
    account: Account | None = None
    posts: dict[int, Post] = field(default_factory=dict[int, Post])
    topics: dict[int, TopicRecord] = field(default_factory=dict[int, TopicRecord])
    members: dict[int, Role] = field(default_factory=dict[int, Role])
    bot_role: Role = "left"
    bot_rights: dict[str, bool] = field(default_factory=dict[str, bool])
    keyboard: Raw | None = None
    moved_to: int | None = None

    @property
    def is_private(self) -> bool:
        """Whether this is a person's chat with the bot."""
        return self.account is not None

    @property
    def is_forum(self) -> bool:
        """Whether the group has topics."""
        return bool(self.raw.get("is_forum"))

    @property
    def bot_is_admin(self) -> bool:
        """Whether the bot sees and may do what administrators do."""
        return self.bot_role in ADMIN_ROLES

    def may(self, right: str) -> bool:
        """Tell whether the bot is an administrator who was given `right`."""
        return self.bot_is_admin and self.bot_rights.get(right, False)


@dataclass(slots=True)
class Press:
    """A pressed inline button, until and after the bot answers it."""

    id: str
    account: Account
    post: Post
    data: str
    at: float
    answer: Raw | None = None
