"""Methods about the bot itself: its commands, descriptions and menu button."""

import re
from typing import Any

from simulator.methods.targets import find_chat
from simulator.records import Chat, Raw
from simulator.refusal import bad_request
from simulator.schema import check_object
from simulator.world import World

Params = dict[str, Any]
_COMMAND = re.compile(r"[a-z0-9_]{1,32}")
_MOST_COMMANDS = 100
_COMMAND_DESCRIPTION = 256
_LIMITS = {"description": 512, "short_description": 120}
_LANGUAGE = re.compile(r"[a-z]{2}")
_SCOPES = frozenset(
    {
        "default",
        "all_private_chats",
        "all_group_chats",
        "all_chat_administrators",
        "chat",
        "chat_administrators",
        "chat_member",
    },
)


def get_me(world: World, _params: Params) -> Raw:
    """Return the bot as it sees itself."""
    return {
        **world.bot,
        "can_join_groups": True,
        "can_read_all_group_messages": False,
        "supports_guest_queries": False,
        "supports_inline_queries": False,
        "can_connect_to_business": False,
        "has_main_web_app": False,
        "has_topics_enabled": False,
        "allows_users_to_create_topics": False,
        "can_manage_bots": False,
        "supports_join_request_queries": False,
    }


def set_my_commands(world: World, params: Params) -> bool:
    """Replace the commands of a scope and language."""
    commands: list[Any] = params["commands"]
    if len(commands) > _MOST_COMMANDS:
        reason = "BOT_COMMANDS_TOO_MUCH"
        raise bad_request(reason)
    for command in commands:
        checked = check_object("BotCommand", command)
        if not _COMMAND.fullmatch(str(checked["command"]).removeprefix("/")):
            reason = "BOT_COMMAND_INVALID"
            raise bad_request(reason)
        if not 0 < len(str(checked["description"])) <= _COMMAND_DESCRIPTION:
            reason = "BOT_COMMAND_DESCRIPTION_INVALID"
            raise bad_request(reason)
    named = [{**item, "command": str(item["command"]).removeprefix("/")} for item in commands]
    world.commands[_key(world, params)] = named
    return True


def get_my_commands(world: World, params: Params) -> list[Raw]:
    """Return the commands of exactly this scope and language."""
    return world.commands.get(_key(world, params), [])


def delete_my_commands(world: World, params: Params) -> bool:
    """Forget the commands of a scope and language, so that broader ones show."""
    world.commands.pop(_key(world, params), None)
    return True


def _key(world: World, params: Params) -> tuple[str, str]:
    scope: Raw = params.get("scope") or {"type": "default"}
    kind = scope.get("type")
    if kind not in _SCOPES:
        reason = "can't parse BotCommandScope: unsupported type specified"
        raise bad_request(reason)
    language = _language(params)
    if kind not in ("chat", "chat_administrators", "chat_member"):
        return str(kind), language
    chat = find_chat(world, scope.get("chat_id", 0))
    who = f":{scope['user_id']}" if kind == "chat_member" else ""
    return f"{kind}:{chat.id}{who}", language


def _language(params: Params) -> str:
    language: str = params.get("language_code", "")
    if language and not _LANGUAGE.fullmatch(language):
        reason = "invalid language code specified"
        raise bad_request(reason)
    return language


def shown_commands(world: World, chat: Chat, language: str, user_id: int = 0) -> list[Raw]:
    """Return the commands that the menu of `chat` shows: the narrowest scope that has any."""
    if chat.is_private:
        scopes = [f"chat:{chat.id}", "all_private_chats", "default"]
    else:
        scopes = [f"chat_member:{chat.id}:{user_id}"]
        if chat.members.get(user_id) in ("creator", "administrator"):
            scopes += [f"chat_administrators:{chat.id}", f"chat:{chat.id}"]
            scopes += ["all_chat_administrators"]
        else:
            scopes += [f"chat:{chat.id}"]
        scopes += ["all_group_chats", "default"]
    for scope in scopes:
        for tag in (language, ""):
            if (scope, tag) in world.commands:
                return world.commands[scope, tag]
    return []


def set_my_description(world: World, params: Params) -> bool:
    """Set what an empty chat with the bot shows."""
    return _set_text(world, params, "description")


def set_my_short_description(world: World, params: Params) -> bool:
    """Set what the bot's profile shows."""
    return _set_text(world, params, "short_description")


def _set_text(world: World, params: Params, field: str) -> bool:
    text: str = params.get(field, "")
    if len(text) > _LIMITS[field]:
        reason = f"the {field.replace('_', ' ')} is too long"
        raise bad_request(reason)
    world.texts[f"{field}:{_language(params)}"] = text
    return True


def set_chat_menu_button(world: World, params: Params) -> bool:
    """Set the menu button of a private chat, or of all."""
    button: Raw = params.get("menu_button") or {"type": "default"}
    if button.get("type") not in ("commands", "web_app", "default"):
        reason = "MenuButton has unsupported type"
        raise bad_request(reason)
    chat_id = params.get("chat_id")
    if chat_id is not None and not find_chat(world, chat_id).is_private:
        reason = "chat is not a private chat"
        raise bad_request(reason)
    world.menu_buttons[chat_id] = button
    return True


def leave_server(_world: World, _params: Params) -> bool:
    """Answer logOut and close: here there is nothing to log out of."""
    return True
