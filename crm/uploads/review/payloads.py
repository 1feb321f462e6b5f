"""What staff see of a listing that they review."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from crm.outbox.payload import Payload, Priority
from crm.uploads.listing import Listing
from crm.uploads.naming.faults import Finding
from models.uploads import ChangeState, UploadState


@dataclass(frozen=True, slots=True)
class PhotoFlaws:
    """What could be better in a photo, as codes, the worst first; `number` is its place."""

    number: int
    flaws: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """A change that was suggested, and what became of it; `by` names who did."""

    field: str
    before: str
    after: str
    state: ChangeState
    by: str = ""


@dataclass(frozen=True)
class ReviewAlbum(Payload):
    """The pictures of a listing that waits for staff, in their order."""

    template: ClassVar[str] = "uploads.review_album"
    priority: ClassVar[Priority] = Priority.STAFF
    upload_id: int
    keys: tuple[str, ...]

    @property
    def parts(self) -> int:
        """As many as there are pictures."""
        return max(1, len(self.keys))


@dataclass(frozen=True)
class ReviewCard(Payload):
    """A listing with what was found in it; in place of `message_id`, where it is known.

    `decided_by` approved it; the names are empty for as long as nobody did.
    """

    template: ClassVar[str] = "uploads.review_card"
    priority: ClassVar[Priority] = Priority.STAFF
    upload_id: int
    state: UploadState
    store: str
    listing: Listing
    sent_at: datetime | None = None
    findings: tuple[Finding, ...] = ()
    photos: tuple[PhotoFlaws, ...] = ()
    changes: tuple[ChangeLine, ...] = ()
    decided_by: str = ""
    link: str = ""
    """Where it is in the marketplace."""
    message_id: int | None = None


@dataclass(frozen=True)
class ReviewReplaced(Payload):
    """In place of a card: the listing was sent again, and its new card is below."""

    template: ClassVar[str] = "uploads.review_replaced"
    priority: ClassVar[Priority] = Priority.STAFF
    upload_id: int
    message_id: int
