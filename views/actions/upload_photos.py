"""What sellers press about the photos of a listing, as long as it is theirs to change."""

from dataclasses import dataclass
from typing import ClassVar

from views.actions.base import Action


@dataclass(frozen=True, slots=True)
class ChoosePhoto(Action):
    """Use the improved version of a photo (1), or the own one (0)."""

    code: ClassVar[str] = "upimp"
    photo_id: int
    improved: int


@dataclass(frozen=True, slots=True)
class ChoosePhotos(Action):
    """The same for every photo of a listing that has a better version."""

    code: ClassVar[str] = "upimps"
    upload_id: int
    improved: int


@dataclass(frozen=True, slots=True)
class TakeOutPhoto(Action):
    """Take a photo out of the listing."""

    code: ClassVar[str] = "upout"
    photo_id: int


@dataclass(frozen=True, slots=True)
class ShowPhotoExample(Action):
    """Show a photo with a flaw beside one without."""

    code: ClassVar[str] = "upex"
    flaw: str
