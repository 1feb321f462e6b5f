"""Whom a call is for: the chat, the topic in it, the message it answers; and who refuses."""

from typing import Any

from simulator.posting import live_post
from simulator.records import Chat, Post
from simulator.refusal import bad_request, forbidden
from simulator.schema import check_object
from simulator.world import World


def find_chat(world: World, reference: int | str) -> Chat:
    """Return the chat that `chat_id` means.

    Raises:
        Refusal: 400 when the bot knows no such chat or it has moved, 403 when it was thrown out.
    """
    chat = world.chats.get(reference) if isinstance(reference, int) else _named(world, reference)
    if chat is None:
        reason = "chat not found"
        raise bad_request(reason)
    account = chat.account
    if account is not None:
        if not account.started:
            reason = "chat not found"
            raise bad_request(reason)
        return chat
    _check_group(chat)
    return chat


def _named(world: World, reference: str) -> Chat | None:
    name = reference.removeprefix("@").lower()
    if not reference.startswith("@") or not name:
        return None
    for chat in world.chats.values():
        if not chat.is_private and chat.raw.get("username", "").lower() == name:
            return chat
    return None


def _check_group(chat: Chat) -> None:
    kind = "supergroup chat" if chat.raw["type"] == "supergroup" else "group chat"
    if chat.moved_to is not None:
        reason = "group chat was upgraded to a supergroup chat"
        raise bad_request(reason, {"migrate_to_chat_id": chat.moved_to})
    if chat.bot_role == "kicked":
        reason = f"bot was kicked from the {kind}"
        raise forbidden(reason)
    if chat.bot_role == "left":
        reason = f"bot is not a member of the {kind}"
        raise forbidden(reason)


def writable_chat(world: World, reference: int | str) -> Chat:
    """Return the chat to write into; Refusal 403 if the person blocked the bot or is gone."""
    chat = find_chat(world, reference)
    account = chat.account
    if account is not None:
        if account.deleted:
            reason = "user is deactivated"
            raise forbidden(reason)
        if account.blocked:
            reason = "bot was blocked by the user"
            raise forbidden(reason)
    return chat


def find_thread(chat: Chat, params: dict[str, Any], reply_to: Post | None) -> int | None:
    """Return the topic to write into; a reply without a topic goes where its message stands."""
    thread: int | None = params.get("message_thread_id")
    if not thread:
        return reply_to.thread if reply_to is not None and reply_to.chat is chat else None
    topic = chat.topics.get(thread)
    if topic is None:
        reason = "message thread not found"
        raise bad_request(reason)
    if topic.closed and not chat.bot_is_admin:
        reason = "TOPIC_CLOSED"
        raise bad_request(reason)
    return thread


def find_reply(world: World, chat: Chat, params: dict[str, Any]) -> Post | None:
    """Return the message that is answered; Refusal if it is gone and an answer was insisted on."""
    reply = params.get("reply_parameters")
    if reply is None:
        return None
    check_object("ReplyParameters", reply)
    other = reply.get("chat_id")
    source = chat if other in (None, chat.id) else find_chat(world, other)
    message_id = reply["message_id"]
    post = live_post(source, int(message_id))
    if post is None and not reply.get("allow_sending_without_reply"):
        reason = "message to be replied not found"
        raise bad_request(reason)
    return post


def unsupported(params: dict[str, Any], *names: str) -> None:
    """Refuse what Telegram knows but this simulator does not play."""
    for name in names:
        if params.get(name) is not None:
            reason = f"SIMULATOR does not play {name}"
            raise bad_request(reason)
