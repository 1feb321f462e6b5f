"""Thanks for an answer: they wait for none, and may mean that the report is solved."""

from crm.tickets.rules import begun_by
from crm.understanding.courtesies import Courtesy
from models import Ticket
from models.tickets import TicketKind, TicketState

_THANKFUL = frozenset({Courtesy.THANKS, Courtesy.WELL})
_ANSWERS = frozenset({Courtesy.YES, Courtesy.NO, Courtesy.NEVER_MIND})


def is_mere_thanks(ticket: Ticket, said: frozenset[Courtesy]) -> bool:
    """Tell whether courtesies wait for no answer.

    A yes or a no beside the thanks answers what staff asked, and so does "it is well" in a talk
    that they began.
    """
    answers = _ANSWERS | {Courtesy.WELL} if begun_by(ticket) else _ANSWERS
    return not said.isdisjoint(_THANKFUL) and said.isdisjoint(answers)


def may_be_solved(ticket: Ticket) -> bool:
    """Tell whether to ask who thanks if it is solved: it was a report, and staff answered it."""
    is_report = ticket.kind is not TicketKind.CLAIM and not begun_by(ticket)
    return is_report and ticket.state is TicketState.WAITING
