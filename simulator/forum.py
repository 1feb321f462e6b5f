"""What happens to forum topics, whoever does it: bot or people."""

from simulator.posting import publish, remove
from simulator.records import Chat, Raw, TopicRecord
from simulator.world import World


def create(
    world: World, chat: Chat, by: Raw, name: str, *, color: int, icon: str | None
) -> TopicRecord:
    """Open a topic and announce it."""
    created: Raw = {"name": name, "icon_color": color}
    created |= {"icon_custom_emoji_id": icon} if icon else {}
    root = publish(world, chat, by, {"forum_topic_created": created}, service=True)
    topic = TopicRecord(root.id, name, color, root, icon)
    chat.topics[topic.id] = topic
    _announce(world, chat, topic)
    return topic


def rename(
    world: World, chat: Chat, by: Raw, topic: TopicRecord, *, name: str, icon: str | None
) -> None:
    """Change name or icon and say so in the topic."""
    edited: Raw = {"name": name} if name != topic.name else {}
    edited |= {"icon_custom_emoji_id": icon or ""} if icon != topic.icon_custom_emoji_id else {}
    topic.name, topic.icon_custom_emoji_id = name, icon
    _say(world, chat, by, topic, {"forum_topic_edited": edited})


def close(world: World, chat: Chat, by: Raw, topic: TopicRecord) -> None:
    """Close a topic to all but administrators."""
    topic.closed = True
    _say(world, chat, by, topic, {"forum_topic_closed": {}})


def reopen(world: World, chat: Chat, by: Raw, topic: TopicRecord) -> None:
    """Open a closed topic again."""
    topic.closed = False
    _say(world, chat, by, topic, {"forum_topic_reopened": {}})


def delete(world: World, chat: Chat, topic: TopicRecord) -> None:
    """Remove a topic with its messages; Telegram tells the bot nothing of it."""
    for post in list(chat.posts.values()):
        if post.thread == topic.id and not post.deleted:
            remove(world, post)
    del chat.topics[topic.id]
    world.events.emit("topic", chat.id, topic.id, extra={"deleted": True, "name": topic.name})


def _say(world: World, chat: Chat, by: Raw, topic: TopicRecord, content: Raw) -> None:
    publish(world, chat, by, content, thread=topic.id, service=True)
    _announce(world, chat, topic)


def _announce(world: World, chat: Chat, topic: TopicRecord) -> None:
    extra = {"name": topic.name, "closed": topic.closed}
    world.events.emit("topic", chat.id, topic.id, extra=extra)
