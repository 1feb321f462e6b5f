"""The days on which nobody is written to unasked."""

from collections.abc import Container
from datetime import date
from functools import cache


class _PublicHolidays(Container[date]):
    """Indonesia's; the library, which knows every country's, is loaded when a day is asked for."""

    def __contains__(self, day: object) -> bool:
        return day in _indonesian()


_PUBLIC = _PublicHolidays()


def public_holidays() -> Container[date]:
    """Return Indonesia's public holidays of every year; years are worked out when asked for."""
    return _PUBLIC


@cache
def _indonesian() -> Container[object]:
    from holidays import country_holidays  # noqa: PLC0415 - a tenth of a second, and 12 MB

    return country_holidays("ID")
