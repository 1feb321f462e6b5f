"""Messages as a person sees them, and waiting for one to come."""

import re
from asyncio import timeout
from collections.abc import Callable, Iterable
from html import escape
from typing import Any

from simulator.actions import inline_buttons
from simulator.records import Post, Raw
from simulator.rendering import render_html
from simulator.world import World, body_of


class Message:
    """A message on someone's screen; it shows the present state, edits included."""

    def __init__(self, post: Post) -> None:
        """Look at `post`."""
        self.post = post

    def __repr__(self) -> str:
        """Show id, text and buttons, for a failing test."""
        return f"<Message {self.id} {self.text!r} {self.buttons}>"

    @property
    def id(self) -> int:
        """The message id."""
        return self.post.id

    @property
    def chat_id(self) -> int:
        """The chat it stands in."""
        return self.post.chat.id

    @property
    def thread(self) -> int | None:
        """The topic it stands in; None for General and for chats without topics."""
        return self.post.thread

    @property
    def raw(self) -> Raw:
        """The Bot API Message."""
        return self.post.raw

    @property
    def text(self) -> str:
        """Text or caption, without markup; empty if there is neither."""
        return body_of(self.post.raw)[0]

    @property
    def html(self) -> str:
        """Text or caption as safe HTML."""
        return render_html(*body_of(self.post.raw))

    @property
    def from_bot(self) -> bool:
        """Whether the bot wrote it."""
        return self.post.by_bot

    @property
    def deleted(self) -> bool:
        """Whether it is gone."""
        return self.post.deleted

    @property
    def edited(self) -> bool:
        """Whether it shows as edited."""
        return "edit_date" in self.post.raw

    @property
    def buttons(self) -> list[str]:
        """Labels of the inline buttons, row by row."""
        return [button["text"] for button in inline_buttons(self.post)]

    @property
    def keyboard(self) -> list[str] | None:
        """Labels of the reply keyboard that came with it; None if none came."""
        rows = (self.post.markup or {}).get("keyboard")
        return None if rows is None else [button["text"] for row in rows for button in row]

    @property
    def reactions(self) -> list[str]:
        """The emoji that people and the bot have set on it."""
        return [one["emoji"] for one in set_on(self.post) if "emoji" in one]

    @property
    def photo(self) -> Raw | None:
        """The biggest size of its photo."""
        sizes: list[Raw] | None = self.post.raw.get("photo")
        return sizes[-1] if sizes else None

    @property
    def media_group_id(self) -> str | None:
        """What ties it to the other messages of its album."""
        return self.post.raw.get("media_group_id")

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - the Bot API's own fields
        """Return a Bot API field such as `voice`, `document` or `contact`; None if absent."""
        if name in _FIELDS:
            return self.post.raw.get(name)
        raise AttributeError(name)


_FIELDS = frozenset({"voice", "video", "document", "sticker", "location", "contact", "caption"})


Wanted = str | re.Pattern[str] | Callable[[Message], bool]


def matches(wanted: Wanted, message: Message) -> bool:
    """Tell whether a message is the wanted one: part of its text, a pattern, or a test of it."""
    if callable(wanted):
        return wanted(message)
    if isinstance(wanted, re.Pattern):
        return wanted.search(message.text) is not None
    return wanted in message.text or _looks_like(wanted, message.text)


def _looks_like(pattern: str, text: str) -> bool:
    try:
        return re.search(pattern, text) is not None
    except re.error:
        return False


async def wait_for(
    world: World, find: Callable[[], Post | None], seconds: float, failure: Callable[[], str]
) -> Message:
    """Return what `find` finds, as soon as it does.

    Raises:
        AssertionError: after `seconds`, with the text of `failure`.
    """
    try:
        async with timeout(seconds):
            while (post := find()) is None:
                await world.stirred()
    except TimeoutError:
        raise AssertionError(failure()) from None
    return Message(post)


def transcript(world: World, posts: Iterable[Post]) -> str:
    """Return messages as readable lines: who, in which topic, what, with which buttons."""
    return "\n".join(_line(world, post) for post in posts)


def _line(world: World, post: Post) -> str:
    sender = post.raw["from"]
    who = "Bot" if sender is world.bot else sender["first_name"]
    topic = post.chat.topics.get(post.thread) if post.thread else None
    where = f"[{topic.name}] " if topic else ""
    marks = "".join(
        mark
        for mark, shown in ((" (edited)", "edit_date" in post.raw), (" (deleted)", post.deleted))
        if shown
    )
    buttons = "".join(f" [{button['text']}]" for button in inline_buttons(post))
    keyboard = "".join(f" ⌨{label}" for label in Message(post).keyboard or [])
    return f"{where}{who}: {_summary(post.raw)}{marks}{buttons}{keyboard}"


def _summary(raw: Raw) -> str:
    text = body_of(raw)[0].replace("\n", "\n    ")
    kinds = ("photo", "voice", "video", "document", "sticker", "location", "contact")
    found = [f"<{kind}>" for kind in kinds if kind in raw]
    service = [f"<{name}>" for name in raw if name.startswith("forum_topic_")]
    service += [f"<{name}>" for name in _SERVICE if name in raw]
    return " ".join([*found, *service, *([text] if text else [])])


_SERVICE = ("new_chat_members", "left_chat_member", "migrate_to_chat_id", "migrate_from_chat_id")


def set_on(post: Post) -> list[Raw]:
    """Return the reactions to a post, each with the id of the user `by` whom it was set."""
    return [{**one, "by": by} for by, given in post.reactions.items() for one in given]


def shown_message(post: Post) -> Raw:
    """Return a message for the page: the Bot API's fields, any markup, safe html, deleted."""
    shown: Raw = {**post.raw}
    text, entities = body_of(post.raw)
    shown["html"] = render_html(text, entities) if entities else escape(text)
    shown["deleted"] = post.deleted
    if reactions := set_on(post):
        shown["reactions"] = reactions
    if post.markup is not None:
        shown["reply_markup"] = post.markup
    return shown
