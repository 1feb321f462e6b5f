"""What staff press about a listing that was sent, and what its seller answers."""

from dataclasses import dataclass
from typing import ClassVar

from views.actions.base import Action


@dataclass(frozen=True, slots=True)
class ReviewStep(Action):
    """Staff: approve, suggest a change, uploaded (it is in the store), nolink (it is, somewhere).

    `show` shows the card in the place of the message.
    """

    code: ClassVar[str] = "uprev"
    upload_id: int
    move: str


@dataclass(frozen=True, slots=True)
class SuggestField(Action):
    """Staff: suggest another value for a field."""

    code: ClassVar[str] = "uprfld"
    upload_id: int
    field: str


@dataclass(frozen=True, slots=True)
class SuggestCategory(Action):
    """Staff: suggest another category."""

    code: ClassVar[str] = "uprcat"
    upload_id: int
    key: str


@dataclass(frozen=True, slots=True)
class AnswerChange(Action):
    """The seller accepts a suggested change, or would rather not."""

    code: ClassVar[str] = "upchg"
    change_id: int
    yes: int


@dataclass(frozen=True, slots=True)
class TellUploaded(Action):
    """The seller has put the product into the store, and is asked where; `sure` leaves it open."""

    code: ClassVar[str] = "upin"
    upload_id: int
    sure: int


@dataclass(frozen=True, slots=True)
class TalkAboutListing(Action):
    """The seller wants to talk with staff about a listing that was sent."""

    code: ClassVar[str] = "uptalk"
    upload_id: int


@dataclass(frozen=True, slots=True)
class ShowAgain(Action):
    """The seller wants to see again what is asked about a listing, or what is to be copied."""

    code: ClassVar[str] = "upmore"
    upload_id: int
