"""The world as the page and tests read it: JSON of people, groups, messages and events."""

from datetime import UTC, datetime

from simulator.events import Event
from simulator.groups import Group
from simulator.hearing import shown_message
from simulator.people import Person
from simulator.records import ADMIN_ROLES, Chat, Post, Raw, TopicRecord
from simulator.world import World

GENERAL = "general"


def shown_person(person: Person) -> Raw:
    """Return a user as the page lists them."""
    account = person.account
    raw = account.raw
    return {
        "id": account.id,
        "first_name": raw["first_name"],
        "last_name": raw.get("last_name", ""),
        "username": raw.get("username"),
        "phone": account.phone,
        "language_code": raw.get("language_code"),
        "started": account.started,
        "blocked": account.blocked,
        "deleted": account.deleted,
        "unread": account.unread,
        "tags": account.facts or {},
    }


def shown_group(world: World, group: Group) -> Raw:
    """Return a group with members and topics as the page lists them."""
    chat = world.chats[group.id]
    people = [
        {"id": user_id, "name": world.accounts[user_id].name, "admin": role in ADMIN_ROLES}
        for user_id, role in chat.members.items()
    ]
    bot = {"id": world.bot["id"], "name": world.bot["first_name"], "admin": chat.bot_is_admin}
    with_bot = chat.bot_role not in ("left", "kicked")
    latest = _latest_by_thread(chat)
    return {
        "id": chat.id,
        "title": group.title,
        "is_forum": chat.is_forum,
        "members": [*people, *([bot] if with_bot else [])],
        "topics": [_shown_topic(topic, latest) for topic in chat.topics.values()],
    }


def _shown_topic(topic: TopicRecord, latest: dict[int | None, tuple[int, int]]) -> Raw:
    count, last = latest.get(topic.id, (0, topic.root.raw["date"]))
    return {
        "id": topic.id,
        "name": topic.name,
        "closed": topic.closed,
        "last_at": datetime.fromtimestamp(last, UTC).isoformat(),
        "count": count,
        "icon_color": topic.icon_color,
    }


def _latest_by_thread(chat: Chat) -> dict[int | None, tuple[int, int]]:
    """Return how many messages each topic holds, and the Unix time of its last one."""
    found: dict[int | None, tuple[int, int]] = {}
    for post in chat.posts.values():
        if not post.deleted:
            count, _ = found.get(post.thread, (0, 0))
            found[post.thread] = count + (not post.service), post.raw["date"]
    return found


def messages_of(chat: Chat, thread: str | None, limit: int) -> list[Raw]:
    """Return the last `limit` messages of a chat or topic, oldest first, deleted ones marked."""
    picked: list[Post] = []
    for post in reversed(chat.posts.values()):
        if len(picked) >= limit:
            break
        if thread is None or _in_thread(post, thread):
            picked.append(post)
    return [shown_message(post) for post in reversed(picked)]


def _in_thread(post: Post, thread: str) -> bool:
    return post.thread is None if thread == GENERAL else str(post.thread) == thread


def shown_event(event: Event) -> Raw:
    """Return an event as the page follows them."""
    shown: Raw = {"type": event.type}
    if event.chat_id is not None:
        shown["chat_id"] = event.chat_id
        shown["thread"] = event.thread
    if event.post is not None:
        shown["message"] = shown_message(event.post)
    return shown | (event.extra or {})
