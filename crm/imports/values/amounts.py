"""Amounts as Indonesians write them: `Rp 1.250.000`, `1.250.000,50`, `1,2 jt`, `(500)`."""

import re
from decimal import ROUND_HALF_UP, Decimal

_UNITS = (
    (("k", "rb", "ribu"), 3),
    (("jt", "juta"), 6),
    (("m", "miliar", "milyar"), 9),
    (("t", "triliun", "trilyun"), 12),
)
_SCALES = {unit: Decimal(10) ** power for units, power in _UNITS for unit in units}
_WRITTEN = re.compile(
    rf"(?P<sign>[-+]?)(?:rp\.?|idr)?(?:(?<![-+])(?P<inner>-))?(?P<number>\d[\d.,]*?)(?:[.,]-)?"
    rf"(?P<unit>{'|'.join(_SCALES)})?(?:rp|idr|rupiah)?",
    re.ASCII,
)
_GROUPED = re.compile(r"[1-9]\d{0,2}(?:\.\d{3})+(?:,\d+)?", re.ASCII)
_GROUPED_IN_ENGLISH = re.compile(r"[1-9]\d{0,2}(?:,\d{3})+(?:\.\d+)?", re.ASCII)
_DECIMAL = re.compile(r"\d+(?:[.,]\d+)?", re.ASCII)
_ONE_COMMA = re.compile(r"\d+,\d+", re.ASCII)
_SPACE = re.compile(r"\s")
_LONGEST = 40
_MOST_RUPIAH = 10**15 - 1
"""A thousandth of this is a large marketplace's year; thousands of it still sum up in 64 bits."""
_MOST_THINGS = 2**31 - 1


def parse_amount(text: str) -> Decimal | None:
    """Return the number that `text` writes; None where it is not one.

    Three digits after a single separator are thousands (`1.250` and `1,250` are 1250), unless a
    zero stands before it (`0,125`), or a unit follows and it is a comma (`1,250 jt`).
    """
    plain = _SPACE.sub("", text.lower()).replace("\N{MINUS SIGN}", "-")
    in_brackets = plain.startswith("(") and plain.endswith(")")
    written = _WRITTEN.fullmatch(plain[1:-1] if in_brackets else plain)
    if not written or len(plain) > _LONGEST:
        return None
    number = _number(written["number"], has_unit=bool(written["unit"]))
    if number is None:
        return None
    negative = in_brackets or written["sign"] == "-" or written["inner"]
    return number * _SCALES.get(written["unit"], Decimal(1)) * (-1 if negative else 1)


def parse_rupiah(text: str) -> int | None:
    """Return whole rupiah, half a rupiah rounded up; None where `text` is no storable amount."""
    amount = parse_amount(text)
    if amount is None or abs(amount) > _MOST_RUPIAH:
        return None
    return int(amount.to_integral_value(ROUND_HALF_UP))


def parse_count(text: str) -> int | None:
    """Return a number of things; None where `text` is no whole number, or no storable one."""
    amount = parse_amount(text)
    if amount is None or abs(amount) > _MOST_THINGS or amount != int(amount):
        return None
    return int(amount)


def _number(digits: str, *, has_unit: bool) -> Decimal | None:
    if has_unit and _ONE_COMMA.fullmatch(digits):
        return Decimal(digits.replace(",", "."))
    if _GROUPED.fullmatch(digits):
        return Decimal(digits.replace(".", "").replace(",", "."))
    if _GROUPED_IN_ENGLISH.fullmatch(digits):
        return Decimal(digits.replace(",", ""))
    if _DECIMAL.fullmatch(digits):
        return Decimal(digits.replace(",", "."))
    return None
