"""Methods that take a message from one chat into another: copy without and forward with origin."""

from itertools import pairwise
from typing import Any

from simulator.methods.content import caption_content
from simulator.methods.keyboards import checked_markup
from simulator.methods.sending import admit, new_group_id
from simulator.methods.targets import (
    find_chat,
    find_reply,
    find_thread,
    unsupported,
    writable_chat,
)
from simulator.posting import live_post, publish
from simulator.records import Chat, Post, Raw
from simulator.refusal import bad_request
from simulator.world import World

Params = dict[str, Any]
_NOT_PLAYED = ("direct_messages_topic_id", "suggested_post_parameters")
_MEDIA = ("photo", "video", "document", "voice", "sticker")
_CAPTION = ("caption", "caption_entities", "show_caption_above_media")
_CARRIED = (
    *_MEDIA,
    *_CAPTION,
    "text",
    "entities",
    "link_preview_options",
    "location",
    "contact",
    "has_media_spoiler",
)
_MOST = 100


def copy_message(world: World, params: Params) -> Raw:
    """Copy one message; caption and buttons may be given anew."""
    unsupported(params, *_NOT_PLAYED)
    chat = writable_chat(world, params["chat_id"])
    source = _source(world, params, params["message_id"], "message to copy not found")
    reply_to = find_reply(world, chat, params)
    thread = find_thread(chat, params, reply_to)
    markup = checked_markup(params)
    content = _content(source)
    if "caption" in params and any(kind in content for kind in _MEDIA):
        content = {name: content[name] for name in content if name not in _CAPTION}
        content |= caption_content(params)
    admit(world, chat, params)
    post = publish(
        world, chat, world.bot, content, thread=thread, reply_to=reply_to, markup=markup
    )
    return {"message_id": post.id}


def copy_messages(world: World, params: Params) -> list[Raw]:
    """Copy up to 100 messages, albums kept together; those not found are passed over."""
    unsupported(params, *_NOT_PLAYED)
    chat = writable_chat(world, params["chat_id"])
    origin = find_chat(world, params["from_chat_id"])
    thread = find_thread(chat, params, None)
    ids: list[int] = [int(number) for number in params["message_ids"]]
    if not 0 < len(ids) <= _MOST:
        reason = "there must be 1-100 message identifiers"
        raise bad_request(reason)
    if any(later <= earlier for earlier, later in pairwise(ids)):
        reason = "message identifiers must be in a strictly increasing order"
        raise bad_request(reason)
    found = [live_post(origin, number) for number in ids]
    posts = [post for post in found if post is not None and not post.service]
    if not posts:
        reason = "there are no messages to copy"
        raise bad_request(reason)
    admit(world, chat, params, len(posts))
    return _copy_all(world, chat, posts, thread, bare=bool(params.get("remove_caption")))


def _copy_all(
    world: World, chat: Chat, posts: list[Post], thread: int | None, *, bare: bool
) -> list[Raw]:
    groups: dict[str, str] = {}
    copied: list[Raw] = []
    for post in posts:
        content = _content(post)
        if bare:
            content = {name: content[name] for name in content if name not in _CAPTION}
        album = post.raw.get("media_group_id")
        if album:
            content["media_group_id"] = groups.setdefault(album, new_group_id())
        copy = publish(world, chat, world.bot, content, thread=thread)
        copied.append({"message_id": copy.id})
    return copied


def forward_message(world: World, params: Params) -> Raw:
    """Forward one message, showing where it came from."""
    unsupported(params, *_NOT_PLAYED)
    chat = writable_chat(world, params["chat_id"])
    source = _source(world, params, params["message_id"], "message to forward not found")
    thread = find_thread(chat, params, None)
    content = _content(source, verb="forwarded")
    sender, date = source.raw["from"], source.raw["date"]
    origin = {"type": "user", "sender_user": sender, "date": date}
    content["forward_origin"] = source.raw.get("forward_origin", origin)
    admit(world, chat, params)
    return publish(world, chat, world.bot, content, thread=thread).raw


def _source(world: World, params: Params, message_id: int, missing: str) -> Post:
    post = live_post(find_chat(world, params["from_chat_id"]), message_id)
    if post is None:
        raise bad_request(missing)
    return post


def _content(post: Post, verb: str = "copied") -> Raw:
    if post.service or post.raw.get("has_protected_content"):
        reason = f"message can't be {verb}"
        raise bad_request(reason)
    return {name: post.raw[name] for name in _CARRIED if name in post.raw}
