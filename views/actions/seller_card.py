"""What staff press on a seller's card."""

from dataclasses import dataclass
from typing import ClassVar

from views.actions.base import Action


@dataclass(frozen=True, slots=True)
class ShowSeller(Action):
    """Show a seller's card."""

    code: ClassVar[str] = "seller"
    seller_id: int


@dataclass(frozen=True, slots=True)
class AskForCall(Action):
    """Put a call to a seller on the team's list."""

    code: ClassVar[str] = "scall"
    seller_id: int


@dataclass(frozen=True, slots=True)
class WriteToSeller(Action):
    """Open a topic in which staff write to a seller."""

    code: ClassVar[str] = "swrite"
    seller_id: int


@dataclass(frozen=True, slots=True)
class FollowUpSeller(Action):
    """Plan a follow-up for one seller."""

    code: ClassVar[str] = "sask"
    seller_id: int


@dataclass(frozen=True, slots=True)
class NoteSeller(Action):
    """Ask for a note about a seller."""

    code: ClassVar[str] = "snote"
    seller_id: int


@dataclass(frozen=True, slots=True)
class TakeOut(Action):
    """Take a seller out of the cadence that they are in."""

    code: ClassVar[str] = "sout"
    seller_id: int
    followup_id: int
