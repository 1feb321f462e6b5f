"""What staff see of a listing that they review."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import ClassVar

from crm.outbox.payload import Payload, Priority
from crm.uploads.listing import Listing
from crm.uploads.naming.faults import Finding
from crm.uploads.review.rules import Unfit
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
class ReviewShown(ReviewCard):
    """The same wherever somebody asked for it; it is not the card."""

    template: ClassVar[str] = "uploads.review_shown"


@dataclass(frozen=True)
class ReviewReplaced(Payload):
    """In place of a card: the listing was sent again, and its new card is below."""

    template: ClassVar[str] = "uploads.review_replaced"
    priority: ClassVar[Priority] = Priority.STAFF
    upload_id: int
    message_id: int


@dataclass(frozen=True)
class ChangeAnswered(Payload):
    """What the seller says to a suggested change."""

    template: ClassVar[str] = "uploads.change_answered"
    priority: ClassVar[Priority] = Priority.STAFF
    upload_id: int
    field: str
    after: str
    state: ChangeState


@dataclass(frozen=True)
class FieldMenu(Payload):
    """For which field of a listing shall a change be suggested?"""

    template: ClassVar[str] = "uploads.field_menu"
    priority: ClassVar[Priority] = Priority.STAFF
    upload_id: int


@dataclass(frozen=True)
class CategoryMenu(Payload):
    """Which category shall be suggested?"""

    template: ClassVar[str] = "uploads.category_menu"
    priority: ClassVar[Priority] = Priority.STAFF
    upload_id: int


@dataclass(frozen=True)
class ChangePrompt(Payload):
    """Which value shall be suggested for a field? Whoever pressed answers by a reply."""

    template: ClassVar[str] = "uploads.change_prompt"
    priority: ClassVar[Priority] = Priority.STAFF
    upload_id: int
    field: str
    present: str
    """What it holds now."""
    telegram_id: int
    name: str
    drafted: Listing | None = None
    """What the present description is drafted from, where none was written by hand."""


@dataclass(frozen=True)
class LinkPrompt(Payload):
    """Where is the product in the marketplace? The answer is a reply, or that it stays open."""

    template: ClassVar[str] = "uploads.link_prompt"
    priority: ClassVar[Priority] = Priority.STAFF
    upload_id: int
    telegram_id: int
    name: str


class ReviewOutcome(StrEnum):
    """What a staff member's press or reply about a listing came to."""

    APPROVED = "approved"
    SUGGESTED = "suggested"
    IN_STORE = "in_store"
    ALREADY = "already"
    """Somebody was faster."""
    NOT_NOW = "not_now"
    """Its state does not allow it."""
    GONE = "gone"
    NO_LINK = "no_link"
    """What was sent is no address."""
    EXPORTING = "exporting"


@dataclass(frozen=True)
class ReviewPressed(Payload):
    """The short answer to a press; `by` names who was first."""

    template: ClassVar[str] = "uploads.review_pressed"
    outcome: ReviewOutcome
    by: str = ""


@dataclass(frozen=True)
class ReviewSaid(Payload):
    """The answer to a reply."""

    template: ClassVar[str] = "uploads.review_said"
    priority: ClassVar[Priority] = Priority.STAFF
    outcome: ReviewOutcome
    reply_to: int


@dataclass(frozen=True)
class ChangeNotTaken(Payload):
    """A suggested value cannot stand in its field; `bound` is what a number must keep to."""

    template: ClassVar[str] = "uploads.change_not_taken"
    priority: ClassVar[Priority] = Priority.STAFF
    why: Unfit
    reply_to: int | None = None
    what: str = ""
    bound: int = 0
