"""What staff press on a report's card, and about claims."""

from dataclasses import dataclass
from typing import ClassVar

from views.actions.base import Action


@dataclass(frozen=True, slots=True)
class Claim(Action):
    """Take a ticket."""

    code: ClassVar[str] = "claim"
    ticket_id: int


@dataclass(frozen=True, slots=True)
class Resolve(Action):
    """Call a ticket resolved."""

    code: ClassVar[str] = "solve"
    ticket_id: int


@dataclass(frozen=True, slots=True)
class ReopenTicket(Action):
    """Open a resolved ticket again, as staff."""

    code: ClassVar[str] = "again"
    ticket_id: int


@dataclass(frozen=True, slots=True)
class HowToNote(Action):
    """Ask how an internal note is written."""

    code: ClassVar[str] = "note"
    ticket_id: int


@dataclass(frozen=True, slots=True)
class ApproveLink(Action):
    """Link the person behind a claim ticket to this seller; seller 0 refuses."""

    code: ClassVar[str] = "approve"
    ticket_id: int
    seller_id: int
