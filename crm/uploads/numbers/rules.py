"""What a typed price, stock or weight means; where it can mean several things, all of them."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from crm.errors import CrmError
from crm.uploads.numbers.units import ALL, MONEY, NONE_LEFT, OF, TIMES, VOLUMES
from crm.uploads.numbers.written import LONGEST, Amount, amounts
from crm.uploads.plain import plain
from models.uploads import UploadStep

STEPS = (UploadStep.PRICE, UploadStep.STOCK, UploadStep.WEIGHT)
BOUNDS = {
    UploadStep.PRICE: (100, 500_000_000),
    UploadStep.STOCK: (0, 100_000),
    UploadStep.WEIGHT: (1, 500_000),
}
"""What marketplaces take: rupiah, pieces, grams."""
MOST_CHOICES = 4
FEW_GRAMS = 50
"""A bare number below it may be kilograms."""
_THOUSAND, _MILLION = 1_000, 1_000_000
_FEW_THOUSANDS = 10


class Trouble(StrEnum):
    """Why a number cannot be taken."""

    UNREADABLE = "unreadable"
    TOO_LOW = "too_low"
    TOO_HIGH = "too_high"


class NumberRefused(CrmError):
    """What was typed is no number for this step; `why` says it, `bound` what it must keep to."""

    code = "number_refused"

    def __init__(self, why: Trouble, bound: int = 0) -> None:
        """Refuse it for `why`."""
        super().__init__(why)
        self.why = why
        self.bound = bound


@dataclass(frozen=True, slots=True)
class Meant:
    """What a text can mean, the likeliest first; `sure` where nobody needs to be asked."""

    values: tuple[int, ...]
    sure: bool


@dataclass(frozen=True, slots=True)
class _Term:
    """An amount as this step takes it; sums of several are terms as well."""

    values: tuple[Fraction, ...]
    own: bool
    """Whether a word of this step's stands by it."""
    size: Fraction
    """What comes directly after it, and is smaller than this, belongs to it."""
    sure: bool = True


def read(step: UploadStep, text: str) -> Meant:
    """Return what `text` says at a step.

    Raises:
        NumberRefused: nothing that it can mean is possible here.
    """
    found = [one for one in amounts(text, ALL) if one.readings]
    if step is UploadStep.STOCK and not found and _says_none(text):
        return Meant((0,), sure=True)
    terms = _terms(step, found)
    chosen = [one for one in terms if one.own] or terms
    kept = within(step, [round(value) for one in chosen for value in one.values])
    is_all = len(chosen) == len(terms) and all(_is_of(step, one) for one in found)
    is_sure = len(chosen) == len(kept) == 1 and chosen[0].sure and is_all
    return Meant(kept[:MOST_CHOICES], sure=is_sure)


def within(step: UploadStep, values: Sequence[int]) -> tuple[int, ...]:
    """Return those of `values` that a step takes, each once.

    Raises:
        NumberRefused: none of them.
    """
    low, high = BOUNDS[step]
    kept = tuple(dict.fromkeys(value for value in values if low <= value <= high))
    if not values:
        raise NumberRefused(Trouble.UNREADABLE)
    if not kept and values[0] < low:
        raise NumberRefused(Trouble.TOO_LOW, low)
    if not kept:
        raise NumberRefused(Trouble.TOO_HIGH, high)
    return kept


def _terms(step: UploadStep, found: Sequence[Amount]) -> list[_Term]:
    """Return what a step makes of amounts, those that belong together as one."""
    terms: list[_Term] = []
    for at, amount in enumerate(found):
        if not _is_of(step, amount):
            continue
        follows = bool(terms) and at > 0 and _is_of(step, found[at - 1])
        if follows and amount.gap and amount.gap[0] in TIMES and len(amount.gap) == 1:
            terms[-1] = _times(terms[-1], amount)
        elif follows and not amount.gap and (whole := _joined(step, terms[-1], amount)):
            terms[-1] = whole
        else:
            terms.append(_READ[step](amount))
    return terms


def _is_of(step: UploadStep, amount: Amount) -> bool:
    return not amount.unit or amount.unit in OF[step]


def _joined(step: UploadStep, before: _Term, amount: Amount) -> _Term | None:
    """Add what follows directly and is of a smaller size: "1 juta 250 ribu", "2 kilo setengah"."""
    value = amount.readings[0] * OF[step].get(amount.unit, 1)
    if not before.own or len(before.values) != 1 or value >= before.size:
        return None
    more, sure = value, True
    if 0 < value < 1:
        more = value * before.size
    elif step is UploadStep.PRICE and before.size == _MILLION and value < _THOUSAND:
        more, sure = value * _THOUSAND, False  # "1 juta 250"
    return _Term((before.values[0] + more,), own=True, size=value, sure=sure)


def _times(before: _Term, amount: Amount) -> _Term:
    """Offer the product, and what was said first: "2 dus isi 12"."""
    product = before.values[0] * amount.readings[0]
    return _Term((product, *before.values), own=before.own, size=before.size, sure=False)


def _price(amount: Amount) -> _Term:
    is_marked = amount.unit in MONEY or not MONEY.isdisjoint(amount.gap)
    if amount.scale > 1:
        return _Term(amount.readings, own=True, size=Fraction(amount.scale))
    value = amount.readings[0]
    if value >= _THOUSAND or (is_marked and value >= BOUNDS[UploadStep.PRICE][0]):
        return _Term((value,), own=is_marked, size=Fraction(0))
    guessed = [value * _THOUSAND]
    if value >= BOUNDS[UploadStep.PRICE][0]:
        guessed.append(value)
    elif value < _FEW_THOUSANDS:
        guessed.append(value * _MILLION)
    return _Term(tuple(guessed), own=is_marked, size=Fraction(0), sure=False)


def _stock(amount: Amount) -> _Term:
    factor = OF[UploadStep.STOCK].get(amount.unit, 1)
    whole = [value * factor for value in _readings(amount, factor)]
    values = tuple(value for value in whole if value.denominator == 1)
    return _Term(values, own=bool(amount.unit), size=Fraction(factor))


def _weight(amount: Amount) -> _Term:
    factor = OF[UploadStep.WEIGHT].get(amount.unit)
    if factor is not None:
        weights = tuple(value * factor for value in _readings(amount, factor))
        sure = amount.unit not in VOLUMES
        return _Term(weights, own=True, size=Fraction(factor), sure=sure)
    guessed: list[Fraction] = []
    for value in amount.readings:
        if value < FEW_GRAMS:
            guessed.append(value * _THOUSAND)
        if value >= FEW_GRAMS or value.denominator == 1:
            guessed.append(value)
    return _Term(tuple(guessed), own=False, size=Fraction(0))


_READ: Mapping[UploadStep, Callable[[Amount], _Term]] = {
    UploadStep.PRICE: _price,
    UploadStep.STOCK: _stock,
    UploadStep.WEIGHT: _weight,
}


def _readings(amount: Amount, factor: int) -> tuple[Fraction, ...]:
    """Return what an amount can mean: of the smallest unit there are no parts."""
    return amount.readings if factor * amount.scale > 1 else amount.readings[:1]


def _says_none(text: str) -> bool:
    return not NONE_LEFT.isdisjoint(re.findall(r"[a-z]+", plain(text[:LONGEST]).casefold()))
