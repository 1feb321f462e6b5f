"""A typed answer to what was asked last does what its button does."""

from datetime import timedelta

from pydantic import ValidationError

from crm.outbox.history import last_said
from crm.outbox.payload import Payload
from crm.outbox.retelling import Retold
from crm.sellers.menu import MenuNote
from crm.sellers.payloads import CommandMenu
from crm.tickets.reporting import ReportSummary
from handlers import tables
from handlers.dialogs.engine import Said
from handlers.home import home
from handlers.keeping import MESSAGES
from handlers.own_words import own_words
from handlers.turn import Turn
from locales.languages import INDONESIAN
from models import Seller
from views import rendering
from views.actions import Action, DialogStep, KeepWriting, Proactive
from views.rendering import Reader
from views.typed_answers import labelled, meant
from views.words import Catalogs

STANDS = timedelta(days=3)
"""How long a question waits for a typed answer."""
LONGEST = 40
"""Characters; whoever writes more has more to say than a button does."""
_WORDLESS = frozenset({CommandMenu.template, Retold.template})
"""What is posted to a chat and is no question of its own."""
_LOOKED_AT = 4
"""Messages among which one has words."""


async def taken(turn: Turn) -> bool:
    """Press the button that a message stands for; False where it stands for none.

    A reply is about the message that it quotes, and forwarded words are somebody else's.
    """
    text = own_words(turn.message) if turn.message.text else ""
    if turn.seller is None or not text or len(text) > LONGEST or turn.message.reply_to_message:
        return False
    question = await _question(turn)
    action = _answer(turn, turn.seller, question, text) if question is not None else None
    return action is not None and await _press(turn, action)


async def _question(turn: Turn) -> Payload | None:
    """Return what was said last in this chat, passing over what has no words."""
    rows = await last_said(
        turn.session, chat_id=turn.chat_id, since=turn.now - STANDS, limit=_LOOKED_AT
    )
    for row in rows:
        if row.template not in _WORDLESS:
            try:
                return rendering.template(row.template).load(row.params)
            except (rendering.UnknownTemplate, ValidationError):
                return None  # of another version of Sapa
    return None


def _answer(turn: Turn, seller: Seller, question: Payload, text: str) -> Action | None:
    reader = Reader(now=turn.now, marketplace=turn.services.settings.marketplace_name)
    for language in dict.fromkeys((seller.language, INDONESIAN)):
        shown = rendering.worded(question, Catalogs.load()[language], reader)
        action = labelled(question, shown, text)
        if action is not None:
            return None if _would_lose(turn, question, action) else action
    return meant(question, text)


def _would_lose(turn: Turn, question: Payload, action: Action) -> bool:
    """Tell whether the word "cancel" may be a part of a story: "my order" … "cancelled"."""
    is_cancel = action == DialogStep("cancel") and not isinstance(question, ReportSummary)
    return is_cancel and turn.dialog is not None and bool(turn.dialog.answers.get(MESSAGES))


async def _press(turn: Turn, action: Action) -> bool:
    """Do what the button does; where that would only be a toast, go on, or say it is all right."""
    before = turn.said
    if not await turn.dialogs.take(turn, Said(action=action)):
        press = tables.PRESSES.get(type(action))
        if press is None:
            return False
        await press(turn, action)
    if isinstance(action, Proactive | KeepWriting):
        await turn.dialogs.resume(turn)
    if turn.said == before and not await turn.dialogs.resume(turn):
        turn.reply(home(turn, MenuNote.ASSENT))
    return True
