"""Why two stores are not merged, kept apart, or parted again."""

from typing import ClassVar

from crm.errors import CrmError
from models import Seller
from models.duplicates import DuplicateState


class NoSuchStore(CrmError):
    """There is no such store; a visitor is none."""

    code: ClassVar[str] = "no_such_store"


class SameStore(CrmError):
    """A store is not merged into itself."""

    code: ClassVar[str] = "same_store"

    def __init__(self) -> None:
        """Say so."""
        super().__init__("That is one and the same store.")


class MergedBefore(CrmError):
    """One of the two was merged into a store already: it is no store any more."""

    code: ClassVar[str] = "merged_before"

    def __init__(self, store: Seller) -> None:
        """Name it by the portal's id, and the store that it is now by our number."""
        super().__init__(f"{store.portal_id} was merged into #{store.merged_into} before.")


class NotMerged(CrmError):
    """There is nothing to undo: the two were never merged, or that was undone."""

    code: ClassVar[str] = "not_merged"

    def __init__(self) -> None:
        """Say so."""
        super().__init__("These two are not merged.")


class MergedOn(CrmError):
    """The kept store was itself merged later; that must be undone first."""

    code: ClassVar[str] = "merged_on"

    def __init__(self, kept: Seller) -> None:
        """Name the store, and the one it went into."""
        super().__init__(
            f"{kept.portal_id} was itself merged into #{kept.merged_into} later: undo that first."
        )


class PairGone(CrmError):
    """The two are not listed as a pair."""

    code: ClassVar[str] = "pair_gone"

    def __init__(self) -> None:
        """Say so."""
        super().__init__("These two are not listed as a pair that may be one store.")


class NoOtherPair(CrmError):
    """No pair but the one that is shown waits for a decision."""

    code: ClassVar[str] = "no_other_pair"


class PairDecided(CrmError):
    """Somebody was quicker; `state` is what they decided."""

    code: ClassVar[str] = "pair_decided"

    def __init__(self, state: DuplicateState) -> None:
        """Name the state."""
        super().__init__(f"This pair was decided before: {state}.")
        self.state = state


class SupervisorsOnly(CrmError):
    """An agent may not decide which stores are one."""

    code: ClassVar[str] = "supervisors_only"
