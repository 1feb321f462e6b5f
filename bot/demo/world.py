"""The demo's world: stores and their lives, from which pulls and sales are written."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo

from bot.demo.lives import WEEK, Fate, Life, fates, life_of
from bot.demo.orders import Order, Year, orders_of, totals_before
from bot.demo.seasons import summed
from bot.demo.stores import Store, provinces_of, store_of
from crm.sellers.provinces import JAKARTA

SEED = 20_261_124
PULLED = time(6)
_DAYS = 365
_UNLISTED = 3
_MOST_TWINS = 9
_FEW = 100


@dataclass(frozen=True, slots=True)
class Trade:
    """What the portal says that a store has sold in all."""

    transactions: int
    revenue: int


Lived = tuple[Store, Life]


@dataclass(frozen=True, slots=True)
class World:
    """Stores with their lives, as two weekly pulls find them."""

    pulls: tuple[datetime, datetime]
    """The moment of the last pull, and of this one: Mondays at six in Jakarta."""
    stores: tuple[Lived, ...]
    year: Year
    seed: int

    def orders(self, store: Store, life: Life) -> Iterator[Order]:
        """Yield a store's orders of the year."""
        return orders_of(store, life, self.year, seed=self.seed)

    def trade(self, store: Store, life: Life, at: datetime) -> Trade:
        """Return what a store has sold until `at`; a cancelled order is not sold."""
        transactions, revenue = totals_before(life, self.year)
        for order in self.orders(store, life):
            if order.counts(at):
                transactions += 1
                revenue += order.amount
        return Trade(transactions, revenue)


def world_of(*, sellers: int, now: datetime, seed: int = SEED) -> World:
    """Invent a world that has `sellers` stores in the pull of the week of `now`.

    Besides these it has some that are gone since the last pull, and some that never were in one.
    """
    random = Random(seed)  # noqa: S311 - the same world each time, not a secret
    pull = _monday(now)
    first = datetime.combine(pull.date() - timedelta(days=_DAYS), time(), pull.tzinfo)
    dealt = fates(random, sellers)
    dealt += [Fate.GONE] * max(1, sellers // 125) + [Fate.UNLISTED] * _UNLISTED
    places = provinces_of(random, sellers) + provinces_of(random, len(dealt) - sellers)
    stores = [
        (store_of(random, number, province), life_of(random, fate, pull=pull))
        for number, (province, fate) in enumerate(zip(places, dealt, strict=True))
    ]
    return World(
        pulls=(pull - WEEK, pull),
        stores=tuple(_with_twins(random, stores, sellers, pull)),
        year=Year(first, summed(first.date(), _DAYS + 2)),
        seed=seed,
    )


def _monday(now: datetime) -> datetime:
    local = now.astimezone(ZoneInfo(JAKARTA))
    monday = local.date() - timedelta(days=local.weekday())
    return min(local, datetime.combine(monday, PULLED, local.tzinfo))


def _with_twins(random: Random, stores: list[Lived], sellers: int, pull: datetime) -> list[Lived]:
    """Register a few stores twice, some of them since the last pull, as people do who forgot."""
    found = list(stores)
    for number in range(min(_MOST_TWINS, sellers // _FEW)):
        place = sellers - 1 - number
        (one, _), (other, life) = found[number], found[place]
        if number % 2:
            life = life_of(random, Fate.FRESH, pull=pull)
        found[place] = (_twin(one, other, number), life)
    return found


def _twin(one: Store, other: Store, number: int) -> Store:
    match number % 3:
        case 0:
            return replace(other, phone=one.phone, owner=one.owner)
        case 1 if one.email:
            return replace(other, email=one.email, owner=one.owner)
        case _:
            return replace(other, name=one.name, regency=one.regency, province=one.province)
