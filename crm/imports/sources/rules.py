"""Where pulls come from by themselves, and since when one is missed."""

from collections.abc import Container
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo


class Address(StrEnum):
    """Where the portal's data is fetched: the setting that holds a URL, which may be secret."""

    SELLERS = "IMPORT_URL"
    SALES = "IMPORT_SALES_URL"


def is_missed(
    due: datetime | None, *, now: datetime, zone: ZoneInfo, holidays: Container[date]
) -> bool:
    """Tell whether a pull that has not come is spoken of: once it was due, and on no holiday."""
    return due is not None and due <= now and now.astimezone(zone).date() not in holidays


def week_began(now: datetime, zone: ZoneInfo) -> datetime:
    """Return the Monday, 00:00 in `zone`, of the week that `now` is in."""
    local = now.astimezone(zone)
    monday = local.date() - timedelta(days=local.weekday())
    return datetime.combine(monday, time(), zone)
