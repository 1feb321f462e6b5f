"""Whether staff find a meaning, word by word, for what a ticket's seller wrote."""

from crm.phrasebook import rules as phrasebook
from models import Ticket

EXPLAINED = "explained"
"""Under this name a ticket's data tells that its seller went on in a regional language."""
HEARD = "heard"
"""Under this name it holds what a machine heard in voice messages, by their numbers."""


def is_explained(ticket: Ticket) -> bool:
    """Tell whether there is something to explain in the report, or in what came after it."""
    return ticket.data.get(EXPLAINED, False) or phrasebook.is_explained(
        ticket.text, ticket.language
    )


def hear(ticket: Ticket, text: str) -> bool:
    """Take note of a further message; return whether only now there is something to explain."""
    if not text or is_explained(ticket) or not phrasebook.is_explained(text, ticket.language):
        return False
    ticket.data = {**ticket.data, EXPLAINED: True}
    return True


def hear_voice(ticket: Ticket, message_id: int, text: str) -> bool:
    """Keep what was heard in a voice message; return as `hear` does."""
    ticket.data = {**ticket.data, HEARD: {**voices(ticket), str(message_id): text}}
    return hear(ticket, text)


def voices(ticket: Ticket) -> dict[str, str]:
    """Return what was heard in the seller's voice messages, by their numbers."""
    return ticket.data.get(HEARD, {})
