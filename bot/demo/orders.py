"""What the demo's stores sold within a year, order by order."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import sqrt
from random import Random

from bot.demo.lives import DAY, Life
from bot.demo.stores import Store

COMPLETED, CANCELLED, ON_ITS_WAY = "Selesai", "Dibatalkan", "Dikirim"
VARIANTS = ("Reguler", "Premium", "Paket Hemat", "Ukuran Besar", "Isi 3", "Spesial")
_QUANTITIES = (1, 1, 1, 1, 1, 1, 2, 2, 2, 3, 3, 5)
_PRICES = (1.0, 1.4, 0.8, 1.6, 2.5, 1.2)
"""Of each variant, as a part of the store's price."""
_PRICES_AN_ORDER = 3
"""What an order mostly comes to."""
_CANCELLED = 0.05
_OF_TWO_LINES = 0.15
_OPENS, _CLOSES = 7, 22


@dataclass(frozen=True, slots=True)
class Line:
    """One product of an order; `amount` is whole rupiah for the whole quantity."""

    product: str
    quantity: int
    amount: int


@dataclass(frozen=True, slots=True)
class Order:
    """An order, and what becomes of it."""

    store: int
    """The store's number."""
    place: int
    """Among the store's orders."""
    at: datetime
    lines: tuple[Line, ...]
    settled: datetime
    """Until then it is on its way."""
    cancelled: bool

    @property
    def number(self) -> str:
        """What the marketplace calls it."""
        return f"PN-{self.at:%y%m%d}-{self.store:05}-{self.place}"

    @property
    def amount(self) -> int:
        """Whole rupiah of all lines."""
        return sum(line.amount for line in self.lines)

    def status(self, at: datetime) -> str:
        """Return what the portal says of it at `at`."""
        if at < self.settled:
            return ON_ITS_WAY
        return CANCELLED if self.cancelled else COMPLETED

    def counts(self, at: datetime) -> bool:
        """Tell whether it is among the store's transactions at `at`."""
        return self.at <= at and not (self.cancelled and self.settled <= at)


@dataclass(frozen=True, slots=True)
class Year:
    """The days on which orders are known, and how much is bought on each."""

    first: datetime
    """Its midnight."""
    bought: Sequence[float]
    """Until the beginning of each day: see `seasons.summed`."""

    def position(self, moment: datetime) -> float:
        """Return how much is bought until the midnight before `moment`."""
        return self.bought[min(max(0, (moment - self.first).days), len(self.bought) - 1)]


def orders_of(store: Store, life: Life, year: Year, *, seed: int) -> Iterator[Order]:
    """Yield the year's orders of a store, the first one first, and the same each time."""
    if not life.rate:
        return
    random = Random(seed + store.number * 7919)  # noqa: S311 - the same orders each time, not a secret
    since, until = year.position(life.joined + DAY), year.position(life.sells_until)
    expected = life.rate * max(0.0, until - since)
    count = max(0, round(random.gauss(expected, sqrt(expected))))
    moments = sorted(_moment(random, year, random.uniform(since, until)) for _ in range(count))
    if life.sells_again is not None:
        moments.append(life.sells_again)
    for place, at in enumerate(moments, start=1):
        yield _order(random, store, life, at, place)


def totals_before(life: Life, year: Year) -> tuple[int, int]:
    """Return the transactions and the rupiah of the time before the year."""
    days = max(0, (year.first - life.joined).days)
    transactions = int(life.rate * days)
    return transactions, transactions * life.price * _PRICES_AN_ORDER


def _moment(random: Random, year: Year, position: float) -> datetime:
    day = bisect_left(year.bought, position, lo=1) - 1
    evening = max(random.random(), random.random())  # more is bought later in the day
    minutes = int(60 * (_OPENS + evening * (_CLOSES - _OPENS)))
    return year.first + timedelta(days=day, minutes=minutes)


def _order(random: Random, store: Store, life: Life, at: datetime, place: int) -> Order:
    cancelled = random.random() < _CANCELLED
    takes = random.uniform(0.2, 3) if cancelled else random.uniform(2, 7)
    first = random.randrange(len(VARIANTS))
    variants = (first, first - 1) if random.random() < _OF_TWO_LINES else (first,)
    return Order(
        store=store.number,
        place=place,
        at=at,
        lines=tuple(_line(random, store, life, variant) for variant in variants),
        settled=at + timedelta(days=takes),
        cancelled=cancelled,
    )


def _line(random: Random, store: Store, life: Life, variant: int) -> Line:
    quantity = random.choice(_QUANTITIES)
    price = max(1, round(life.price * _PRICES[variant] / 500)) * 500
    return Line(f"{store.good} {VARIANTS[variant]}", quantity, price * quantity)
