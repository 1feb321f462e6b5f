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


@dataclass(frozen=True, slots=True)
class ShowPriorities(Action):
    """Ask how urgent a ticket is, in place of its menu."""

    code: ClassVar[str] = "urgent"
    ticket_id: int


@dataclass(frozen=True, slots=True)
class SetPriority(Action):
    """Say how urgent a ticket is: 1 urgent, 2 normal, 3 low."""

    code: ClassVar[str] = "level"
    ticket_id: int
    level: int


@dataclass(frozen=True, slots=True)
class TranslateTicket(Action):
    """Have what the seller wrote last translated."""

    code: ClassVar[str] = "xlate"
    ticket_id: int


@dataclass(frozen=True, slots=True)
class ShowHistory(Action):
    """Show what happened to a ticket."""

    code: ClassVar[str] = "history"
    ticket_id: int
