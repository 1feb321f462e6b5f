"""How much is bought on which day: pay days, twin dates, Ramadan, the end of the year."""

from collections.abc import Sequence
from datetime import date, timedelta

LEBARAN = {
    2024: date(2024, 4, 10),
    2025: date(2025, 3, 31),
    2026: date(2026, 3, 21),
    2027: date(2027, 3, 10),
    2028: date(2028, 2, 27),
    2029: date(2029, 2, 15),
    2030: date(2030, 2, 5),
    2031: date(2031, 1, 25),
}
"""Idulfitri by year; in a year that is not here Ramadan passes like any other month."""

_FAST = timedelta(days=30)
_INDEPENDENCE, _CHRISTMAS, _NEW_YEAR = (8, 17), (12, 18), (1, 1)
_PAYDAY, _SPENT = 25, 3
_TWIN_MONTHS = range(9, 13)
_SATURDAY = 5


def appetite(day: date) -> float:
    """Return how much is bought on `day`, where 1 is a plain working day."""
    weight = 1.15 if day.weekday() >= _SATURDAY else 1.0
    if day.day >= _PAYDAY or day.day < _SPENT:
        weight *= 1.25
    if day.month == day.day and day.month in _TWIN_MONTHS:
        weight *= 3.5 if day.month == _TWIN_MONTHS[-1] else 2.5  # 12.12 is the national one
    if (day.month, day.day) == _INDEPENDENCE:
        weight *= 1.4
    if (day.month, day.day) >= _CHRISTMAS or (day.month, day.day) == _NEW_YEAR:
        weight *= 1.3
    return weight * _ramadan(day)


def _ramadan(day: date) -> float:
    """Rise towards Lebaran, when parcels and new clothes are sent, and rest while it lasts."""
    lebaran = LEBARAN.get(day.year)
    if lebaran is None or not -_FAST <= day - lebaran < timedelta(days=5):
        return 1.0
    if day >= lebaran:
        return 0.3
    return 1.3 + 1.2 * (1 - (lebaran - day) / _FAST)


def summed(first: date, days: int) -> Sequence[float]:
    """Return what is bought from `first` on until the beginning of each day, by its number."""
    total = [0.0]
    for number in range(days):
        total.append(total[-1] + appetite(first + timedelta(days=number)))
    return total
