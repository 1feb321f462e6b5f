"""The regions that staff look after: a province, or a group of islands with all of its own."""

from crm.sellers.provinces import PROVINCES

ISLANDS = {
    "1": "Sumatera",
    "3": "Jawa",
    "5": "Bali & Nusa Tenggara",
    "6": "Kalimantan",
    "7": "Sulawesi",
    "8": "Maluku",
    "9": "Papua",
}
"""By the first digit that the codes of their provinces share; Sumatera has two."""
_PARENTS = {"2": "1"}
NOWHERE = "0"
"""The code of no region at all."""


def island_of(code: str) -> str:
    """Return the code of the islands that a province is part of, by the province's code."""
    return _PARENTS.get(code[:1], code[:1])


def provinces_of(island: str) -> list[tuple[str, str]]:
    """Return code and name of each province of a group of islands."""
    return [(one.code, one.name) for one in PROVINCES if island_of(one.code) == island]


def region_name(code: str) -> str | None:
    """Return what a code names; empty for no region, None where there is no such code."""
    if code == NOWHERE:
        return ""
    provinces = {one.code: one.name for one in PROVINCES}
    return ISLANDS.get(code) or provinces.get(code)


def covers(region: str, province: str) -> bool:
    """Tell whether `province` lies in `region`, both by name; a region is one by any case."""
    wanted, place = region.strip().casefold(), province.strip().casefold()
    if not wanted or not place:
        return False
    codes = {one.name.casefold(): one.code for one in PROVINCES}
    islands = {name.casefold(): code for code, name in ISLANDS.items()}
    return wanted == place or (
        wanted in islands and place in codes and island_of(codes[place]) == islands[wanted]
    )
