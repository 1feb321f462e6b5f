"""What staff press to pass tickets on, and to turn the pages of their lists."""

from dataclasses import dataclass
from typing import ClassVar

from views.actions.base import Action


@dataclass(frozen=True, slots=True)
class ChooseTaker(Action):
    """Show whom a ticket may be given to: the best (page 0), then the others."""

    code: ClassVar[str] = "hand"
    ticket_id: int
    page: int


@dataclass(frozen=True, slots=True)
class GiveTo(Action):
    """Give a ticket to a staff member, 0 for nobody, as long as `holder_id` has it."""

    code: ClassVar[str] = "give"
    ticket_id: int
    staff_id: int
    holder_id: int


@dataclass(frozen=True, slots=True)
class TakeOver(Action):
    """Take a ticket from `holder_id`."""

    code: ClassVar[str] = "takeover"
    ticket_id: int
    holder_id: int


@dataclass(frozen=True, slots=True)
class ListTickets(Action):
    """Show another page of somebody's tickets, or with 0 of those that nobody has."""

    code: ClassVar[str] = "tlist"
    staff_id: int
    page: int
