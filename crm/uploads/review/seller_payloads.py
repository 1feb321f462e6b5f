"""What a seller is told and asked about a listing that staff have looked at."""

from dataclasses import KW_ONLY, dataclass
from enum import StrEnum
from typing import ClassVar

from crm.outbox.payload import Payload
from crm.uploads.listing import Listing
from models.uploads import ChangeState


@dataclass(frozen=True)
class ChangeProposed(Payload):
    """Staff suggest another value for a field: before, after, and whether that is welcome."""

    template: ClassVar[str] = "uploads.change_proposed"
    upload_id: int
    change_id: int
    name: str
    """What the product is called."""
    field: str
    before: str
    after: str
    _: KW_ONLY
    drafted: Listing | None = None
    """What the description before is drafted from, where none was written by hand."""


@dataclass(frozen=True)
class ChangeSettled(ChangeProposed):
    """The same with what became of it, in its place."""

    template: ClassVar[str] = "uploads.change_settled"
    state: ChangeState
    message_id: int


@dataclass(frozen=True)
class PhotosWanted(Payload):
    """The seller is willing to send other photos: the listing is a draft again."""

    template: ClassVar[str] = "uploads.photos_wanted"
    upload_id: int
    wish: str


@dataclass(frozen=True)
class ReadyPictures(Payload):
    """An approved listing's pictures, to be saved to the phone."""

    template: ClassVar[str] = "uploads.ready_pictures"
    upload_id: int
    name: str
    keys: tuple[str, ...]

    @property
    def parts(self) -> int:
        """As many as there are pictures."""
        return max(1, len(self.keys))


@dataclass(frozen=True)
class ReadyFields(Payload):
    """An approved listing field by field, each to be copied by a tap."""

    template: ClassVar[str] = "uploads.ready_fields"
    upload_id: int
    listing: Listing


@dataclass(frozen=True)
class ReadyText(Payload):
    """An approved listing's description, to be copied; the last of them asks for word."""

    template: ClassVar[str] = "uploads.ready_text"
    upload_id: int
    listing: Listing
    english: bool = False


@dataclass(frozen=True)
class ListingInStore(Payload):
    """The product is in the store: `link` leads there, where it is known."""

    template: ClassVar[str] = "uploads.in_store"
    upload_id: int
    name: str
    link: str = ""


@dataclass(frozen=True)
class LinkQuestion(Payload):
    """Where is the product in the marketplace? It may be left open."""

    template: ClassVar[str] = "uploads.link_question"
    upload_id: int
    name: str
    again: bool = False
    """What was sent was no address."""


@dataclass(frozen=True)
class LinkAwaited(Payload):
    """What came instead of a link is with staff; the link may come at any time."""

    template: ClassVar[str] = "uploads.link_awaited"
    upload_id: int
    name: str


@dataclass(frozen=True)
class ListingTalk(Payload):
    """Staff know that the seller wants to talk about the listing: what is written goes there."""

    template: ClassVar[str] = "uploads.talk"
    upload_id: int
    name: str


class ListingPressed(StrEnum):
    """What a seller's press about a listing came to."""

    GONE = "gone"
    DECIDED = "decided"
    NOT_YET = "not_yet"
    """It is not approved."""
    IN_STORE = "in_store"


@dataclass(frozen=True)
class ListingToast(Payload):
    """The short answer to a seller's press."""

    template: ClassVar[str] = "uploads.listing_toast"
    outcome: ListingPressed
