"""What can be wrong with a product's name."""

from dataclasses import dataclass
from enum import StrEnum


class Fault(StrEnum):
    """What to change in a name."""

    PHONE = "phone"
    LINK = "link"
    ACCOUNT = "account"
    PROMOTION = "promotion"
    BOAST = "boast"
    CURE = "cure"
    BRAND = "brand"
    """Somebody else's."""
    ELSEWHERE = "elsewhere"
    """It leads buyers to another place."""
    SHOUTING = "shouting"
    SYMBOLS = "symbols"
    """Emoji and signs that are no part of a name."""
    DOUBLED = "doubled"
    TOO_LONG = "too_long"
    TOO_SHORT = "too_short"
    """Or a single word: nobody finds it."""
    SAME = "same"
    """Another product of this store is called so."""
    SIMILAR = "similar"


FORBIDDEN = (Fault.PROMOTION, Fault.BOAST, Fault.CURE, Fault.BRAND, Fault.ELSEWHERE)
"""What the file of forbidden words has a list for."""
MILD = frozenset({Fault.SAME, Fault.SIMILAR, Fault.BRAND})
"""Worth a second look, and the seller's own decision: staff look at it too."""


@dataclass(frozen=True, slots=True)
class Finding:
    """A fault of a name, and the words that have it, where it has such."""

    fault: Fault
    what: str = ""

    @property
    def mild(self) -> bool:
        """Whether the name can be used all the same."""
        return self.fault in MILD
