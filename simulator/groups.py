"""Groups of people, with topics if they are forums, and the bot among them or not."""

from dataclasses import dataclass
from typing import Protocol

from simulator import forum
from simulator.hearing import Message, Wanted, matches, transcript, wait_for
from simulator.posting import bot_as_member, publish, tell_bot_its_role
from simulator.records import ADMIN_RIGHTS, ADMIN_ROLES, Account, Chat, Post, Raw, Role
from simulator.refusal import ImpossibleActionError
from simulator.world import World

# Whom Telegram shows when an administrator acts in the group's own name.
ANONYMOUS: Raw = {
    "id": 1087968824,
    "is_bot": True,
    "first_name": "Group",
    "username": "GroupAnonymousBot",
}


class HasAccount(Protocol):
    """Somebody who acts."""

    @property
    def account(self) -> Account:
        """The account that acts."""
        ...


@dataclass(frozen=True, slots=True)
class Topic:
    """A forum topic as people see it now."""

    id: int
    name: str
    closed: bool
    messages: list[Message]


class Group:
    """A group chat; its id changes when it migrates."""

    def __init__(self, world: World, chat: Chat) -> None:
        """Act in `chat`."""
        self._world = world
        self._chat = chat
        self._heard: set[tuple[int, int]] = set()

    @property
    def id(self) -> int:
        """The chat id."""
        return self._chat.id

    @property
    def title(self) -> str:
        """The title."""
        return self._chat.raw["title"]

    def add(self, person: HasAccount, *, admin: bool = False, owner: bool = False) -> None:
        """Let a person join, or change what they are."""
        account = person.account
        known = account.id in self._chat.members
        role: Role = "administrator" if admin else "member"
        self._chat.members[account.id] = "creator" if owner else role
        if not known:
            joined = {"new_chat_members": [account.raw]}
            publish(self._world, self._chat, account.raw, joined, service=True)
        self._world.events.emit("group", self.id)

    def remove(self, person: HasAccount) -> None:
        """Let a person leave."""
        account = person.account
        self._chat.members.pop(account.id, None)
        publish(
            self._world, self._chat, account.raw, {"left_chat_member": account.raw}, service=True
        )
        self._world.events.emit("group", self.id)

    def add_bot(self, *, admin: bool = True, by: HasAccount | None = None, **rights: bool) -> None:
        """Bring the bot in; as administrator it has all rights but those given as False."""
        role: Role = "administrator" if admin else "member"
        granted = {**dict.fromkeys(ADMIN_RIGHTS, True), "can_promote_members": False, **rights}
        joins = self._chat.bot_role in ("left", "kicked")
        actor = self._actor(by)
        self._set_role(role, granted if admin else {}, actor)
        if joins:
            joined = {"new_chat_members": [self._world.bot]}
            publish(self._world, self._chat, actor, joined, service=True)

    def remove_bot(self, by: HasAccount | None = None) -> None:
        """Throw the bot out."""
        actor = self._actor(by)
        publish(
            self._world, self._chat, actor, {"left_chat_member": self._world.bot}, service=True
        )
        self._set_role("kicked", {}, actor)

    def remove_bot_rights(self, by: HasAccount | None = None) -> None:
        """Make the bot a plain member."""
        self._set_role("member", {}, self._actor(by))

    def _set_role(self, role: Role, rights: dict[str, bool], by: Raw) -> None:
        before = bot_as_member(self._chat, self._world.bot)
        self._chat.bot_role, self._chat.bot_rights = role, rights
        after = bot_as_member(self._chat, self._world.bot)
        tell_bot_its_role(self._world, self._chat, by, before, after)
        self._world.events.emit("group", self.id)

    def _actor(self, by: HasAccount | None) -> Raw:
        if by is not None:
            return by.account.raw
        for user_id, role in self._chat.members.items():
            if role in ADMIN_ROLES:
                return self._world.accounts[user_id].raw
        return ANONYMOUS

    @property
    def topics(self) -> list[Topic]:
        """The topics that exist, oldest first."""
        return [
            Topic(topic.id, topic.name, topic.closed, self.messages(topic.id))
            for topic in self._chat.topics.values()
        ]

    def messages(self, thread: int | None = None) -> list[Message]:
        """Return what is visible: in one topic, or everywhere in the group."""
        return [
            Message(post)
            for post in self._chat.posts.values()
            if not post.deleted and (thread is None or post.thread == thread)
        ]

    async def hears(
        self,
        wanted: Wanted,
        thread: int | None = None,
        timeout: float = 15.0,  # noqa: ASYNC109 - callers say how patient they are
    ) -> Message:
        """Wait for a message of the bot, new or edited, that this call has not returned yet.

        Raises:
            AssertionError: if none comes within `timeout` real seconds, with the transcript.
        """
        heard = await wait_for(
            self._world,
            lambda: self._find(wanted, thread),
            timeout,
            lambda: f"{self.title} did not hear {wanted!r} in {timeout} s:\n{self.transcript()}",
        )
        self._heard.add((heard.id, heard.post.change))
        return heard

    def _find(self, wanted: Wanted, thread: int | None) -> Post | None:
        for post in self._chat.posts.values():
            if not post.by_bot or post.deleted or (thread is not None and post.thread != thread):
                continue
            if (post.id, post.change) in self._heard or post.service:
                continue
            if matches(wanted, Message(post)):
                return post
        return None

    def create_topic(self, name: str, by: HasAccount) -> Topic:
        """Open a topic as a person does."""
        topic = forum.create(
            self._world, self._chat, by.account.raw, name, color=7322096, icon=None
        )
        return Topic(topic.id, topic.name, topic.closed, self.messages(topic.id))

    def rename_topic(self, topic_id: int, name: str, by: HasAccount | None = None) -> None:
        """Give a topic another name."""
        topic = self._topic(topic_id)
        icon = topic.icon_custom_emoji_id
        forum.rename(self._world, self._chat, self._actor(by), topic, name=name, icon=icon)

    def close_topic(self, topic_id: int, by: HasAccount | None = None) -> None:
        """Close a topic; the bot gets the service message."""
        forum.close(self._world, self._chat, self._actor(by), self._topic(topic_id))

    def reopen_topic(self, topic_id: int, by: HasAccount | None = None) -> None:
        """Open a closed topic again."""
        forum.reopen(self._world, self._chat, self._actor(by), self._topic(topic_id))

    def delete_topic(self, topic_id: int) -> None:
        """Delete a topic with its messages, of which the bot is told nothing."""
        forum.delete(self._world, self._chat, self._topic(topic_id))

    def _topic(self, topic_id: int) -> forum.TopicRecord:
        topic = self._chat.topics.get(topic_id)
        if topic is None:
            message = f"there is no topic {topic_id}"
            raise ImpossibleActionError(message)
        return topic

    def migrate(self) -> int:
        """Move to a new chat id, as Telegram does when a group is upgraded; returns the new id.

        Members and rights come along; topics and messages stay behind.
        """
        old = self._chat
        new = self._world.add_group(self.title, forum=old.is_forum, basic=False, group_id=None)
        new.members, new.bot_role = dict(old.members), old.bot_role
        new.bot_rights = dict(old.bot_rights)
        actor = self._actor(None)
        publish(self._world, old, actor, {"migrate_to_chat_id": new.id}, service=True)
        old.moved_to = new.id
        self._chat = new
        publish(self._world, new, actor, {"migrate_from_chat_id": old.id}, service=True)
        self._world.events.emit("group", new.id)
        return new.id

    def transcript(self) -> str:
        """Return the group as readable lines."""
        return transcript(self._world, self._chat.posts.values())
