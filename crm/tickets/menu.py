"""What staff can do with a ticket beyond its card, as a message below the card."""

from dataclasses import dataclass
from typing import ClassVar

from crm.outbox.payload import Payload, Priority
from models import Ticket
from models.tickets import FINISHED, Category, TicketKind


@dataclass(frozen=True)
class TicketMenu(Payload):
    """All that can be done with a ticket; in place of `message_id`, where it is one of its pages.

    Each subject has a button of its own, and its own page behind it.
    """

    template: ClassVar[str] = "ticket_menu"
    priority: ClassVar[Priority] = Priority.STAFF
    ticket_id: int
    kind: TicketKind
    category: Category
    claimed: bool = False
    finished: bool = False
    message_id: int | None = None
    translates: bool = False
    """Whether a translation service is set up."""


def menu_of(
    ticket: Ticket, *, message_id: int | None = None, translates: bool = False
) -> TicketMenu:
    """Return what can be done with `ticket` now."""
    return TicketMenu(
        ticket_id=ticket.id or 0,
        kind=ticket.kind,
        category=ticket.category,
        claimed=ticket.assignee_id is not None,
        finished=ticket.state in FINISHED,
        message_id=message_id,
        translates=translates,
    )
