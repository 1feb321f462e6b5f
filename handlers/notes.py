"""What staff note about a seller: a reply to the message that asked for it, kept as it is logged.

The update's own line in the log is the note, so nothing else is written.
"""

from crm.outbox.payload import Payload
from crm.sellers.card import operations
from crm.sellers.card.payloads import NoteKept, NoteNeedsWords
from crm.sellers.card.queries import NOTE
from handlers.relay import stay_in_topic
from handlers.turn import Turn


async def keep(turn: Turn) -> bool:
    """Keep a reply to a note's prompt; False where the message is none.

    An album is answered once, by its first part, which is the one that carries the words.
    """
    message = turn.message
    if turn.staff is None or message.reply_to_message is None:
        return False
    seller = await operations.asked_about(
        turn.session, chat_id=turn.chat_id, message_id=message.reply_to_message.message_id
    )
    if seller is None:
        return False
    await stay_in_topic(turn)
    turn.kind, turn.about_id = NOTE, seller.id
    answer: Payload = NoteNeedsWords()
    if message.text or message.caption:
        answer = NoteKept(seller_id=seller.id or 0, store=seller.store_name)
    part = message.media_group_id or message.message_id
    await turn.reply_once(answer, key=f"note:{turn.chat_id}:{part}")
    return True


async def keep_edit(turn: Turn) -> bool:
    """Let an edited note count in place of what it was; False where the message is no note."""
    if turn.staff is None:
        return False
    seller = await operations.noted_about(
        turn.session, chat_id=turn.chat_id, message_id=turn.message.message_id
    )
    if seller is None:
        return False
    turn.kind, turn.about_id = NOTE, seller.id
    return True
