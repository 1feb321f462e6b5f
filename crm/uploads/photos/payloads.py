"""What a seller is told about the photos of a listing."""

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from crm.outbox.payload import Payload
from crm.uploads.photos.flaws import Flaw, Refusal


@dataclass(frozen=True, slots=True)
class ShownPhoto:
    """A photo by the number that the seller sees."""

    photo_id: int
    number: int


@dataclass(frozen=True, slots=True)
class SeenPhoto:
    """A photo that was looked at; its flaws are the worst first."""

    photo_id: int
    number: int
    flaws: tuple[Flaw, ...] = ()
    improvable: bool = False


@dataclass(frozen=True, slots=True)
class RefusedPhoto:
    """A file that gives no photo."""

    number: int
    why: Refusal


@dataclass(frozen=True)
class PhotoPrompt(Payload):
    """Asks for photos, and shows which are there."""

    template: ClassVar[str] = "photo_prompt"

    category: str
    photos: tuple[ShownPhoto, ...] = ()
    waiting: int = 0
    """How many of them are still to be looked at."""
    most: int = 8


@dataclass(frozen=True)
class PhotosLookedAt(Payload):
    """Tells what was found in the photos that came together."""

    template: ClassVar[str] = "photos_looked_at"

    upload_id: int
    photos: tuple[SeenPhoto, ...] = ()
    refused: tuple[RefusedPhoto, ...] = ()
    total: int = 0
    """How many photos the listing has."""
    most: int = 8
    attachment_id: int | None = None
    """Each photo beside its improved version, where there is one that is worth a look."""
    changeable: bool = True
    """Whether the seller may still choose; staff have the listing otherwise."""
    asked: bool = True
    """Whether the wizard waits at the photos, so that one can go on from here."""


@dataclass(frozen=True)
class PhotoExample(Payload):
    """Shows a photo with a flaw beside one without."""

    template: ClassVar[str] = "photo_example"

    flaw: Flaw


class Unusable(StrEnum):
    """Why a message gives the listing no photo."""

    FULL = "full"
    SAME = "same"
    TOO_BIG = "too_big"
    MOVING = "moving"
    """A video or an animation."""
    NO_PHOTO = "no_photo"


@dataclass(frozen=True)
class PhotoNotTaken(Payload):
    """Says kindly why what was sent does not join the listing."""

    template: ClassVar[str] = "photo_not_taken"

    why: Unusable
    number: int = 0
    """Of the photo that is the same."""
    photos: tuple[ShownPhoto, ...] = ()
    """Which are there."""
    most: int = 8
    asked: bool = False
    """Whether the wizard waits at the photos, so that one can go on from here."""


@dataclass(frozen=True)
class PhotoChosen(Payload):
    """Confirms in a toast which version of a photo is used; of all of them where number is 0."""

    template: ClassVar[str] = "photo_chosen"

    number: int
    improved: bool


@dataclass(frozen=True)
class PhotoTakenOut(Payload):
    """Confirms in a toast that a photo is out."""

    template: ClassVar[str] = "photo_taken_out"

    number: int


@dataclass(frozen=True)
class PhotoGone(Payload):
    """Says in a toast that the photo is not in the listing any more."""

    template: ClassVar[str] = "photo_gone"


@dataclass(frozen=True)
class PhotosFixed(Payload):
    """Says in a toast that staff have the listing, photos and all."""

    template: ClassVar[str] = "photos_fixed"
