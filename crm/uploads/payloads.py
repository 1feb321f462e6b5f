"""What is said about a listing around its steps: to its seller, and to staff."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import ClassVar

from crm.outbox.payload import Payload, Priority
from crm.uploads.listing import Listing
from models.uploads import UploadState, UploadStep


@dataclass(frozen=True)
class ListingSent(Payload):
    """The listing is with staff; say what happens next."""

    template: ClassVar[str] = "uploads.sent"
    name: str


@dataclass(frozen=True)
class ListingKept(Payload):
    """The draft rests; say how to come back to it."""

    template: ClassVar[str] = "uploads.kept"
    upload_id: int
    name: str = ""


@dataclass(frozen=True)
class ListingWaits(Payload):
    """To somebody who comes back after days: the draft is where it was. Is this about it?"""

    template: ClassVar[str] = "uploads.waits"
    upload_id: int
    step: UploadStep
    name: str = ""
    kept: int = 0
    """How many messages came just now, which go where the seller says."""


@dataclass(frozen=True)
class HelpIsComing(Payload):
    """Staff were asked to join; until the seller goes on, all they say goes there."""

    template: ClassVar[str] = "uploads.help_coming"
    upload_id: int
    ticket_id: int


@dataclass(frozen=True)
class PassedToStaff(Payload):
    """A voice message at a step is with staff; one may go on meanwhile."""

    template: ClassVar[str] = "uploads.passed_to_staff"
    step: UploadStep


@dataclass(frozen=True)
class TroublePassed(Payload):
    """A text at a step that told of something wrong is with staff; it was no answer there."""

    template: ClassVar[str] = "uploads.trouble_passed"
    step: UploadStep
    ticket_id: int


@dataclass(frozen=True, slots=True)
class ListingLine:
    """One listing among the seller's."""

    upload_id: int
    state: UploadState
    step: UploadStep
    category: str
    name: str
    at: datetime


@dataclass(frozen=True)
class MyListings(Payload):
    """The seller's listings, drafts first."""

    template: ClassVar[str] = "uploads.mine"
    lines: tuple[ListingLine, ...]


@dataclass(frozen=True)
class ListingStanding(Payload):
    """What became of a listing that is no draft any more."""

    template: ClassVar[str] = "uploads.standing"
    upload_id: int
    state: UploadState
    listing: Listing
    link: str = ""


@dataclass(frozen=True)
class DiscardQuestion(Payload):
    """Ask whether a draft shall really be thrown away."""

    template: ClassVar[str] = "uploads.discard_question"
    upload_id: int
    category: str = ""
    name: str = ""


@dataclass(frozen=True)
class ListingDiscarded(Payload):
    """It is thrown away."""

    template: ClassVar[str] = "uploads.discarded"


@dataclass(frozen=True)
class ListingGone(Payload):
    """Tell, in a toast, that this listing is no draft any more, or nobody's here."""

    template: ClassVar[str] = "uploads.gone"


@dataclass(frozen=True)
class UploadInvitation(Payload):
    """To a seller: a staff member would make the listing together with them."""

    template: ClassVar[str] = "uploads.invitation"
    ticket_id: int
    by: str = ""


class Invited(StrEnum):
    """What came of inviting a seller."""

    DONE = "done"
    ALREADY = "already"
    UNREACHABLE = "unreachable"


@dataclass(frozen=True)
class InvitePressed(Payload):
    """The short answer to a staff member who invited a seller to make a listing."""

    template: ClassVar[str] = "uploads.invite_pressed"
    outcome: Invited


@dataclass(frozen=True)
class ListingSoFar(Payload):
    """To staff: where a seller is with a listing, and what is there so far.

    `asked` where they asked for help; else they said something there.
    """

    template: ClassVar[str] = "uploads.so_far"
    priority: ClassVar[Priority] = Priority.STAFF
    step: UploadStep
    listing: Listing
    asked: bool
