"""Methods for forum topics; the right to manage them is checked as Telegram does."""

from typing import Any

from simulator.forum import close, create, delete, rename, reopen
from simulator.methods.targets import find_chat
from simulator.records import Chat, Raw, TopicRecord
from simulator.refusal import bad_request
from simulator.world import World

Params = dict[str, Any]
_COLORS = (7322096, 16766590, 13338331, 9367192, 16749490, 16478047)
_NAME_LIMIT = 128


def create_forum_topic(world: World, params: Params) -> Raw:
    """Open a topic; its id is the id of the service message that announces it."""
    chat = _forum(world, params)
    if not chat.may("can_manage_topics"):
        reason = "not enough rights to create a topic"
        raise bad_request(reason)
    color = params.get("icon_color", _COLORS[0])
    if color not in _COLORS:
        reason = "invalid icon color specified"
        raise bad_request(reason)
    icon = params.get("icon_custom_emoji_id")
    topic = create(world, chat, world.bot, _name(params), color=color, icon=icon)
    shown: Raw = {
        "message_thread_id": topic.id,
        "name": topic.name,
        "icon_color": topic.icon_color,
    }
    return shown | ({"icon_custom_emoji_id": icon} if icon else {})


def edit_forum_topic(world: World, params: Params) -> bool:
    """Change name or icon."""
    chat, topic = _managed(world, params)
    name = _name(params) if "name" in params else topic.name
    icon = params.get("icon_custom_emoji_id", topic.icon_custom_emoji_id)
    if (name, icon) == (topic.name, topic.icon_custom_emoji_id):
        raise _not_modified()
    rename(world, chat, world.bot, topic, name=name, icon=icon)
    return True


def close_forum_topic(world: World, params: Params) -> bool:
    """Close an open topic."""
    chat, topic = _managed(world, params)
    if topic.closed:
        raise _not_modified()
    close(world, chat, world.bot, topic)
    return True


def reopen_forum_topic(world: World, params: Params) -> bool:
    """Open a closed topic again."""
    chat, topic = _managed(world, params)
    if not topic.closed:
        raise _not_modified()
    reopen(world, chat, world.bot, topic)
    return True


def delete_forum_topic(world: World, params: Params) -> bool:
    """Delete a topic with all its messages."""
    chat = _forum(world, params)
    if not chat.may("can_delete_messages"):
        reason = "not enough rights to delete a topic"
        raise bad_request(reason)
    delete(world, chat, _topic(chat, params))
    return True


def _forum(world: World, params: Params) -> Chat:
    chat = find_chat(world, params["chat_id"])
    if not chat.is_forum:
        reason = "the chat is not a forum"
        raise bad_request(reason)
    return chat


def _managed(world: World, params: Params) -> tuple[Chat, TopicRecord]:
    chat = _forum(world, params)
    topic = _topic(chat, params)
    if not chat.may("can_manage_topics"):
        reason = "not enough rights to manage topics in the chat"
        raise bad_request(reason)
    return chat, topic


def _topic(chat: Chat, params: Params) -> TopicRecord:
    topic = chat.topics.get(params["message_thread_id"])
    if topic is None:
        reason = "TOPIC_ID_INVALID"
        raise bad_request(reason)
    return topic


def _name(params: Params) -> str:
    name = str(params["name"]).strip()[:_NAME_LIMIT]
    if not name:
        reason = "title must be non-empty"
        raise bad_request(reason)
    return name


def _not_modified() -> Exception:
    reason = "TOPIC_NOT_MODIFIED"
    return bad_request(reason)
