"""What a number of stores tells about all of them, and what it does not."""

from dataclasses import dataclass
from enum import StrEnum
from math import sqrt
from statistics import NormalDist

FEWEST = 30
"""Of fewer stores on either side nothing is claimed, whatever the interval says."""
NEARLY_ALL = 0.95
_Z = NormalDist().inv_cdf((1 + NEARLY_ALL) / 2)


@dataclass(frozen=True, slots=True)
class Tally:
    """How many stores did something, and how many of those who could did not."""

    hits: int = 0
    others: int = 0

    @property
    def of(self) -> int:
        """How many could."""
        return self.hits + self.others

    @property
    def share(self) -> float:
        """Which part did, 0 to 1; 0 of none."""
        return self.hits / self.of if self.of else 0.0


@dataclass(frozen=True, slots=True)
class Interval:
    """A range that a true value is in, in 95 of 100 such counts."""

    low: float
    high: float


class Verdict(StrEnum):
    """What can be told about the difference between those followed up and those only watched."""

    NO_CONTROL = "no_control"
    """Nobody was only watched long enough, so there is nothing to compare with."""
    TOO_FEW = "too_few"
    UNCLEAR = "unclear"
    """No difference is a likely one, too."""
    MORE = "more"
    FEWER = "fewer"


def wilson(tally: Tally) -> Interval:
    r"""Return the 95 % score interval of a share; of none it is anything from 0 to 1.

    With p = hits / n and z = 1.96 it is

        (p + z²/2n ± z √(p(1-p)/n + z²/4n²)) / (1 + z²/n),

    the shares P for which |p - P| ≤ z √(P(1-P)/n). Unlike p ± z √(p(1-p)/n) it stays within 0 to 1
    and holds for few stores and for shares near 0 or 1.

    E. B. Wilson (1927): Probable inference, the law of succession, and statistical inference.
    Journal of the American Statistical Association 22 (158), 209-212.
    """
    if not tally.of:
        return Interval(0.0, 1.0)
    n, p, z2 = tally.of, tally.share, _Z * _Z
    middle = p + z2 / (2 * n)
    reach = _Z * sqrt(p * (1 - p) / n + z2 / (4 * n * n))
    scale = 1 + z2 / n
    low = (middle - reach) / scale if tally.hits else 0.0
    high = (middle + reach) / scale if tally.others else 1.0
    return Interval(max(0.0, low), min(1.0, high))


def difference(one: Tally, other: Tally) -> Interval:
    """Return the 95 % hybrid score interval of one share less another, -1 to 1.

    With d = p₁ - p₂ and the Wilson intervals l₁..u₁ and l₂..u₂ it is

        d - √((p₁ - l₁)² + (u₂ - p₂)²)  to  d + √((u₁ - p₁)² + (p₂ - l₂)²).

    R. G. Newcombe (1998): Interval estimation for the difference between independent proportions:
    comparison of eleven methods. Statistics in Medicine 17 (8), 873-890, method 10.
    """
    first, second = wilson(one), wilson(other)
    p1, p2 = one.share, other.share
    below = sqrt((p1 - first.low) ** 2 + (second.high - p2) ** 2)
    above = sqrt((first.high - p1) ** 2 + (p2 - second.low) ** 2)
    return Interval(max(-1.0, p1 - p2 - below), min(1.0, p1 - p2 + above))


def verdict(told: Tally, control: Tally) -> Verdict:
    """Return what can be told of those followed up against those who were only watched.

    A claim needs `FEWEST` stores on either side, and an interval of the difference without 0.
    """
    if not control.of:
        return Verdict.NO_CONTROL
    if min(told.of, control.of) < FEWEST:
        return Verdict.TOO_FEW
    found = difference(told, control)
    if found.low > 0:
        return Verdict.MORE
    return Verdict.FEWER if found.high < 0 else Verdict.UNCLEAR
