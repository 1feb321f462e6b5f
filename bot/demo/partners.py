"""The demo's Rumah BUMN: in the first regencies of each province, with whom to ask for."""

import csv
from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random

from bot.demo import words
from bot.demo.stores import Store, address_of, phone_of
from crm.sellers.names import fold
from crm.sellers.places import regencies_of
from crm.sellers.provinces import PROVINCES, Province

HEADINGS = (
    "Nama Rumah BUMN", "Narahubung", "No. HP", "Email", "Alamat", "Kabupaten/Kota", "Provinsi",
)  # fmt: skip
_SHARED_BY = 4
"""Millions of people to a house; no province is without one."""
_FIRST_NUMBER = 40_000_000
"""Beyond those of the stores, so that no phone is given twice."""


def write_partners_csv(path: Path, *, seed: int) -> None:
    """Write the list of all houses; the same seed writes the same file."""
    random = Random(seed)  # noqa: S311 - the same people each time, not a secret
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(HEADINGS)
        writer.writerows(_rows(random))


def partner_of(store: Store) -> str:
    """Return the name of the house that looks after a store: its regency's, or a nearby one."""
    regencies = _regencies(store.province)
    return _named(store.regency if store.regency in regencies else regencies[0])


def _rows(random: Random) -> Iterator[Sequence[str]]:
    places = [(one, regency) for one in PROVINCES for regency in _regencies(one)]
    for number, (province, regency) in enumerate(places, start=_FIRST_NUMBER):
        people = words.PEOPLE[province.code]
        contact = f"{random.choice(people.women)} {random.choice(people.families or ('',))}"
        yield (
            _named(regency),
            contact.strip(),
            phone_of(random, number),
            f"{fold(_named(regency)).replace(' ', '.')}@bumn.example",
            address_of(random),
            regency,
            province.name,
        )


def _regencies(province: Province) -> Sequence[str]:
    houses = max(1, int(words.POPULATION[province.code] / _SHARED_BY))
    return regencies_of(province.code)[:houses]


def _named(regency: str) -> str:
    return f"Rumah BUMN {regency.partition(' ')[2]}"
