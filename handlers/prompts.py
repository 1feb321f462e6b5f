"""Which question of ours staff answer by a reply to it."""

from typing import TypeVar

from crm.interactions.prompts import prompt_behind
from crm.outbox.payload import Payload
from handlers.turn import Turn

P = TypeVar("P", bound=Payload)


async def prompted(turn: Turn, *kinds: type[P]) -> P | None:
    """Return the question of `kinds` that this member of staff replies to, if any."""
    replied = turn.message.reply_to_message
    if turn.staff is None or replied is None:
        return None
    return await prompt_behind(
        turn.session, *kinds, chat_id=turn.chat_id, message_id=replied.message_id
    )
