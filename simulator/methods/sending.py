"""Methods that send one new message: text, media, location, contact; and albums."""

from collections.abc import Callable
from secrets import randbelow
from typing import Any, cast

from simulator.methods.content import (
    attached,
    caption_content,
    file_content,
    photo_content,
    text_content,
)
from simulator.methods.keyboards import checked_markup
from simulator.methods.targets import find_reply, find_thread, unsupported, writable_chat
from simulator.posting import publish
from simulator.records import Chat, Post, Raw
from simulator.refusal import bad_request
from simulator.schema import check_object
from simulator.world import World

Params = dict[str, Any]
_ALBUM = range(2, 11)
_NOT_PLAYED = ("business_connection_id", "direct_messages_topic_id", "suggested_post_parameters")
_ALBUM_ITEMS = {
    "photo": "InputMediaPhoto",
    "video": "InputMediaVideo",
    "document": "InputMediaDocument",
}


def admit(world: World, chat: Chat, params: Params, count: int = 1) -> None:
    """Let `count` messages pass the speed limits and count them; Refusal 429 if too fast."""
    now = world.clock.now().timestamp()
    paid = bool(params.get("allow_paid_broadcast"))
    world.speed.admit(chat.id, private=chat.is_private, now=now, count=count, paid=paid)
    world.sent_count += count


def _send(world: World, params: Params, content_of: Callable[[], Raw]) -> Raw:
    unsupported(params, *_NOT_PLAYED)
    chat = writable_chat(world, params["chat_id"])
    reply_to = find_reply(world, chat, params)
    thread = find_thread(chat, params, reply_to)
    markup = checked_markup(params)
    content = content_of()
    admit(world, chat, params)
    if params.get("protect_content"):
        content["has_protected_content"] = True
    return publish(
        world, chat, world.bot, content, thread=thread, reply_to=reply_to, markup=markup
    ).raw


def send_message(world: World, params: Params) -> Raw:
    """Send text."""
    return _send(world, params, lambda: text_content(params))


def send_photo(world: World, params: Params) -> Raw:
    """Send a photo: an upload, `attach://` or a file_id."""
    photo = attached(params, params["photo"])
    return _send(
        world, params, lambda: photo_content(world, photo, params) | caption_content(params)
    )


def _send_file(kind: str) -> Callable[[World, Params], Raw]:
    def send(world: World, params: Params) -> Raw:
        file = attached(params, params[kind])
        return _send(
            world,
            params,
            lambda: file_content(world, kind, file, params) | caption_content(params),
        )

    return send


send_document = _send_file("document")
send_voice = _send_file("voice")
send_video = _send_file("video")
send_sticker = _send_file("sticker")


def send_location(world: World, params: Params) -> Raw:
    """Send a point on the map."""
    return _send(world, params, lambda: _location(params))


def _location(params: Params) -> Raw:
    latitude, longitude = params["latitude"], params["longitude"]
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):  # noqa: PLR2004 - the globe
        reason = "wrong location coordinates"
        raise bad_request(reason)
    optional = ("horizontal_accuracy", "live_period", "heading", "proximity_alert_radius")
    extra = {name: params[name] for name in optional if name in params}
    return {"location": {"latitude": latitude, "longitude": longitude, **extra}}


def send_contact(world: World, params: Params) -> Raw:
    """Send a phone contact."""
    names = ("phone_number", "first_name", "last_name", "vcard")
    contact = {name: params[name] for name in names if name in params}
    return _send(world, params, lambda: {"contact": contact})


def send_media_group(world: World, params: Params) -> list[Raw]:
    """Send 2 to 10 photos, videos or documents as an album; each counts as a message."""
    unsupported(params, *_NOT_PLAYED)
    chat = writable_chat(world, params["chat_id"])
    reply_to = find_reply(world, chat, params)
    thread = find_thread(chat, params, reply_to)
    contents = [input_media(world, params, item) for item in _album_items(params["media"])]
    if len({"document" in content for content in contents}) > 1:
        reason = "document can't be mixed with other media types"
        raise bad_request(reason)
    admit(world, chat, params, len(contents))
    group = new_group_id()
    posts: list[Post] = [
        publish(
            world,
            chat,
            world.bot,
            {"media_group_id": group, **content},
            thread=thread,
            reply_to=reply_to,
        )
        for content in contents
    ]
    return [post.raw for post in posts]


def _album_items(media: object) -> list[object]:
    items = cast("list[object]", media) if isinstance(media, list) else []
    if len(items) not in _ALBUM:
        reason = "wrong number of messages in the media group: 2-10 expected"
        raise bad_request(reason)
    return items


def new_group_id() -> str:
    """Return an id that ties the messages of an album together."""
    return str(13_000_000_000_000_000 + randbelow(10**15))


def input_media(world: World, params: Params, item: object) -> Raw:
    """Return the content that an InputMedia object describes."""
    fields = cast("dict[str, object]", item) if isinstance(item, dict) else {}
    kind = str(fields.get("type"))
    if kind not in _ALBUM_ITEMS:
        reason = f"can't parse InputMedia: media type {kind!r} is not played"
        raise bad_request(reason)
    media = check_object(_ALBUM_ITEMS[kind], fields)
    file = attached(params, media["media"])
    if kind == "photo":
        return photo_content(world, file, media) | caption_content(media)
    return file_content(world, kind, file, media) | caption_content(media)
