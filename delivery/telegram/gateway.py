"""Outgoing messages as Bot API calls."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import assert_never

from telegram import (
    Bot,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    KeyboardButton,
    LinkPreviewOptions,
    ReplyKeyboardMarkup,
    ReplyKeyboardRemove,
    ReplyParameters,
)
from telegram.constants import ParseMode
from telegram.error import BadRequest

from views.message import Button, Copy, EditCaption, EditText, Keyboard, Outgoing, Text

NO_PREVIEW = LinkPreviewOptions(is_disabled=True)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a message goes: a chat, perhaps a topic of it, perhaps under another message."""

    chat_id: int
    thread_id: int | None = None
    reply_to: int | None = None


@dataclass(frozen=True, slots=True)
class Receipt:
    """The ids that Telegram gave: of the message, and of each one of an album."""

    message_id: int | None
    message_ids: tuple[int, ...] = ()


class Gateway:
    """Sends through python-telegram-bot; raises its errors as they come."""

    def __init__(self, bot: Bot) -> None:
        """Speak as `bot`."""
        self._bot = bot

    async def send(self, message: Outgoing, place: Place) -> Receipt:
        """Send, edit or copy; an edit that changes nothing counts as done."""
        match message:
            case Text():
                return await self._text(message, place)
            case Copy():
                return await self._copy(message, place)
            case EditText() | EditCaption():
                return await self._edit(message, place)
            case _:
                assert_never(message)

    async def open_topic(self, chat_id: int, name: str) -> int:
        """Create a forum topic and return its thread id."""
        topic = await self._bot.create_forum_topic(chat_id, name)
        return topic.message_thread_id

    async def answer_press(self, query_id: str, text: str, *, alert: bool) -> None:
        """Answer a pressed button, if it still waits for one."""
        await self._bot.answer_callback_query(query_id, text=text or None, show_alert=alert)

    async def _text(self, message: Text, place: Place) -> Receipt:
        sent = await self._bot.send_message(
            place.chat_id,
            str(message.html),
            parse_mode=ParseMode.HTML,
            message_thread_id=place.thread_id,
            reply_parameters=_quote(message.reply_to or place.reply_to),
            reply_markup=_inline(message.buttons) or _keyboard(message.keyboard),
            link_preview_options=NO_PREVIEW,
        )
        return Receipt(sent.message_id)

    async def _copy(self, message: Copy, place: Place) -> Receipt:
        if len(message.message_ids) > 1:
            copies = await self._bot.copy_messages(
                place.chat_id,
                message.from_chat_id,
                sorted(message.message_ids),
                message_thread_id=place.thread_id,
            )
            ids = tuple(copy.message_id for copy in copies)
            return Receipt(min(ids, default=None), ids)
        copied = await self._bot.copy_message(
            place.chat_id,
            message.from_chat_id,
            min(message.message_ids),
            message_thread_id=place.thread_id,
            reply_parameters=_quote(message.reply_to or place.reply_to),
        )
        return Receipt(copied.message_id, (copied.message_id,))

    async def _edit(self, message: EditText | EditCaption, place: Place) -> Receipt:
        try:
            if isinstance(message, EditCaption):
                await self._bot.edit_message_caption(
                    place.chat_id,
                    message.message_id,
                    caption=str(message.html),
                    parse_mode=ParseMode.HTML,
                )
            else:
                await self._bot.edit_message_text(
                    str(message.html),
                    place.chat_id,
                    message.message_id,
                    parse_mode=ParseMode.HTML,
                    reply_markup=_inline(message.buttons),
                    link_preview_options=NO_PREVIEW,
                )
        except BadRequest as error:
            if "not modified" not in error.message:
                raise
        return Receipt(message.message_id)


def _quote(message_id: int | None) -> ReplyParameters | None:
    if message_id is None:
        return None
    return ReplyParameters(message_id, allow_sending_without_reply=True)


def _inline(buttons: Sequence[Sequence[Button]]) -> InlineKeyboardMarkup | None:
    if not buttons:
        return None
    return InlineKeyboardMarkup(
        [
            [
                InlineKeyboardButton(button.label, callback_data=button.data, url=button.url)
                for button in row
            ]
            for row in buttons
        ]
    )


def _keyboard(keyboard: Keyboard | None) -> ReplyKeyboardMarkup | ReplyKeyboardRemove | None:
    if keyboard is None:
        return None
    rows = [[KeyboardButton(key) for key in row] for row in keyboard.keys]
    if keyboard.contact:
        rows.insert(0, [KeyboardButton(keyboard.contact, request_contact=True)])
    if not rows:
        return ReplyKeyboardRemove()
    return ReplyKeyboardMarkup(
        rows,
        resize_keyboard=True,
        one_time_keyboard=True,
        input_field_placeholder=keyboard.hint or None,
    )
