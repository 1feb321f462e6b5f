"""What an update is, for the log: its kind and its words."""

from telegram import InlineKeyboardMarkup, Message, Update

from crm.tickets.queries import PRESS
from crm.tickets.reactions import REACTION
from handlers.reactions import emoji_of

KINDS = (
    "text",
    "photo",
    "voice",
    "video",
    "video_note",
    "animation",
    "audio",
    "document",
    "sticker",
    "location",
    "contact",
    "poll",
    "dice",
    "forum_topic_created",
    "forum_topic_closed",
    "forum_topic_reopened",
    "forum_topic_edited",
    "new_chat_members",
    "left_chat_member",
    "migrate_to_chat_id",
    "migrate_from_chat_id",
)


def kind_of(update: Update) -> str:
    """Name what came: a message's kind, `edit`, `button`, `reaction`, or `status`."""
    if update.callback_query is not None:
        return PRESS
    if update.edited_message is not None:
        return "edit"
    if update.message is not None:
        return message_kind(update.message)
    if update.message_reaction is not None:
        return REACTION
    return "status"


def message_kind(message: Message) -> str:
    """Name a message's kind, such as `photo`; `other` for what Sapa has no name for."""
    if message.venue is not None:
        return "location"
    return next((kind for kind in KINDS if getattr(message, kind, None)), "other")


def text_of(update: Update) -> str:
    """Return the words that came: a text, a caption, or the label of the pressed button."""
    if update.callback_query is not None:
        return _label(update)
    if update.message_reaction is not None:
        return emoji_of(update.message_reaction.new_reaction)
    message = update.effective_message
    if message is None:
        return ""
    return message.text or message.caption or ""


def _label(update: Update) -> str:
    message, query = update.effective_message, update.callback_query
    markup = getattr(message, "reply_markup", None)
    if query is None or not isinstance(markup, InlineKeyboardMarkup):
        return ""
    buttons = (button for row in markup.inline_keyboard for button in row)
    return next((button.text for button in buttons if button.callback_data == query.data), "")
