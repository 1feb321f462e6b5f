"""What becomes of the demo's stores: who keeps at it, who fades, who comes back, who is new."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum, auto
from random import Random

DAY = timedelta(days=1)
WEEK = timedelta(days=7)
_THREE_YEARS = 3 * 365
_NEW = 31
_WITHOUT_PRODUCTS = 0.08
_GROWING = 0.06
_SELLS_ON_RETURN = 0.6


class Fate(Enum):
    """How a store's year goes, and its last two weeks."""

    STEADY = auto()
    FADED = auto()
    """Silent for three weeks and up to ten months."""
    SLIPPING = auto()
    """Silent for less than two weeks in the last pull, and for more in this one."""
    RETURNED = auto()
    """Silent for weeks, and back in the last days."""
    NEVER = auto()
    """Was registered, and has not logged in once."""
    FRESH = auto()
    """Joined since the last pull."""
    LATE = auto()
    """Sells already, but the portal lists it only now."""
    GONE = auto()
    """The last pull has it, and this one does not."""
    UNLISTED = auto()
    """Sells, and no pull has it."""


@dataclass(frozen=True, slots=True)
class Life:
    """When a store came, was seen, and sells; moments are those of the pulls' zone."""

    fate: Fate
    joined: datetime
    logins: tuple[datetime | None, datetime | None]
    """The last one before the last pull, and before this one."""
    products: tuple[int, int]
    rate: float
    """Orders on a plain day."""
    price: int
    sells_until: datetime
    sells_again: datetime | None = None
    """When one more order comes after a silence."""

    @property
    def listed(self) -> tuple[bool, bool]:
        """Whether the last pull has it, and this one."""
        last = self.fate not in {Fate.FRESH, Fate.LATE, Fate.UNLISTED}
        return last, self.fate not in {Fate.GONE, Fate.UNLISTED}


def fates(random: Random, stores: int) -> list[Fate]:
    """Deal fates to the stores of this week's pull; each comes up, where there are enough."""
    dealt = [
        Fate.STEADY,
        *[Fate.RETURNED] * max(1, stores // 40),
        *[Fate.SLIPPING] * max(1, stores // 30),
        *[Fate.FRESH] * max(1, stores // 70),
        *[Fate.LATE] * max(1, stores // 250),
        *[Fate.NEVER] * max(1, stores // 33),
        *[Fate.FADED] * (stores * 27 // 100),
    ][:stores]
    dealt += [Fate.STEADY] * (stores - len(dealt))
    random.shuffle(dealt)
    return dealt


def life_of(random: Random, fate: Fate, *, pull: datetime) -> Life:
    """Invent a life of this fate, as this week's `pull` finds it."""
    joined, logins = _seen(random, fate, pull)
    seen = max((moment for moment in logins if moment is not None), default=None)
    products = 0 if seen is None or random.random() < _WITHOUT_PRODUCTS else _products(random)
    grown = products > 1 and fate is Fate.STEADY and random.random() < _GROWING
    rate = random.lognormvariate(-4.3, 1.0) * products**0.5
    back = fate is Fate.RETURNED and products > 0 and random.random() < _SELLS_ON_RETURN
    return Life(
        fate=fate,
        joined=joined,
        logins=logins,
        products=(products - grown, products),
        rate=rate,
        price=_rounded(random.lognormvariate(10.7, 0.6)),  # the median is some Rp 45.000
        sells_until=_sells_until(fate, logins, pull),
        sells_again=seen + (pull - seen) * random.random() if back and seen else None,
    )


def _seen(  # noqa: PLR0911 - one answer a fate
    random: Random, fate: Fate, pull: datetime
) -> tuple[datetime, tuple[datetime | None, datetime | None]]:
    """Return when a store joined, and its last login before either pull."""
    last_pull, joined = pull - WEEK, pull - _between(random, _NEW, _THREE_YEARS)
    match fate:
        case Fate.FRESH:
            joined = pull - _between(random, 0.5, 6.5)
            return joined, (None, joined + (pull - joined) * random.random())
        case Fate.LATE:
            joined = pull - _between(random, 21, 42)
            return joined, (None, pull - _between(random, 0.1, 6))
        case Fate.NEVER:
            return joined, (None, None)
        case Fate.FADED:
            seen = pull - timedelta(days=21.5 + 280 * random.random() ** 1.5)
            return _long_before(joined, seen), (seen, seen)
        case Fate.SLIPPING:
            seen = last_pull - _between(random, 7.5, 13.5)
            return _long_before(joined, seen), (seen, seen)
        case Fate.RETURNED:
            before = pull - _between(random, 25, 120)
            return _long_before(joined, before), (before, pull - _between(random, 0.1, 5))
        case Fate.STEADY | Fate.GONE | Fate.UNLISTED:
            seen = pull - _between(random, 0.1, 12) * random.random()
            before = seen if seen < last_pull else last_pull - _between(random, 0.1, 6)
            return joined, (before, seen)


def _long_before(joined: datetime, seen: datetime) -> datetime:
    return min(joined, seen - timedelta(days=_NEW))


def _sells_until(
    fate: Fate, logins: tuple[datetime | None, datetime | None], pull: datetime
) -> datetime:
    """Return when orders end: with the last login before a silence, else not."""
    before, _ = logins
    silent = fate in {Fate.FADED, Fate.SLIPPING, Fate.RETURNED}
    return before if silent and before is not None else pull


def _products(random: Random) -> int:
    return 1 + int(random.lognormvariate(1.9, 0.8))


def _between(random: Random, fewest: float, most: float) -> timedelta:
    return timedelta(days=random.uniform(fewest, most))


def _rounded(price: float) -> int:
    return max(1, round(price / 500)) * 500
