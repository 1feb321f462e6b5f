"""Methods about chats and who is in them."""

from typing import Any

from simulator.methods.targets import find_chat, find_thread
from simulator.posting import bot_as_member, member, publish, tell_bot_its_role
from simulator.records import ADMIN_RIGHTS, ADMIN_ROLES, Chat, Raw, Role
from simulator.refusal import bad_request
from simulator.world import World

Params = dict[str, Any]
_ACTIONS = frozenset(
    {
        "typing",
        "upload_photo",
        "record_video",
        "upload_video",
        "record_voice",
        "upload_voice",
        "upload_document",
        "choose_sticker",
        "find_location",
        "record_video_note",
        "upload_video_note",
    },
)
_MEMBER_RIGHTS = (
    "can_send_messages",
    "can_send_audios",
    "can_send_documents",
    "can_send_photos",
    "can_send_videos",
    "can_send_video_notes",
    "can_send_voice_notes",
    "can_send_polls",
    "can_send_other_messages",
    "can_add_web_page_previews",
    "can_invite_users",
)


def get_chat(world: World, params: Params) -> Raw:
    """Return all that is known of a chat."""
    chat = find_chat(world, params["chat_id"])
    gifts = dict.fromkeys(("unlimited_gifts", "limited_gifts", "unique_gifts"), True)
    gifts |= {"premium_subscription": True, "gifts_from_channels": True}
    full: Raw = {**chat.raw, "accent_color_id": 0, "max_reaction_count": 11}
    full["accepted_gift_types"] = gifts
    if not chat.is_private:
        full["permissions"] = dict.fromkeys(_MEMBER_RIGHTS, True)
    return full


def get_chat_member(world: World, params: Params) -> Raw:
    """Return a user's place in a chat; someone who never joined has `left`."""
    chat = find_chat(world, params["chat_id"])
    user_id = params["user_id"]
    if user_id == world.bot["id"]:
        return bot_as_member(chat, world.bot)
    account = world.accounts.get(user_id)
    if account is None:
        reason = "user not found"
        raise bad_request(reason)
    stranger: Role = "member" if chat.id == user_id else "left"
    role = chat.members.get(user_id, stranger)
    return member(account.raw, role, _human_rights(role))


def _human_rights(role: str) -> dict[str, bool] | None:
    return dict.fromkeys(ADMIN_RIGHTS, True) if role == "administrator" else None


def get_chat_administrators(world: World, params: Params) -> list[Raw]:
    """Return the administrators of a group: people, other bots not."""
    chat = find_chat(world, params["chat_id"])
    if chat.is_private:
        reason = "there are no administrators in the private chat"
        raise bad_request(reason)
    people = [
        member(world.accounts[user_id].raw, role, _human_rights(role))
        for user_id, role in chat.members.items()
        if role in ADMIN_ROLES
    ]
    return [*people, *([bot_as_member(chat, world.bot)] if chat.bot_is_admin else [])]


def send_chat_action(world: World, params: Params) -> bool:
    """Show that something is coming; not a message, so no speed limit counts it."""
    chat = find_chat(world, params["chat_id"])
    thread = find_thread(chat, params, None)
    if params["action"] not in _ACTIONS:
        reason = "wrong parameter action in request"
        raise bad_request(reason)
    world.events.emit("typing", chat.id, thread, extra={"action": params["action"]})
    return True


def leave_chat(world: World, params: Params) -> bool:
    """Leave a group."""
    chat = find_chat(world, params["chat_id"])
    if chat.is_private:
        reason = "chat member status can't be changed in private chats"
        raise bad_request(reason)
    _leave(world, chat)
    return True


def _leave(world: World, chat: Chat) -> None:
    before = bot_as_member(chat, world.bot)
    chat.bot_role, chat.bot_rights = "left", {}
    publish(world, chat, world.bot, {"left_chat_member": world.bot}, service=True)
    tell_bot_its_role(world, chat, world.bot, before, bot_as_member(chat, world.bot))
