"""People with the Telegram app: what they can do, and what they see and hear of it."""

from collections.abc import Callable, Sequence
from typing import TypedDict, Unpack

from simulator import actions, composing
from simulator.groups import Group
from simulator.hearing import Message, Wanted, matches, transcript, wait_for
from simulator.presses import CallbackPress
from simulator.records import Account, Chat, Post, Raw
from simulator.refusal import ImpossibleActionError
from simulator.world import World

Where = Group | int | None


class Place(TypedDict, total=False):
    """Where a message goes; without `chat` into the private chat."""

    chat: Where
    thread: int | None
    reply_to: Message | int | None


class Person:
    """Someone with a Telegram account; `chat=None` means their private chat with the bot."""

    def __init__(self, world: World, account: Account) -> None:
        """Act for `account`."""
        self._world = world
        self.account = account
        self._heard = 0

    @property
    def id(self) -> int:
        """The Telegram user id, which is the private chat's id too."""
        return self.account.id

    @property
    def name(self) -> str:
        """First and last name."""
        return self.account.name

    @property
    def _private(self) -> Chat:
        return self._world.chats[self.account.id]

    def start(self, payload: str | None = None) -> Message:
        """Press Start, through a deep link if there is a payload; unblocks the bot first."""
        if self.account.blocked:
            self.unblocks_bot()
        return self.says(f"/start {payload}" if payload else "/start")

    def says(
        self,
        text: str,
        chat: Where = None,
        thread: int | None = None,
        reply_to: Message | int | None = None,
    ) -> Message:
        """Write a text."""
        return self.sends(composing.text(text), chat, thread, reply_to)

    def sends_photo(
        self, data: bytes | None = None, caption: str | None = None, **where: Unpack[Place]
    ) -> Message:
        """Send a photo; without data a sample picture."""
        return self.sends(composing.photo(self._world, data, caption), **where)

    def sends_album(
        self, pictures: Sequence[bytes | None], caption: str | None = None, **where: Unpack[Place]
    ) -> list[Message]:
        """Send several photos as one album, which the bot receives one by one."""
        contents = composing.album(self._world, pictures, caption)
        return [self.sends(content, **where) for content in contents]

    def sends_voice(
        self,
        data: bytes | None = None,
        *,
        duration: int = 4,
        size: int | None = None,
        **where: Unpack[Place],
    ) -> Message:
        """Send a voice message; `size` may claim more bytes than there are."""
        return self.sends(composing.voice(self._world, data, duration, size), **where)

    def sends_video(
        self,
        data: bytes | None = None,
        caption: str | None = None,
        *,
        duration: int = 8,
        size: int | None = None,
        **where: Unpack[Place],
    ) -> Message:
        """Send a video; `size` may claim more bytes than there are."""
        content = composing.video(self._world, data, duration, size)
        return self.sends(content | composing.caption(caption), **where)

    def sends_document(
        self,
        name: str,
        data: bytes,
        caption: str | None = None,
        *,
        size: int | None = None,
        **where: Unpack[Place],
    ) -> Message:
        """Send a file; `size` may claim more bytes than there are."""
        content = composing.document(self._world, name, data, size)
        return self.sends(content | composing.caption(caption), **where)

    def sends_sticker(self, emoji: str = "👍", **where: Unpack[Place]) -> Message:
        """Send a sticker."""
        return self.sends(composing.sticker(self._world, emoji), **where)

    def sends_location(self, latitude: float, longitude: float, **where: Unpack[Place]) -> Message:
        """Send a point on the map."""
        return self.sends(composing.location(latitude, longitude), **where)

    def sends_contact(
        self, phone: str | None = None, *, name: str | None = None, **where: Unpack[Place]
    ) -> Message:
        """Share the own contact, or somebody else's by `phone`."""
        return self.sends(composing.contact(self.account, phone, name), **where)

    def sends(
        self,
        content: Raw,
        chat: Where = None,
        thread: int | None = None,
        reply_to: Message | int | None = None,
    ) -> Message:
        """Send a message made of Bot API content fields."""
        answered = reply_to.id if isinstance(reply_to, Message) else reply_to
        post = actions.send(
            self._world,
            self.account,
            self._chat(chat),
            content,
            thread=thread,
            reply_to=answered,
        )
        return Message(post)

    def edits(self, message: Message | int, text: str, chat: Where = None) -> Message:
        """Change an own message."""
        number = message.id if isinstance(message, Message) else message
        post = actions.edit(self._world, self.account, self._chat(chat), number, text)
        return Message(post)

    def reacts(
        self,
        message: Message | int,
        *reactions: str | Raw,
        chat: Where = None,
    ) -> None:
        """React with emoji, or with a ReactionType of the Bot API; without any, take it back."""
        number = message.id if isinstance(message, Message) else message
        raw = [
            {"type": "emoji", "emoji": one} if isinstance(one, str) else one for one in reactions
        ]
        actions.set_reactions(self._world, self.account, self._chat(chat).posts[number], raw)

    def presses(
        self, wanted: str, chat: Where = None, message: Message | int | None = None
    ) -> CallbackPress:
        """Press the newest button whose label or data contains `wanted`.

        An exact label wins over a part of one; buttons of the reply keyboard count in the private
        chat. AssertionError, with the transcript, if there is no such button.
        """
        where = self._chat(chat)
        posts = self._candidates(where, message)
        for fits in (_is_label, _is_part):
            for post in posts:
                for button in actions.inline_buttons(post):
                    if "callback_data" in button and fits(wanted, button):
                        pressed = actions.press(
                            self._world, self.account, post, button["callback_data"]
                        )
                        return CallbackPress(self._world, pressed, Message(post))
            if message is None and (button := _on_keyboard(where, wanted, fits)):
                sent = actions.press_keyboard(self._world, self.account, where, button)
                return CallbackPress(self._world, None, Message(sent))
        failure = f"{self.name} finds no button {wanted!r} in:\n{self.transcript(chat)}"
        raise AssertionError(failure)

    def presses_data(self, data: str, chat: Where, message: int) -> CallbackPress:
        """Press exactly the button of `message` that carries `data`."""
        post = self._chat(chat).posts[message]
        pressed = actions.press(self._world, self.account, post, data)
        return CallbackPress(self._world, pressed, Message(post))

    def blocks_bot(self) -> None:
        """Block the bot, which is told."""
        actions.block(self._world, self.account)

    def unblocks_bot(self) -> None:
        """Unblock the bot, which is told."""
        actions.unblock(self._world, self.account)

    def deletes_account(self) -> None:
        """Delete the account, which the bot learns only when it writes."""
        actions.delete_account(self._world, self.account)

    @property
    def messages(self) -> list[Message]:
        """All that stands in the private chat, own messages included."""
        return [Message(post) for post in self._private.posts.values() if not post.deleted]

    @property
    def inbox(self) -> list[Message]:
        """What the bot has written in the private chat and not deleted."""
        return [message for message in self.messages if message.from_bot]

    async def hears(
        self,
        wanted: Wanted,
        timeout: float = 15.0,  # noqa: ASYNC109 - callers say how patient they are
    ) -> Message:
        """Wait for a new or edited message of the bot, later than the one returned last.

        Raises:
            AssertionError: if none comes within `timeout` real seconds, with the transcript.
        """
        heard = await wait_for(
            self._world,
            lambda: self._find(wanted),
            timeout,
            lambda: f"{self.name} did not hear {wanted!r} in {timeout} s:\n{self.transcript()}",
        )
        self._heard = heard.post.change
        return heard

    def transcript(self, chat: Where = None) -> str:
        """Return a chat, the private one by default, as readable lines."""
        return transcript(self._world, self._chat(chat).posts.values())

    def _find(self, wanted: Wanted) -> Post | None:
        fresh = [
            post
            for post in self._private.posts.values()
            if post.by_bot and not post.deleted and post.change > self._heard
        ]
        fresh.sort(key=_by_change)
        return next((post for post in fresh if matches(wanted, Message(post))), None)

    def _chat(self, where: Where) -> Chat:
        if where is None:
            return self._private
        number = where.id if isinstance(where, Group) else where
        chat = self._world.chats.get(number)
        if chat is None:
            message = f"there is no chat {number}"
            raise ImpossibleActionError(message)
        return chat

    def _candidates(self, chat: Chat, message: Message | int | None) -> list[Post]:
        if message is None:
            return [post for post in reversed(chat.posts.values()) if not post.deleted]
        number = message.id if isinstance(message, Message) else message
        return [chat.posts[number]] if number in chat.posts else []


def _by_change(post: Post) -> int:
    return post.change


def _is_label(wanted: str, button: Raw) -> bool:
    return wanted in (button["text"], button.get("callback_data"))


def _is_part(wanted: str, button: Raw) -> bool:
    return wanted in button["text"] or wanted in button.get("callback_data", "")


def _on_keyboard(chat: Chat, wanted: str, fits: Callable[[str, Raw], bool]) -> Raw | None:
    rows: list[list[Raw]] = (chat.keyboard or {}).get("keyboard", [])
    return next((button for row in rows for button in row if fits(wanted, button)), None)
