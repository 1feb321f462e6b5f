"""Methods that change or remove messages that are there."""

from typing import Any

from simulator.methods.content import caption_content, text_content
from simulator.methods.keyboards import checked_markup
from simulator.methods.sending import input_media
from simulator.methods.targets import find_chat, unsupported, writable_chat
from simulator.posting import change, live_post, remove
from simulator.records import Post, Raw
from simulator.refusal import bad_request
from simulator.world import World

Params = dict[str, Any]
_MEDIA = ("photo", "video", "document", "voice", "sticker")
_DELETABLE_FOR = 48 * 3600
_NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same "
    "as a current content and reply markup of the message"
)


def _editable(world: World, params: Params) -> Post:
    unsupported(params, "business_connection_id", "inline_message_id", "rich_message")
    if "chat_id" not in params:
        reason = "chat_id is empty"
        raise bad_request(reason)
    chat = writable_chat(world, params["chat_id"])
    post = live_post(chat, params.get("message_id"))
    if post is None:
        reason = "message to edit not found"
        if "message_id" not in params:
            reason = "message identifier is not specified"
        raise bad_request(reason)
    if not post.by_bot or post.service or "forward_origin" in post.raw:
        reason = "message can't be edited"
        raise bad_request(reason)
    return post


def _apply(world: World, post: Post, changes: Raw, params: Params, *, dated: bool = True) -> Raw:
    markup = checked_markup(params, inline_only=True)
    same = all(post.raw.get(name) == value for name, value in changes.items())
    if same and markup == post.raw.get("reply_markup"):
        raise bad_request(_NOT_MODIFIED)
    change(world, post, changes, markup=markup, dated=dated)
    return post.raw


def edit_message_text(world: World, params: Params) -> Raw:
    """Replace the text; an inline keyboard that is not given again goes away."""
    post = _editable(world, params)
    if "text" not in post.raw:
        reason = "there is no text in the message to edit"
        raise bad_request(reason)
    fresh = {"entities": None, "link_preview_options": None, **text_content(params)}
    return _apply(world, post, fresh, params)


def edit_message_caption(world: World, params: Params) -> Raw:
    """Replace or remove the caption of a media message."""
    post = _editable(world, params)
    if not any(kind in post.raw for kind in _MEDIA):
        reason = "there is no caption in the message to edit"
        raise bad_request(reason)
    gone = {"caption": None, "caption_entities": None, "show_caption_above_media": None}
    return _apply(world, post, {**gone, **caption_content(params)}, params)


def edit_message_reply_markup(world: World, params: Params) -> Raw:
    """Replace or remove the inline keyboard."""
    return _apply(world, _editable(world, params), {}, params, dated=False)


def edit_message_media(world: World, params: Params) -> Raw:
    """Replace photo, video or document together with its caption."""
    post = _editable(world, params)
    gone = dict.fromkeys((*_MEDIA, "caption", "caption_entities", "text", "entities"))
    return _apply(world, post, {**gone, **input_media(world, params, params["media"])}, params)


def delete_message(world: World, params: Params) -> bool:
    """Delete a message: own ones, incoming private ones, others' where the bot has the right."""
    chat = find_chat(world, params["chat_id"])
    post = live_post(chat, params["message_id"])
    if post is None:
        reason = "message to delete not found"
        raise bad_request(reason)
    too_old = world.now() - post.raw["date"] > _DELETABLE_FOR
    allowed = chat.may("can_delete_messages") or (
        (post.by_bot or chat.is_private) and not too_old and not post.service
    )
    if not allowed:
        reason = "message can't be deleted for everyone"
        raise bad_request(reason)
    remove(world, post)
    return True
