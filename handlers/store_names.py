"""What is typed by somebody who was asked for their store, and which stores that may name."""

from telegram import Message

from crm.sellers import queries
from crm.sellers.names import fold
from crm.sellers.naming import StoreAnswer, store_answer
from handlers.own_words import own_words
from handlers.turn import Turn
from models import Seller

LONGEST_NAME = 120
"""A longer text is no store's name."""
_NO_NAMES = frozenset({StoreAnswer.LATER, StoreAnswer.NOTHING})
"""What hardly names a store."""


def answered(turn: Turn, message: Message) -> StoreAnswer:
    """Return what a message is; pictures, long texts and forwarded ones are to be looked at."""
    text = own_words(message) if message.text else ""
    if not text or len(text) > LONGEST_NAME:
        return StoreAnswer.MATTER
    return store_answer(text, turn.reading(text))


async def named(turn: Turn, message: Message) -> list[Seller]:
    """Return the stores that a text may mean; words for something else only by a whole name."""
    text = message.text or ""
    if len(text) > LONGEST_NAME:
        return []
    stores = await queries.find_by_name(turn.session, text)
    if answered(turn, message) in _NO_NAMES:
        return [store for store in stores if fold(store.store_name) == fold(text)]
    return stores
