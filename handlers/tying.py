"""Which word of ours a report came of, kept through the dialogs on its way to a ticket."""

from typing import Any

from crm.followups import hearing
from handlers.dialogs.engine import Answers
from handlers.turn import Turn
from models import Seller

TOUCH = "touch"
"""Under this name a dialog's answers hold the touch that began it."""


def tie_of(answers: Answers) -> Answers:
    """Return what another dialog's answers need to know of these, to be tied as they are."""
    return {TOUCH: answers[TOUCH]} if TOUCH in answers else {}


async def tied(turn: Turn, seller: Seller, answers: Answers) -> dict[str, Any]:
    """Return what the data of a ticket made of these answers says of that word."""
    touch_id = answers.get(TOUCH)
    if touch_id is None:
        return {}
    return await hearing.tied(turn.session, touch_id=touch_id, seller=seller)
