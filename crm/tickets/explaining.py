"""In which language a ticket's seller writes, and whether its words can be explained to staff."""

from crm.phrasebook.files import REGIONAL
from crm.phrasebook.rules import language_of
from models import Ticket

WRITTEN = "written"
"""Under this name a ticket's data tells the regional language of what came after the report."""
HEARD = "heard"
"""Under this name it holds what a machine heard in voice messages, by their numbers."""


def written(ticket: Ticket) -> str | None:
    """Return the regional language that the seller wrote last, as far as their texts tell one.

    The report's own words are read each time, for the seller may edit them.
    """
    return ticket.data.get(WRITTEN) or _told(ticket.text)


def is_explained(spoken: str, written: str | None) -> bool:
    """Tell whether we can explain what a seller writes with whom we speak `spoken`."""
    return spoken in REGIONAL or written is not None


def hear(ticket: Ticket, text: str) -> bool:
    """Take note of a further message; return whether it tells staff another language than before.

    One in Indonesian tells none: whoever speaks a regional language mixes the two.
    """
    tag = _told(text)
    if tag is None or tag == ticket.data.get(WRITTEN):
        return False
    before = written(ticket) or ticket.language
    ticket.data = {**ticket.data, WRITTEN: tag}
    return tag != before


def hear_voice(ticket: Ticket, message_id: int, text: str) -> bool:
    """Keep what was heard in a voice message; return as `hear` does."""
    ticket.data = {**ticket.data, HEARD: {**voices(ticket), str(message_id): text}}
    return hear(ticket, text)


def voices(ticket: Ticket) -> dict[str, str]:
    """Return what was heard in the seller's voice messages, by their numbers."""
    return ticket.data.get(HEARD, {})


def _told(text: str) -> str | None:
    """Return the regional language that a text is clearly in."""
    return language_of(text, "") or None if text else None
