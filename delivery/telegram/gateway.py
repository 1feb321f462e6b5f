"""Outgoing messages as Bot API calls."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, assert_never

from telegram.error import BadRequest

from delivery.telegram.api import BotApi, File
from views.message import (
    Album,
    Attached,
    Button,
    Copy,
    Drawn,
    EditCaption,
    EditText,
    Keyboard,
    Photo,
    React,
    Text,
)

HTML = "HTML"
NO_PREVIEW = {"is_disabled": True}

PHOTO_LIMIT = 10_000_000
"""Bytes of a photo (Bot API, sendPhoto: 10 MB); a larger picture goes as a document."""
UPLOAD_PATIENCE = 240.0
"""Seconds that an upload may take in all: 50 MB at less than 2 Mbit/s."""

Params = dict[str, Any]
Wordy = Text | EditText | EditCaption | Copy | Photo | React
"""What is sent without a file."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a message goes: a chat, perhaps a topic of it, perhaps under another message."""

    chat_id: int
    thread_id: int | None = None
    reply_to: int | None = None
    paid: bool = False
    """Let it go at the rate of paid broadcasts, which Telegram bills."""

    @property
    def at_a_price(self) -> bool | None:
        """What `allow_paid_broadcast` is; left out where nothing is paid."""
        return self.paid or None


@dataclass(frozen=True, slots=True)
class Receipt:
    """The ids that Telegram gave: of the message, and of each one of an album."""

    message_id: int | None
    message_ids: tuple[int, ...] = ()


class Gateway:
    """Sends what views make; raises Telegram's errors as they come."""

    def __init__(self, api: BotApi) -> None:
        """Send through `api`."""
        self._api = api

    async def send(self, message: Wordy, place: Place) -> Receipt:
        """Send, edit or copy; an edit that changes nothing counts as done."""
        match message:
            case Text():
                return await self._text(message, place)
            case Photo():
                return await self._photo(message, place)
            case Copy():
                return await self._copy(message, place)
            case EditText() | EditCaption():
                return await self._edit(message, place)
            case React():
                return await self._react(message, place)
            case _:
                assert_never(message)

    async def upload(self, message: Attached | Drawn, file: File, place: Place) -> Receipt:
        """Send a file: as a photo where `message` wishes it and Telegram takes it as one."""
        is_picture = isinstance(message, Drawn) or message.photo
        as_photo = is_picture and len(file.content) <= PHOTO_LIMIT
        sent = await self._api.upload(
            "sendPhoto" if as_photo else "sendDocument",
            {
                "chat_id": place.chat_id,
                "caption": message.html,
                "parse_mode": HTML,
                "message_thread_id": place.thread_id,
                "reply_parameters": _quote(message.reply_to or place.reply_to),
                "reply_markup": _inline(message.buttons),
            },
            files={"photo" if as_photo else "document": file},
            patience=UPLOAD_PATIENCE,
        )
        return Receipt(sent["message_id"])

    async def upload_album(self, message: Album, files: Sequence[File], place: Place) -> Receipt:
        """Send pictures as one album, whose first one has the caption; one alone as a photo."""
        whither: Params = {
            "chat_id": place.chat_id,
            "message_thread_id": place.thread_id,
            "reply_parameters": _quote(message.reply_to or place.reply_to),
        }
        caption: Params = {"caption": message.html, "parse_mode": HTML} if message.html else {}
        parts = {f"picture{number}": file for number, file in enumerate(files, start=1)}
        if len(files) == 1:
            sent = await self._api.upload(
                "sendPhoto",
                whither | caption,
                files={"photo": files[0]},
                patience=UPLOAD_PATIENCE,
            )
            return Receipt(sent["message_id"], (sent["message_id"],))
        media: list[Params] = [{"type": "photo", "media": f"attach://{name}"} for name in parts]
        media[0] |= caption
        posted = await self._api.upload(
            "sendMediaGroup", whither | {"media": media}, files=parts, patience=UPLOAD_PATIENCE
        )
        given = tuple(one["message_id"] for one in posted)
        return Receipt(min(given, default=None), given)

    async def open_topic(self, chat_id: int, name: str) -> int:
        """Create a forum topic and return its thread id."""
        topic = await self._api.call("createForumTopic", {"chat_id": chat_id, "name": name})
        return int(topic["message_thread_id"])

    async def lock_topic(self, chat_id: int, thread_id: int, *, closed: bool) -> None:
        """Close a topic or open it; one that is so already, is gone, or is not ours stays."""
        method = "closeForumTopic" if closed else "reopenForumTopic"
        with suppress(BadRequest):
            await self._api.call(method, {"chat_id": chat_id, "message_thread_id": thread_id})

    async def set_commands(self, chat_id: int, commands: Sequence[tuple[str, str]]) -> None:
        """Give a chat its own command menu, which goes before that of the person's app."""
        await self._api.call(
            "setMyCommands",
            {
                "commands": [{"command": name, "description": line} for name, line in commands],
                "scope": {"type": "chat", "chat_id": chat_id},
            },
        )

    async def answer_press(self, query_id: str, text: str, *, alert: bool) -> None:
        """Answer a pressed button, if it still waits for one."""
        await self._api.call(
            "answerCallbackQuery",
            {"callback_query_id": query_id, "text": text or None, "show_alert": alert or None},
        )

    async def _text(self, message: Text, place: Place) -> Receipt:
        sent = await self._api.call(
            "sendMessage",
            {
                "chat_id": place.chat_id,
                "text": message.html,
                "parse_mode": HTML,
                "message_thread_id": place.thread_id,
                "reply_parameters": _quote(message.reply_to or place.reply_to),
                "reply_markup": _inline(message.buttons) or _keyboard(message.keyboard),
                "link_preview_options": NO_PREVIEW,
                "allow_paid_broadcast": place.at_a_price,
            },
        )
        return Receipt(sent["message_id"])

    async def _photo(self, message: Photo, place: Place) -> Receipt:
        sent = await self._api.call(
            "sendPhoto",
            {
                "chat_id": place.chat_id,
                "photo": message.file_id,
                "caption": message.html,
                "parse_mode": HTML,
                "message_thread_id": place.thread_id,
                "reply_markup": _inline(message.buttons),
                "allow_paid_broadcast": place.at_a_price,
            },
        )
        return Receipt(sent["message_id"])

    async def _copy(self, message: Copy, place: Place) -> Receipt:
        whence: Params = {
            "chat_id": place.chat_id,
            "from_chat_id": message.from_chat_id,
            "message_thread_id": place.thread_id,
        }
        if len(message.message_ids) > 1:
            ids = sorted(message.message_ids)
            copies = await self._api.call("copyMessages", whence | {"message_ids": ids})
            given = tuple(copy["message_id"] for copy in copies)
            return Receipt(min(given, default=None), given)
        one = {
            "message_id": min(message.message_ids),
            "reply_parameters": _quote(message.reply_to or place.reply_to),
        }
        copied = await self._api.call("copyMessage", whence | one)
        return Receipt(copied["message_id"], (copied["message_id"],))

    async def _react(self, message: React, place: Place) -> Receipt:
        reaction = [{"type": "emoji", "emoji": message.emoji}] if message.emoji else []
        await self._api.call(
            "setMessageReaction",
            {"chat_id": place.chat_id, "message_id": message.message_id, "reaction": reaction},
        )
        return Receipt(message.message_id)

    async def _edit(self, message: EditText | EditCaption, place: Place) -> Receipt:
        params: Params = {
            "chat_id": place.chat_id,
            "message_id": message.message_id,
            "parse_mode": HTML,
        }
        try:
            if isinstance(message, EditCaption):
                caption = {"caption": message.html, "reply_markup": _inline(message.buttons)}
                await self._api.call("editMessageCaption", params | caption)
            else:
                text = {
                    "text": message.html,
                    "reply_markup": _inline(message.buttons),
                    "link_preview_options": NO_PREVIEW,
                }
                await self._api.call("editMessageText", params | text)
        except BadRequest as error:
            if "not modified" not in error.message:
                raise
        return Receipt(message.message_id)


def _quote(message_id: int | None) -> Params | None:
    if message_id is None:
        return None
    return {"message_id": message_id, "allow_sending_without_reply": True}


def _inline(buttons: Sequence[Sequence[Button]]) -> Params | None:
    if not buttons:
        return None
    return {"inline_keyboard": [[_button(button) for button in row] for row in buttons]}


def _button(button: Button) -> Params:
    if button.url is not None:
        return {"text": button.label, "url": button.url}
    return {"text": button.label, "callback_data": button.data}


def _keyboard(keyboard: Keyboard | None) -> Params | None:
    if keyboard is None:
        return None
    hint = {"input_field_placeholder": keyboard.hint} if keyboard.hint else {}
    if keyboard.reply:
        return {"force_reply": True, "selective": True} | hint
    rows: list[list[Params]] = [[{"text": key} for key in row] for row in keyboard.keys]
    if keyboard.contact:
        rows.insert(0, [{"text": keyboard.contact, "request_contact": True}])
    if not rows:
        return {"remove_keyboard": True}
    return {"keyboard": rows, "resize_keyboard": True, "one_time_keyboard": True} | hint
