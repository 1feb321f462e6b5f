"""Who the demo's sellers are: their stores, names and addresses.

Phone numbers begin with 086, which no operator has, and e-mail addresses end in `.example`: no
button of the demo reaches a stranger.
"""

from dataclasses import dataclass
from itertools import accumulate
from random import Random

from bot.demo import words
from crm.sellers.names import fold
from crm.sellers.places import regencies_of
from crm.sellers.provinces import PROVINCES, Province

_WEIGHTS = [words.POPULATION[province.code] for province in PROVINCES]
_CUMULATED = list(accumulate(_WEIGHTS))
_CATEGORIES = list(words.CATEGORIES)
_SHARES = list(accumulate(words.CATEGORIES.values()))
_FIRST_ID = 100_001
_WOMEN = 0.64  # own that share of Indonesia's small businesses
_WITHOUT_EMAIL = 0.12
_PHONES = ("0{0}-{1}-{2}", "0{0}{1}{2}", "62{0}{1}{2}", "+62 {0}-{1}-{2}", "0{0} {1} {2}")


@dataclass(frozen=True, slots=True)
class Store:
    """What the portal knows of a store and what does not change from week to week."""

    number: int
    name: str
    good: str
    """What it is known for."""
    owner: str
    email: str
    phone: str
    address: str
    regency: str
    province: Province
    category: str

    @property
    def portal_id(self) -> str:
        """Its id at the portal."""
        return f"PDN-{_FIRST_ID + self.number}"


def store_of(random: Random, number: int, province: Province) -> Store:
    """Invent the store of this number."""
    regency = random.choice(regencies_of(province.code))
    people = words.PEOPLE[province.code]
    woman = random.random() < _WOMEN
    given = random.choice(people.women if woman else people.men)
    owner = f"{given} {random.choice(people.families)}" if people.families else given
    category = random.choices(_CATEGORIES, cum_weights=_SHARES)[0]
    good = random.choice(_goods(people, category))
    called = f"{people.addressed[0 if woman else 1]} {given.split()[-1]}"
    return Store(
        number=number,
        name=_name(random, good, called, regency.partition(" ")[2]),
        good=good,
        owner=owner,
        email=_email(random, owner, number),
        phone=phone_of(random, number),
        address=address_of(random),
        regency=regency,
        province=province,
        category=category,
    )


def provinces_of(random: Random, stores: int) -> list[Province]:
    """Return where so many stores are: one in each province, and more where more people live."""
    found = list(PROVINCES[:stores])
    found += random.choices(PROVINCES, cum_weights=_CUMULATED, k=stores - len(found))
    random.shuffle(found)
    return found


def phone_of(random: Random, number: int) -> str:
    """Return a number that no other `number` gets, in one of the ways people write it."""
    digits = f"{(number * 7_368_787 + 12_345_678) % 100_000_000:08}"
    return random.choice(_PHONES).format("86" + str(1 + number % 9), digits[:4], digits[4:])


def address_of(random: Random) -> str:
    """Return a house in a street that every town has."""
    return f"{random.choice(words.STREETS)} No. {random.randint(1, 199)}"


def _name(random: Random, good: str, called: str, regency: str) -> str:
    return random.choice(
        (
            f"{good} {called}",
            f"{good} {random.choice(words.GOOD_WORDS)}",
            f"{good} {random.choice(words.GOOD_WORDS)} {regency}",
            f"{good} Khas {regency}",
            f"{random.choice(words.GOOD_WORDS)} {random.choice(words.GOOD_WORDS)} {good}",
        )
    )


def _goods(people: words.People, category: str) -> tuple[str, ...]:
    return {
        "Makanan & Minuman": people.food,
        "Fesyen": words.CLOTHES,
        "Batik & Tenun": people.cloth,
        "Kriya & Seni": people.craft,
        "Kosmetik & Herbal": words.HERBAL,
        "Pertanian & Perkebunan": words.FARM,
        "Rumah Tangga": words.HOME,
    }[category]


def _email(random: Random, owner: str, number: int) -> str:
    if random.random() < _WITHOUT_EMAIL:
        return ""
    return f"{fold(owner).replace(' ', '.')}{number}@toko.example"
