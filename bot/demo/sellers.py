"""A pull of the partner portal that could be real, but holds nobody who exists.

Phone numbers begin with 086, which no operator has, and e-mail addresses end in `.example`: no
button of the demo reaches a stranger.
"""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import accumulate
from pathlib import Path
from random import Random
from zoneinfo import ZoneInfo

from bot.demo import words
from crm.sellers.names import fold
from crm.sellers.places import regencies_of
from crm.sellers.provinces import JAKARTA, PROVINCES, Province

HEADINGS = (
    "ID Toko", "Nama Toko", "Nama Pemilik", "Email", "No. HP", "Alamat", "Kabupaten/Kota",
    "Provinsi", "Kategori", "Rumah BUMN", "Tanggal Bergabung", "Jumlah Produk",
    "Jumlah Transaksi", "Total Penjualan", "Login Terakhir",
)  # fmt: skip

_FIRST_ID = 100_001
_WEIGHTS = [words.POPULATION[province.code] for province in PROVINCES]
_CUMULATED = list(accumulate(_WEIGHTS))
_CATEGORIES = list(words.CATEGORIES)
_SHARES = list(accumulate(words.CATEGORIES.values()))
_THREE_YEARS = 3 * 365
_SILENT_FROM, _SILENT_TO = 14, 120
_WOMEN = 0.64  # own that share of Indonesia's small businesses
_WITHOUT_PRODUCTS = 0.09
_WITHOUT_EMAIL = 0.12
_NEVER_LOGGED_IN = 0.03
_ACTIVE = 0.65
_IN_WORDS = 0.1
_PHONES = ("0{0}-{1}-{2}", "0{0}{1}{2}", "62{0}{1}{2}", "+62 {0}-{1}-{2}", "0{0} {1} {2}")
_MONTHS = (
    "Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September",
    "Oktober", "November", "Desember",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Store:
    """The part of a row that hangs together."""

    name: str
    owner: str
    category: str


def write_portal_csv(
    path: Path, *, sellers: int = 2000, now: datetime, seed: int = 20_261_124
) -> None:
    """Write `sellers` rows that can be imported and six that cannot, under the portal's headings.

    The same arguments write the same file. From 38 sellers on each province has one.
    """
    random = Random(seed)  # noqa: S311 - the same sellers each time, not a secret
    local = now.astimezone(ZoneInfo(JAKARTA))
    rows = list(_rows(random, sellers, local))
    for number, row in enumerate(_bad_rows(random, sellers, local), start=1):
        rows.insert(number * len(rows) // 7, row)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(HEADINGS)
        writer.writerows(rows)


def _rows(random: Random, sellers: int, now: datetime) -> Iterator[list[str]]:
    places = list(PROVINCES[:sellers])
    places += random.choices(PROVINCES, cum_weights=_CUMULATED, k=sellers - len(places))
    random.shuffle(places)
    for number, province in enumerate(places):
        yield _row(random, number, province, now)


def _row(random: Random, number: int, province: Province, now: datetime) -> list[str]:
    regency = random.choice(regencies_of(province.code))
    bare = regency.partition(" ")[2]
    store = _store(random, province, bare)
    age = random.randrange(_THREE_YEARS)
    products, transactions, revenue = _trade(random, age)
    return [
        f"PDN-{_FIRST_ID + number}",
        store.name,
        store.owner,
        _email(random, store.owner, number),
        _phone(random, number),
        f"{random.choice(words.STREETS)} No. {random.randint(1, 199)}",
        regency.replace("Kabupaten", "Kab.") if number % 3 else regency,
        province.name,
        store.category,
        f"Rumah BUMN {bare}",
        _day(random, now - timedelta(days=age)),
        str(products),
        str(transactions),
        f"{revenue:,}".replace(",", "."),
        _login(random, age, now),
    ]


def _store(random: Random, province: Province, regency: str) -> _Store:
    people = words.PEOPLE[province.code]
    woman = random.random() < _WOMEN
    given = random.choice(people.women if woman else people.men)
    owner = f"{given} {random.choice(people.families)}" if people.families else given
    category = random.choices(_CATEGORIES, cum_weights=_SHARES)[0]
    good = random.choice(_goods(people, category))
    called = f"{people.addressed[0 if woman else 1]} {given.split()[-1]}"
    name = random.choice(
        (
            f"{good} {called}",
            f"{good} {random.choice(words.GOOD_WORDS)}",
            f"{good} {random.choice(words.GOOD_WORDS)} {regency}",
            f"{good} Khas {regency}",
            f"{random.choice(words.GOOD_WORDS)} {random.choice(words.GOOD_WORDS)} {good}",
        )
    )
    return _Store(name, owner, category)


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


def _trade(random: Random, age: int) -> tuple[int, int, int]:
    """Return products, transactions and revenue: more of one tends to mean more of the next."""
    if random.random() < _WITHOUT_PRODUCTS:
        return 0, 0, 0
    products = 1 + int(random.lognormvariate(1.9, 0.8))
    pace = random.lognormvariate(-3.2, 1.1) * products**0.5
    transactions = int(pace * age)
    basket = random.lognormvariate(11.4, 0.6)  # the median is some Rp 90.000
    return products, transactions, round(transactions * basket / 500) * 500


def _login(random: Random, age: int, now: datetime) -> str:
    """Return the last login: most within two weeks, some silent for long, a few never."""
    chance = random.random()
    if chance < _NEVER_LOGGED_IN:
        return ""
    if chance < _NEVER_LOGGED_IN + _ACTIVE:
        days = random.randrange(_SILENT_FROM)
    else:
        span = _SILENT_TO - _SILENT_FROM
        days = _SILENT_FROM + int(span * random.random() ** 1.7)
    moment = now - timedelta(days=min(days, age), minutes=random.randrange(1, 720))
    return f"{moment:%Y-%m-%d %H:%M:%S}"


def _day(random: Random, day: datetime) -> str:
    """Write a day in figures, and now and then in words, as forms filled in by hand have it."""
    if random.random() < _IN_WORDS:
        return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"
    return f"{day:%d/%m/%Y}"


def _email(random: Random, owner: str, number: int) -> str:
    if random.random() < _WITHOUT_EMAIL:
        return ""
    return f"{fold(owner).replace(' ', '.')}{number}@toko.example"


def _phone(random: Random, number: int) -> str:
    """Return a number that no other `number` gets, in one of the ways people write it."""
    digits = f"{(number * 7_368_787 + 12_345_678) % 100_000_000:08}"
    return random.choice(_PHONES).format("86" + str(1 + number % 9), digits[:4], digits[4:])


def _bad_rows(random: Random, sellers: int, now: datetime) -> Iterator[list[str]]:
    """Yield rows with the faults that real pulls have."""
    tomorrow = now + timedelta(days=40)
    faults = (
        {"No. HP": "0861-23x5-6789"},
        {"No. HP": "0862 O345 6789"},
        {"Provinsi": "Jawa Utara"},
        {"Tanggal Bergabung": f"{tomorrow:%d/%m/%Y}"},
        {"Email": "toko.berkah@toko"},
        {"Nama Toko": ""},
    )
    for extra, fault in enumerate(faults):
        row = _row(random, sellers + extra, random.choice(PROVINCES), now)
        yield [fault.get(heading, cell) for heading, cell in zip(HEADINGS, row, strict=True)]
