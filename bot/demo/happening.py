"""What happens on the simulated Telegram, as its event stream tells it."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from views.actions import Action, StaleButton, decode

Raw = dict[str, Any]
MEDIA = ("photo", "voice", "video", "document", "sticker", "location", "contact")
SERVICE = (
    "new_chat_members",
    "left_chat_member",
    "forum_topic_created",
    "forum_topic_edited",
    "forum_topic_closed",
    "forum_topic_reopened",
)


@dataclass(frozen=True, slots=True)
class Shown:
    """A message that appeared, or changed where `edited`; `raw` is the Bot API's Message."""

    raw: Raw
    edited: bool = False

    @property
    def id(self) -> int:
        """The message id."""
        return self.raw["message_id"]

    @property
    def chat_id(self) -> int:
        """The chat it stands in."""
        return self.raw["chat"]["id"]

    @property
    def thread(self) -> int | None:
        """The topic it stands in; None for General and private chats."""
        return self.raw.get("message_thread_id") if self.raw.get("is_topic_message") else None

    @property
    def at(self) -> datetime:
        """When it was sent or edited."""
        stamp = self.raw.get("edit_date") if self.edited else None
        return datetime.fromtimestamp(stamp or self.raw["date"], UTC)

    @property
    def by_bot(self) -> bool:
        """Whether the bot wrote it."""
        return self.raw["from"]["is_bot"]

    @property
    def author(self) -> str:
        """The name of who wrote it."""
        sender = self.raw["from"]
        return f"{sender['first_name']} {sender.get('last_name', '')}".strip()

    @property
    def text(self) -> str:
        """Text or caption, without markup."""
        return self.raw.get("text") or self.raw.get("caption") or ""

    @property
    def kind(self) -> str:
        """What it is: `text`, a medium such as `photo`, or a service message."""
        return next((kind for kind in (*MEDIA, *SERVICE) if kind in self.raw), "text")

    @property
    def is_service(self) -> bool:
        """Whether Telegram wrote it in someone's name."""
        return self.kind in SERVICE

    @property
    def buttons(self) -> list[Raw]:
        """Its inline buttons, row by row."""
        rows = self.raw.get("reply_markup", {}).get("inline_keyboard", [])
        return [button for row in rows for button in row]

    def button(self, kind: type[Action], **wanted: object) -> str | None:
        """Return the data of its first button that means `kind` with these fields."""
        for button in self.buttons:
            action = _action(button.get("callback_data", ""))
            if isinstance(action, kind) and all(
                getattr(action, name) == value for name, value in wanted.items()
            ):
                return button["callback_data"]
        return None


@dataclass(frozen=True, slots=True)
class Pressed:
    """A button that somebody pressed."""

    query_id: str
    by: int
    message: Shown
    data: str
    at: datetime

    @property
    def label(self) -> str:
        """What stands on the button."""
        buttons = self.message.buttons
        return next(one["text"] for one in buttons if one.get("callback_data") == self.data)


@dataclass(frozen=True, slots=True)
class ClockMoved:
    """Everybody's time was moved on."""

    now: datetime


Happening = Shown | Pressed | ClockMoved


def _action(data: str) -> Action | None:
    try:
        return decode(data)
    except StaleButton:
        return None
