"""Why something about a listing in review cannot be done."""

from typing import ClassVar

from crm.errors import CrmError
from crm.uploads.review.rules import Unfit
from models.uploads import ChangeState, UploadState


class ListingGone(CrmError):
    """There is no such listing, or it was thrown away."""

    code: ClassVar[str] = "listing_gone"


class NotInReview(CrmError):
    """Its state allows this no more, or not yet; `by` names who approved it, where one did."""

    code: ClassVar[str] = "listing_not_in_review"

    def __init__(self, state: UploadState, *, by: str = "") -> None:
        """Name the state."""
        super().__init__(f"the listing is {state}")
        self.state, self.by = state, by


class ChangeUnfit(CrmError):
    """A suggested value cannot stand in the field; `why` says it, `what` has the words."""

    code: ClassVar[str] = "change_unfit"

    def __init__(self, why: Unfit, what: str = "", bound: int = 0) -> None:
        """Refuse it for `why`; `bound` is what a number must keep to."""
        super().__init__(why)
        self.why, self.what, self.bound = why, what, bound


class ChangeDecided(CrmError):
    """The seller has answered this suggestion, or another took its place."""

    code: ClassVar[str] = "change_decided"

    def __init__(self, state: ChangeState) -> None:
        """Name what became of it."""
        super().__init__(f"the change is {state}")
        self.state = state
