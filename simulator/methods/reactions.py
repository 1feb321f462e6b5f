"""The emoji with which a bot may react, and the method that does it."""

from typing import Any

from simulator.methods.targets import writable_chat
from simulator.posting import live_post, react
from simulator.refusal import bad_request
from simulator.world import World

# fmt: off
STANDARD = frozenset({
    "❤", "👍", "👎", "🔥", "🥰", "👏", "😁", "🤔", "🤯", "😱", "🤬", "😢",
    "🎉", "🤩", "🤮", "💩", "🙏", "👌", "🕊", "🤡", "🥱", "🥴", "😍", "🐳",
    "❤‍🔥", "🌚", "🌭", "💯", "🤣", "⚡", "🍌", "🏆", "💔", "🤨", "😐", "🍓",
    "🍾", "💋", "🖕", "😈", "😴", "😭", "🤓", "👻", "👨‍💻", "👀", "🎃", "🙈",
    "😇", "😨", "🤝", "✍", "🤗", "🫡", "🎅", "🎄", "☃", "💅", "🤪", "🗿",
    "🆒", "💘", "🙉", "🦄", "😘", "💊", "🙊", "😎", "👾", "🤷‍♂", "🤷", "🤷‍♀",
    "😡",
})
# fmt: on


def set_message_reaction(world: World, params: dict[str, Any]) -> bool:
    """Set or clear the bot's reaction to a message."""
    chat = writable_chat(world, params["chat_id"])
    post = live_post(chat, params["message_id"])
    if post is None:
        reason = "message to react not found"
        raise bad_request(reason)
    reactions: list[Any] = params.get("reaction", [])
    for reaction in reactions:
        if reaction.get("type") != "emoji" or reaction.get("emoji") not in STANDARD:
            reason = "REACTION_INVALID"
            raise bad_request(reason)
    if len(reactions) > 1:
        reason = "REACTIONS_TOO_MANY"
        raise bad_request(reason)
    react(world, post, world.bot, reactions)
    return True
