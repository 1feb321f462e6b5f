"""What staff press to see what else can be done with a ticket."""

from dataclasses import dataclass
from typing import ClassVar

from views.actions.base import Action


@dataclass(frozen=True, slots=True)
class ShowTicketMenu(Action):
    """Show the menu of a ticket, in place of the message whose button it is (1) or below (0)."""

    code: ClassVar[str] = "more"
    ticket_id: int
    here: int
