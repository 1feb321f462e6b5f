"""The days on which nobody is written to unasked."""

from collections.abc import Container
from datetime import date
from functools import cache

from holidays import country_holidays


@cache
def public_holidays() -> Container[date]:
    """Return Indonesia's public holidays of every year; years are worked out when asked for."""
    return country_holidays("ID")
