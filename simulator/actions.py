"""What a person's Telegram app lets them do, and what the bot is told of it."""

from typing import Any

from simulator import composing
from simulator.posting import (
    bot_sees,
    change,
    live_post,
    mark_read,
    member,
    publish,
    react,
    tell_bot_its_role,
)
from simulator.records import ADMIN_ROLES, Account, Chat, Post, Press, Raw
from simulator.refusal import ImpossibleActionError
from simulator.world import World


def send(
    world: World,
    account: Account,
    chat: Chat,
    content: Raw,
    *,
    thread: int | None = None,
    reply_to: int | None = None,
) -> Post:
    """Write a message into the private chat, or into a group that the person belongs to."""
    answered = live_post(chat, reply_to)
    if reply_to is not None and answered is None:
        message = f"there is no message {reply_to} to reply to"
        raise ImpossibleActionError(message)
    if thread is None and answered is not None:
        thread = answered.thread
    _check_may_write(account, chat, thread)
    if chat.account is account:
        account.started = True
        mark_read(account)
    return publish(world, chat, account.raw, content, thread=thread, reply_to=answered)


def _check_may_write(account: Account, chat: Chat, thread: int | None) -> None:
    if account.deleted:
        message = f"{account.name} has deleted the account"
        raise ImpossibleActionError(message)
    if chat.is_private:
        if chat.account is not account:
            message = "nobody writes into somebody else's private chat"
            raise ImpossibleActionError(message)
        if account.blocked:
            message = f"{account.name} has blocked the bot"
            raise ImpossibleActionError(message)
        return
    role = chat.members.get(account.id)
    if role is None or chat.moved_to is not None:
        message = f"{account.name} is not in {chat.raw['title']}"
        raise ImpossibleActionError(message)
    if thread is None:
        return
    topic = chat.topics.get(thread)
    if topic is None or (topic.closed and role not in ADMIN_ROLES):
        message = f"topic {thread} is closed or gone"
        raise ImpossibleActionError(message)


def edit(world: World, account: Account, chat: Chat, post_id: int, text: str) -> Post:
    """Change an own message: its text, or the caption of a media message."""
    post = live_post(chat, post_id)
    if post is None or post.raw["from"] is not account.raw:
        message = f"{account.name} has no message {post_id} to edit"
        raise ImpossibleActionError(message)
    is_text = "text" in post.raw
    fresh = composing.text(text) if is_text else composing.caption(text)
    gone = {"entities": None} if is_text else {"caption": None, "caption_entities": None}
    change(world, post, {**gone, **fresh}, markup=None, dated=True)
    if bot_sees(chat, post.raw):
        world.updates.add("edited_message", post.raw, chat.id)
    return post


def press(world: World, account: Account, post: Post, data: str) -> Press:
    """Press the inline button of `post` that carries `data`."""
    held = [button.get("callback_data") for button in inline_buttons(post)]
    if post.deleted or data not in held:
        message = f"message {post.id} has no button with data {data!r}"
        raise ImpossibleActionError(message)
    if post.chat.is_private and account.blocked:
        message = f"{account.name} has blocked the bot"
        raise ImpossibleActionError(message)
    pressed = world.add_press(account, post, data)
    query = {
        "id": pressed.id,
        "from": account.raw,
        "message": post.raw,
        "chat_instance": str(7_000_000_000_000_000_000 + abs(post.chat.id)),
        "data": data,
    }
    world.updates.add("callback_query", query, post.chat.id)
    if post.chat.is_private:
        mark_read(account)
    return pressed


def set_reactions(world: World, account: Account, post: Post, reactions: list[Raw]) -> None:
    """Set own reactions to a post, in place of those before; none takes them back."""
    if post.deleted or post.service:
        message = f"nobody reacts to message {post.id}"
        raise ImpossibleActionError(message)
    if post.chat.is_private and (post.chat.account is not account or account.blocked):
        message = f"{account.name} cannot react in this chat"
        raise ImpossibleActionError(message)
    if not post.chat.is_private and account.id not in post.chat.members:
        message = f"{account.name} is not in {post.chat.raw['title']}"
        raise ImpossibleActionError(message)
    react(world, post, account.raw, reactions)


def inline_buttons(post: Post) -> list[Raw]:
    """Return the inline buttons of a post, row by row."""
    rows = post.raw.get("reply_markup", {}).get("inline_keyboard", [])
    return [button for row in rows for button in row]


def press_keyboard(world: World, account: Account, chat: Chat, button: Raw) -> Post:
    """Press a button of the reply keyboard: it sends its text, or the contact or place."""
    content: dict[str, Any]
    if button.get("request_contact"):
        content = composing.contact(account, None, None)
    elif button.get("request_location"):
        content = composing.location(-7.7956, 110.3695)
    else:
        content = composing.text(button["text"])
    if chat.keyboard and chat.keyboard.get("one_time_keyboard"):
        chat.keyboard = None
    return send(world, account, chat, content)


def block(world: World, account: Account) -> None:
    """Block the bot."""
    _change_reach(world, account, blocked=True)


def unblock(world: World, account: Account) -> None:
    """Unblock the bot."""
    _change_reach(world, account, blocked=False)


def _change_reach(world: World, account: Account, *, blocked: bool) -> None:
    if account.blocked is blocked:
        return
    before = member(world.bot, "kicked" if account.blocked else "member")
    account.blocked = blocked
    after = member(world.bot, "kicked" if blocked else "member")
    tell_bot_its_role(world, world.chats[account.id], account.raw, before, after)
    world.events.emit("user", account.id)


def delete_account(world: World, account: Account) -> None:
    """Delete the account; the bot learns of it only when it writes."""
    account.deleted = True
    world.events.emit("user", account.id)
