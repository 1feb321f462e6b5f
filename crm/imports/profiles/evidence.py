"""How well a column's values speak for a fact, from 0 to 1, whatever the column is called.

What is written by a rule is told by its parser: a column of phone numbers is the phone. What is
not is told by what it has in common: ids are short and of one shape, addresses have a Jl. in them.
The figures weigh one guess against another; they claim no more.
"""

from collections.abc import Callable, Mapping
from functools import cache

import polars as pl

from crm.imports.profiles import words
from crm.imports.profiles.unknown import Column
from crm.imports.sales.statuses import parse_status
from crm.imports.values import columns
from crm.sellers.names import fold
from crm.sellers.places import regencies_of
from crm.sellers.province_names import province_named
from crm.sellers.provinces import PROVINCES
from models.imports import ImportKind

Evidence = Callable[[Column], float]

_BEYOND_CHANCE = 0.6
_TIME = r"\d[:.]\d{2}"
_DATE = r"^\d{1,4}[-/. ]\S|^\d{1,2} \p{L}"
_MONEY = r"(?i)rp|idr|^\d{1,3}(?:[.,]\d{3})+"
_CODE = r"^[\p{L}\d./#_-]{3,40}$"
_WORD = r"\p{L}{3}"
_PERSON = r"^[\p{L}.,'’ ]{3,60}$"
_PRICE, _HANDFUL = 5000, 100
_FEW, _SELDOM = 40, 0.4


def _phone(column: Column) -> float:
    return 0.97 * _mostly(column.parsed(columns.phones))


def _email(column: Column) -> float:
    return 0.97 * _mostly(column.parsed(columns.emails))


def _province(column: Column) -> float:
    return 0.97 * _mostly(column.known(province_named))


def _regency(column: Column) -> float:
    return 0.95 * _mostly(column.known(_is_regency))


def _partner(column: Column) -> float:
    return 0.97 * _mostly(column.matching(words.PARTNER))


def _partner_itself(column: Column) -> float:
    return _partner(column) * (0.5 + 0.5 * column.distinct)


def _address(column: Column) -> float:
    return 0.95 * _mostly(column.matching(words.ADDRESS))


def _status(column: Column) -> float:
    return 0.95 * _mostly(column.known(parse_status))


def _date(column: Column) -> float:
    return _mostly(column.parsed(columns.moments)) * (0.4 + 0.55 * column.matching(_DATE))


def _day(column: Column) -> float:
    return _date(column) * (1 - 0.4 * column.matching(_TIME))


def _moment(column: Column) -> float:
    return _date(column) * (0.7 + 0.3 * column.matching(_TIME))


def _money(column: Column) -> float:
    """Tell sums of money: they say Rp, have separators, or are simply large."""
    if _means_something_else(column):
        return 0.0
    size = 0.7 if column.middle(columns.rupiah) >= _PRICE else 0.2
    return _mostly(column.parsed(columns.rupiah)) * max(size, 0.9 * column.matching(_MONEY))


def _count(column: Column) -> float:
    """Tell small whole numbers; what of, they do not say."""
    is_small = column.middle(columns.counts) < _PRICE
    if not is_small or column.is_row_number or _means_something_else(column):
        return 0.0
    return 0.45 * _mostly(column.parsed(columns.counts)) * (1 - column.matching(_MONEY))


def _quantity(column: Column) -> float:
    return 1.8 * _count(column) if column.middle(columns.counts) < _HANDFUL else 0.0


def _code(column: Column) -> float:
    """Tell ids: short, of one shape, with digits, and no number that means something."""
    if column.is_row_number or _means_something_else(column) or _email(column):
        return 0.0
    written = column.matching(_CODE) * column.matching(r"\d")
    return 0.9 * _mostly(written) * min(1.0, column.shape / _BEYOND_CHANCE)


def _own_code(column: Column) -> float:
    return _code(column) * _mostly(column.distinct)


def _order_code(column: Column) -> float:
    return _code(column) * (0.5 + 0.5 * column.distinct)


def _shared_code(column: Column) -> float:
    return _code(column) * (1 - 0.5 * column.distinct)


def _store(column: Column) -> float:
    """Tell names that nearly each row has of its own, many with a word of the trade."""
    if column.matching(_WORD) < _SELDOM or _is_known_otherwise(column):
        return 0.0
    trade = min(1.0, column.matching(words.TRADE) / 0.3)
    return column.distinct * (0.4 + 0.5 * trade)


def _person(column: Column) -> float:
    """Tell names of letters only, few with a word of the trade, some of which many people have."""
    if _is_known_otherwise(column):
        return 0.0
    names = column.matching(_PERSON) * (1 - column.matching(words.TRADE))
    often = min(1.0, column.matching(words.PERSON) / 0.1)
    return names * min(1.0, column.distinct / 0.3) * (0.4 + 0.45 * often)


def _category(column: Column) -> float:
    """Tell groups of goods: few, each often."""
    is_grouping = len(column.counts) <= _FEW and column.distinct < _SELDOM
    if not is_grouping or column.matching(_WORD) < _SELDOM or _is_known_otherwise(column):
        return 0.0
    return 0.5 + 0.4 * column.matching(words.GOODS)


def _product(column: Column) -> float:
    """Tell words that are no names of people; goods come again and again."""
    if _is_known_otherwise(column) or _code(column):
        return 0.0
    return 0.65 * column.matching(_WORD) * (1 - _person(column))


def _mostly(share: float) -> float:
    """Leave out a share that could be chance, or a few values in the wrong column."""
    return share if share >= _BEYOND_CHANCE else 0.0


def _means_something_else(column: Column) -> bool:
    """Tell numbers that are none to be reckoned with."""
    return bool(_phone(column) or (_date(column) and column.matching(_DATE)))


def _is_known_otherwise(column: Column) -> bool:
    """Tell texts that can be told by a rule."""
    rules = (_email, _province, _regency, _partner, _address, _status, _date, _phone)
    return any(rule(column) for rule in rules)


def seconds(texts: pl.Series) -> pl.Series:
    """Read moments as numbers."""
    return columns.moments(texts).dt.epoch("s")


def _is_regency(text: str) -> bool:
    return _bare(text) in _regencies()


@cache
def _regencies() -> frozenset[str]:
    return frozenset(_bare(name) for one in PROVINCES for name in regencies_of(one.code))


def _bare(regency: str) -> str:
    """Return the name without its kind: looked up at once, where the province is not known."""
    return "".join(word for word in fold(regency).split() if word not in words.REGENCY)


_PLACE: Mapping[str, Evidence] = {
    "email": _email,
    "phone": _phone,
    "address": _address,
    "regency": _regency,
    "province": _province,
}

EVIDENCE: Mapping[ImportKind, Mapping[str, Evidence]] = {
    ImportKind.SELLERS: {
        **_PLACE,
        "portal_id": _own_code,
        "store_name": _store,
        "owner_name": _person,
        "category": _category,
        "partner": _partner,
        "joined": _day,
        "products": _count,
        "transactions": _count,
        "revenue": _money,
        "last_login": _moment,
    },
    ImportKind.SALES: {
        "order_id": _order_code,
        "seller_ref": _shared_code,
        "at": _date,
        "amount": _money,
        "quantity": _quantity,
        "product": _product,
        "status": _status,
    },
    ImportKind.PRODUCTS: {
        "portal_id": _own_code,
        "seller_ref": _shared_code,
        "name": _product,
        "shelf": _category,
        "price": _money,
        "stock": _count,
    },
    ImportKind.PARTNERS: {**_PLACE, "name": _partner_itself, "contact": _person},
}
"""For each fact of each kind what its values look like."""
