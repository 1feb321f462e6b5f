"""What sellers press while they make a listing, and staff to have them make one."""

from dataclasses import dataclass
from typing import ClassVar

from views.actions.base import Action


@dataclass(frozen=True, slots=True)
class UploadMove(Action):
    """Move at a step of the wizard: back, skip, next, help, later; at the preview send too.

    A press for a step that was left already does nothing: a double press moves once.
    """

    code: ClassVar[str] = "up"
    step: str
    move: str


@dataclass(frozen=True, slots=True)
class StartUpload(Action):
    """Begin a listing; `ticket_id` names the ticket that staff invited from, or is 0."""

    code: ClassVar[str] = "upnew"
    ticket_id: int


@dataclass(frozen=True, slots=True)
class ResumeUpload(Action):
    """Go on with a draft, or look at what became of a listing."""

    code: ClassVar[str] = "upgo"
    upload_id: int


@dataclass(frozen=True, slots=True)
class DiscardUpload(Action):
    """Ask whether to throw a draft away (0), or do it (1)."""

    code: ClassVar[str] = "updrop"
    upload_id: int
    sure: int


@dataclass(frozen=True, slots=True)
class PickCategory(Action):
    """What sort of product it is."""

    code: ClassVar[str] = "upcat"
    key: str


@dataclass(frozen=True, slots=True)
class EditUpload(Action):
    """Go from the preview to a step, and back to the preview once that is answered."""

    code: ClassVar[str] = "upedit"
    step: str


@dataclass(frozen=True, slots=True)
class TakeNumber(Action):
    """Say which of the numbers that could be meant it is."""

    code: ClassVar[str] = "upnum"
    step: str
    value: int


@dataclass(frozen=True, slots=True)
class InviteToUpload(Action):
    """Staff: offer the seller of a ticket to make the listing together."""

    code: ClassVar[str] = "upask"
    ticket_id: int
