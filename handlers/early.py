"""Replies that overtake the log: what they answer has left, and is not written down yet.

Without this a note that staff write at once, in answer to our question, would go to the seller.
"""

from datetime import timedelta

from telegram import Message

from crm.tickets.queries import logged_as
from delivery.dispatch.leases import is_leaving
from delivery.intake.worker import TooEarly
from handlers.relay import replied_to
from handlers.turn import Turn

PATIENCE = timedelta(seconds=5)
"""How long after a message was taken in hand a reply may wait for its line in the log."""


async def mind(turn: Turn) -> None:
    """Let a reply to one of our messages wait while that may be about to be logged.

    Raises:
        TooEarly: it may be.
    """
    reply = replied_to(turn.message)
    if reply is None or not _is_a_bots(turn.message):
        return
    if await logged_as(turn.session, chat_id=turn.chat_id, message_id=reply) is not None:
        return
    since = turn.now - PATIENCE
    if await is_leaving(turn.session, chat_id=turn.chat_id, since=since, now=turn.now):
        raise TooEarly


def _is_a_bots(message: Message) -> bool:
    reply = message.reply_to_message
    return reply is not None and reply.from_user is not None and reply.from_user.is_bot
