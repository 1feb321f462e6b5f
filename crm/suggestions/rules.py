"""Which wishes are the same."""

from collections.abc import Sequence
from dataclasses import dataclass

from crm.wording.rules import ALIKE, Bag, Rarity, Weighed, likeness

CANDIDATES = 500
"""Wishes that a new one is compared with: those of most sellers, and of them the newest."""
LONGEST = 2_000
"""UTF-16 units of a wish that are kept; the report has all of it."""
PAGE = 8
"""How many wishes a list shows at once."""
VOTERS = 5
"""How many of those who wish it are named."""
OFFERED = 3
"""How many similar wishes are offered to be united with one."""


@dataclass(frozen=True, slots=True)
class Wish:
    """A wish as the words that it is about."""

    suggestion_id: int
    words: Bag


def likest(words: Bag, wishes: Sequence[Wish], *, least: float = ALIKE) -> list[int]:
    """Return the numbers of the wishes that are like this one, the likest first.

    How much a word says is told by the wishes themselves: "produk" stands in many.
    """
    rarity = Rarity(wish.words for wish in wishes)
    this = Weighed.of(words, rarity)
    scored = [
        (likeness(this, Weighed.of(wish.words, rarity), rarity), wish.suggestion_id)
        for wish in wishes
    ]
    return [number for score, number in sorted(scored, key=_order) if score >= least]


def _order(scored: tuple[float, int]) -> tuple[float, int]:
    score, number = scored
    return -score, number
