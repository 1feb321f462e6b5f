"""Putting messages into chats, changing and removing them: the same for people and for the bot."""

from typing import Any

from simulator.records import Account, Chat, Post, Raw
from simulator.world import World


def publish(
    world: World,
    chat: Chat,
    sender: Raw,
    content: Raw,
    *,
    thread: int | None = None,
    reply_to: Post | None = None,
    markup: Raw | None = None,
    service: bool = False,
) -> Post:
    """Store a message of `sender` and tell everyone; returns the post.

    `content` holds the fields that make up the message (`text`, `photo`, …). The bot gets an
    update of what others write, where it may see it.
    """
    post_id = chat.counter.next()
    raw: Raw = {"message_id": post_id, "from": sender, "chat": chat.raw, "date": world.now()}
    if not chat.is_private:
        _place(raw, chat, thread, reply_to, content)
    elif reply_to is not None:
        raw["reply_to_message"] = quoted(reply_to)
    raw.update(content)
    if markup is not None and "inline_keyboard" in markup:
        raw["reply_markup"] = markup
    by_bot = sender is world.bot
    if "forum_topic_created" in content:
        thread = post_id
    post = Post(
        post_id, chat, thread, raw, world.next_change(), by_bot, markup=markup, service=service
    )
    world.keep(post)
    _note_keyboard(chat, markup)
    if by_bot:
        if chat.account is not None:
            chat.account.unread += 1
    elif bot_sees(chat, raw):
        world.updates.add("message", raw, chat.id)
    world.events.emit("message", chat.id, thread, post)
    world.stir()
    return post


def _place(raw: Raw, chat: Chat, thread: int | None, reply_to: Post | None, content: Raw) -> None:
    """Write what tells where in a group the message stands."""
    if "forum_topic_created" in content:
        raw["message_thread_id"] = raw["message_id"]
        raw["is_topic_message"] = True
        return
    if thread is not None:
        raw["message_thread_id"] = thread
        raw["is_topic_message"] = True
        reply_to = reply_to or chat.topics[thread].root
    elif reply_to is not None:
        raw["message_thread_id"] = reply_to.raw.get("message_thread_id", reply_to.id)
    if reply_to is not None:
        raw["reply_to_message"] = quoted(reply_to)


def quoted(post: Post) -> Raw:
    """Return a message as it stands inside another that replies to it."""
    if "reply_to_message" not in post.raw:
        return post.raw
    return {key: value for key, value in post.raw.items() if key != "reply_to_message"}


def _note_keyboard(chat: Chat, markup: Raw | None) -> None:
    """Remember which reply keyboard the person has under the chat."""
    if markup is None:
        return
    if "keyboard" in markup:
        chat.keyboard = markup
    elif "remove_keyboard" in markup:
        chat.keyboard = None


def bot_sees(chat: Chat, raw: Raw) -> bool:
    """Tell whether a message of a person reaches the bot: privacy mode holds for non-admins."""
    if chat.is_private or chat.bot_is_admin:
        return True
    if chat.bot_role in ("left", "kicked"):
        return False
    to_bot = raw.get("reply_to_message", {}).get("from", {}).get("is_bot", False)
    return bool(to_bot) or raw.get("text", "").startswith("/") or _is_service(raw)


def _is_service(raw: Raw) -> bool:
    kinds = ("new_chat_members", "left_chat_member", "migrate_to_chat_id", "migrate_from_chat_id")
    return any(kind in raw for kind in kinds)


def change(world: World, post: Post, changes: Raw, *, markup: Raw | None, dated: bool) -> None:
    """Replace fields of a post (a value of None removes one) and its inline keyboard.

    `dated` writes `edit_date`; Telegram leaves it out where only the keyboard changes.
    """
    raw = {**post.raw, **changes}
    raw.pop("reply_markup", None)
    if dated:
        raw["edit_date"] = world.now()
    if markup is not None:
        raw["reply_markup"] = markup
    post.raw = {key: value for key, value in raw.items() if value is not None}
    post.markup = markup
    post.change = world.next_change()
    world.events.emit("edited", post.chat.id, post.thread, post)
    world.stir()


def remove(world: World, post: Post) -> None:
    """Delete a post for everyone; it stays in memory, marked, for those who look on."""
    post.deleted = True
    extra = {"message_id": post.id}
    world.events.emit("deleted", post.chat.id, post.thread, post, extra)
    world.stir()


def react(world: World, post: Post, by: Raw, reactions: list[Raw]) -> None:
    """Replace the reactions that `by` has set on a post; the bot learns of people's."""
    before = post.reactions.get(by["id"], [])
    if before == reactions:
        return
    post.reactions = {**post.reactions, by["id"]: reactions}
    if by is not world.bot and (post.chat.is_private or post.chat.bot_is_admin):
        update: Raw = {"chat": post.chat.raw, "message_id": post.id, "user": by}
        update |= {"date": world.now(), "old_reaction": before, "new_reaction": reactions}
        world.updates.add("message_reaction", update, post.chat.id)
    extra = {"message_id": post.id, "reaction": reactions}
    world.events.emit("reaction", post.chat.id, post.thread, post, extra)
    world.stir()


def live_post(chat: Chat, post_id: int | None) -> Post | None:
    """Return a post that is there and not deleted."""
    post = chat.posts.get(post_id) if post_id is not None else None
    return None if post is None or post.deleted else post


def bot_as_member(chat: Chat, bot: Raw) -> Raw:
    """Return the bot's ChatMember in a chat."""
    return member(bot, chat.bot_role, chat.bot_rights)


def member(user: Raw, role: str, rights: dict[str, bool] | None = None) -> Raw:
    """Return a Bot API ChatMember for a user with a role."""
    shown: Raw = {"status": role, "user": user}
    match role:
        case "creator":
            return {**shown, "is_anonymous": False}
        case "administrator":
            granted = rights if rights is not None else {}
            return {**shown, "can_be_edited": False, "is_anonymous": False, **granted}
        case "kicked":
            return {**shown, "until_date": 0}
        case _:
            return shown


def tell_bot_its_role(world: World, chat: Chat, by: Raw, before: Raw, after: Raw) -> None:
    """Queue the `my_chat_member` update of a changed membership of the bot."""
    update: dict[str, Any] = {
        "chat": chat.raw,
        "from": by,
        "date": world.now(),
        "old_chat_member": before,
        "new_chat_member": after,
    }
    world.updates.add("my_chat_member", update, chat.id)


def mark_read(account: Account) -> None:
    """Note that the person has looked at their chat with the bot."""
    account.unread = 0
