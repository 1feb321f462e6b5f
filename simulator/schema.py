"""What each method accepts, in one table: the only place that knows parameter names.

A line reads as the documentation does: names in any order, `*` after a required one. The type of a
parameter is the same in every method, so it is listed once, in `KINDS`.
"""

from dataclasses import dataclass
from typing import Any, cast

from simulator.refusal import bad_request

_SENT = (
    "business_connection_id chat_id* message_thread_id direct_messages_topic_id "
    "disable_notification protect_content allow_paid_broadcast message_effect_id "
    "reply_parameters "
)
_SEND = _SENT + "suggested_post_parameters reply_markup "
_CAPTIONED = "caption parse_mode caption_entities "
_EDIT = "business_connection_id chat_id message_id inline_message_id reply_markup "
_TOPIC = "chat_id* message_thread_id* "
_COPIED = (
    "chat_id* message_thread_id direct_messages_topic_id from_chat_id* disable_notification "
    "protect_content "
)

_METHODS = {
    "getMe": "",
    "logOut": "",
    "close": "",
    "getUpdates": "offset limit timeout allowed_updates",
    "setWebhook": "url* certificate ip_address max_connections allowed_updates "
    "drop_pending_updates secret_token",
    "deleteWebhook": "drop_pending_updates",
    "getWebhookInfo": "",
    "sendMessage": _SEND + "text* parse_mode entities link_preview_options",
    "sendPhoto": _SEND + _CAPTIONED + "photo* show_caption_above_media has_spoiler",
    "sendDocument": _SEND + _CAPTIONED + "document* thumbnail disable_content_type_detection",
    "sendVoice": _SEND + _CAPTIONED + "voice* duration",
    "sendVideo": _SEND
    + _CAPTIONED
    + "video* duration width height thumbnail cover start_timestamp show_caption_above_media "
    "has_spoiler supports_streaming",
    "sendSticker": _SEND + "sticker* emoji",
    "sendLocation": _SEND
    + "latitude* longitude* horizontal_accuracy live_period heading proximity_alert_radius",
    "sendContact": _SEND + "phone_number* first_name* last_name vcard",
    "sendMediaGroup": _SENT + "media*",
    "sendChatAction": "business_connection_id chat_id* message_thread_id action*",
    "copyMessage": _COPIED
    + _CAPTIONED
    + "message_id* video_start_timestamp show_caption_above_media allow_paid_broadcast "
    "message_effect_id suggested_post_parameters reply_parameters reply_markup",
    "copyMessages": _COPIED + "message_ids* remove_caption",
    "forwardMessage": _COPIED
    + "message_id* video_start_timestamp message_effect_id suggested_post_parameters",
    "editMessageText": _EDIT + "text parse_mode entities link_preview_options rich_message",
    "editMessageCaption": _EDIT + _CAPTIONED + "show_caption_above_media",
    "editMessageReplyMarkup": _EDIT,
    "editMessageMedia": _EDIT + "media*",
    "deleteMessage": "chat_id* message_id*",
    "setMessageReaction": "chat_id* message_id* reaction is_big",
    "answerCallbackQuery": "callback_query_id* text show_alert url cache_time",
    "getFile": "file_id*",
    "createForumTopic": "chat_id* name* icon_color icon_custom_emoji_id",
    "editForumTopic": _TOPIC + "name icon_custom_emoji_id",
    "closeForumTopic": _TOPIC,
    "reopenForumTopic": _TOPIC,
    "deleteForumTopic": _TOPIC,
    "getChat": "chat_id*",
    "getChatMember": "chat_id* user_id*",
    "getChatAdministrators": "chat_id* return_bots",
    "leaveChat": "chat_id*",
    "setMyCommands": "commands* scope language_code",
    "getMyCommands": "scope language_code",
    "deleteMyCommands": "scope language_code",
    "setMyDescription": "description language_code",
    "setMyShortDescription": "short_description language_code",
    "setChatMenuButton": "chat_id menu_button",
}

# The media, text and other words are strings and need no line here.
_KINDS = {
    "chat": "chat_id from_chat_id",
    "int": "message_thread_id direct_messages_topic_id message_id user_id offset limit timeout "
    "max_connections duration width height start_timestamp video_start_timestamp live_period "
    "heading proximity_alert_radius cache_time icon_color",
    "float": "latitude longitude horizontal_accuracy",
    "bool": "disable_notification protect_content allow_paid_broadcast drop_pending_updates "
    "show_caption_above_media has_spoiler disable_content_type_detection supports_streaming "
    "remove_caption is_big show_alert return_bots",
    "object": "reply_markup reply_parameters link_preview_options suggested_post_parameters "
    "rich_message scope menu_button",
    "list": "entities caption_entities allowed_updates reaction commands message_ids",
    "file": "photo document voice video sticker thumbnail cover certificate",
    "media": "media",
}

# Fields of the objects that a bot sends; anything else in them is a mistake worth naming.
OBJECTS = {
    "ReplyParameters": "message_id* chat_id allow_sending_without_reply quote quote_parse_mode "
    "quote_entities quote_position checklist_task_id poll_option_id",
    "InlineKeyboardMarkup": "inline_keyboard*",
    "InlineKeyboardButton": "text* icon_custom_emoji_id style url callback_data web_app login_url "
    "switch_inline_query switch_inline_query_current_chat switch_inline_query_chosen_chat "
    "copy_text callback_game pay",
    "ReplyKeyboardMarkup": "keyboard* is_persistent resize_keyboard one_time_keyboard "
    "input_field_placeholder selective",
    "KeyboardButton": "text* icon_custom_emoji_id style request_users request_chat "
    "request_managed_bot request_contact request_location request_poll web_app",
    "ReplyKeyboardRemove": "remove_keyboard* selective",
    "ForceReply": "force_reply* input_field_placeholder selective",
    "LinkPreviewOptions": "is_disabled url prefer_small_media prefer_large_media show_above_text",
    "MessageEntity": "type* offset* length* url user language custom_emoji_id unix_time "
    "date_time_format",
    "BotCommand": "command* description*",
    "InputMediaPhoto": "type* media* caption parse_mode caption_entities "
    "show_caption_above_media has_spoiler",
    "InputMediaVideo": "type* media* thumbnail cover start_timestamp caption parse_mode "
    "caption_entities show_caption_above_media width height duration supports_streaming "
    "has_spoiler",
    "InputMediaDocument": "type* media* thumbnail caption parse_mode caption_entities "
    "disable_content_type_detection",
}


@dataclass(frozen=True, slots=True)
class Shape:
    """The names that a method or an object takes, and which of them it cannot do without."""

    names: frozenset[str]
    required: tuple[str, ...]


def _shape(line: str) -> Shape:
    words = line.split()
    return Shape(
        frozenset(word.rstrip("*") for word in words),
        tuple(word[:-1] for word in words if word.endswith("*")),
    )


METHODS = {name: _shape(line) for name, line in _METHODS.items()}
KIND_OF = {name: kind for kind, line in _KINDS.items() for name in line.split()}
_OBJECT_SHAPES = {name: _shape(line) for name, line in OBJECTS.items()}


def check_object(kind: str, value: object) -> dict[str, Any]:
    """Return `value` as an object of `kind`; Refusal if it has a stray or lacks a needed field."""
    if not isinstance(value, dict):
        reason = f"object expected as {kind}"
        raise bad_request(reason)
    fields = cast("dict[str, Any]", value)
    shape = _OBJECT_SHAPES[kind]
    for name in fields:
        if name not in shape.names:
            reason = f"SIMULATOR unknown field {name} in {kind}"
            raise bad_request(reason)
    for name in shape.required:
        if fields.get(name) is None:
            reason = f"field {name} of {kind} is required"
            raise bad_request(reason)
    return fields
