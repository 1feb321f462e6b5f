"""Dates and times as portals write them: `12 Agustus 2026`, `12/08/2026 09:30`, ISO, Excel's days.

A time without a zone is the portal's: Jakarta's, which has had no other offset since 1964.
"""

import re
from datetime import datetime, timedelta, timezone

PORTAL_OFFSET = timedelta(hours=7)
"""What the portal's clock is ahead of UTC."""

_MONTHS = (
    ("januari", "january", "jan"),
    ("februari", "pebruari", "february", "feb", "peb"),
    ("maret", "march", "mar"),
    ("april", "apr"),
    ("mei", "may"),
    ("juni", "june", "jun"),
    ("juli", "july", "jul"),
    ("agustus", "august", "agust", "agu", "ags", "agt", "aug"),
    ("september", "sept", "sep"),
    ("oktober", "october", "okt", "oct"),
    ("november", "nopember", "nov", "nop"),
    ("desember", "december", "des", "dec"),
)
_MONTH = {name: number for number, names in enumerate(_MONTHS, start=1) for name in names}
_ZONES = {"wib": 7 * 60, "wita": 8 * 60, "wit": 9 * 60, "z": 0, "utc": 0, "gmt": 0}

_WEEKDAY = (
    r"(?:(?:senin|selasa|rabu|kamis|jum['’]?at|sabtu|minggu|ahad|mon|tues?|wed(?:nes)?|thu(?:rs)?"
    r"|fri|sat(?:ur)?|sun|sen|sel|rab|kam|jum|sab|min)(?:day)?[.,]?\s*)?"
)
_DAY = (
    r"(?:(?P<y>\d{4})[-/.](?P<m>\d{1,2})[-/.](?P<d>\d{1,2})"
    r"|(?P<y2>\d{4})(?P<m2>\d{2})(?P<d2>\d{2})"
    r"|(?P<d3>\d{1,2})[-/. ]\s*(?P<m3>\d{1,2}|[a-z]{3,9})[-/. ]\s*(?P<y3>\d{4}|\d{2})"
    r"|(?P<m4>[a-z]{3,9})\.?\s+(?P<d4>\d{1,2}),?\s+(?P<y4>\d{4}))"
)
_TIME = (
    r"(?:(?:\s*[,t]\s*|\s+)(?:pukul\s+|jam\s+)?(?P<hour>\d{1,2})[:.](?P<minute>\d{2})"
    r"(?:[:.](?P<second>\d{2})(?:[.,](?P<fraction>\d{1,9}))?)?(?:\s*(?P<half>[ap])\.?m\.?)?"
    r"\s*(?P<zone>wib|wita|wit|z|utc|gmt|[+-]\d{2}:?(?:\d{2})?)?)?"
)
_WRITTEN = re.compile(_WEEKDAY + _DAY + _TIME, re.ASCII)
_EXCEL = re.compile(r"(\d{5})(?:[.,](\d+))?", re.ASCII)
_EXCEL_EPOCH = datetime(1899, 12, 30)  # noqa: DTZ001 - a day of Excel has no zone
_FIRST_YEAR = 1900
_NOON = 12
_WAYS = ("", "2", "3", "4")


def parse_moment(text: str) -> datetime | None:
    """Return the moment that `text` writes, with its own offset; None where it is not one.

    The day comes before the month, unless the month is a word. A date alone is its first minute.
    """
    plain = text.strip().lower()
    written = _WRITTEN.fullmatch(plain)
    try:
        return _moment(written) if written else _excel(plain)
    except (ValueError, OverflowError):
        return None


def _moment(written: re.Match[str]) -> datetime | None:
    year, month, day = (
        next(found for way in _WAYS if (found := written[f"{part}{way}"])) for part in "ymd"
    )
    number = int(month) if month.isdecimal() else _MONTH.get(month)
    full_year = int(year) + (2000 if len(year) == len("26") else 0)
    if number is None or full_year < _FIRST_YEAR:
        return None
    return datetime(
        full_year,
        number,
        int(day),
        _hour(int(written["hour"] or 0), written["half"]),
        int(written["minute"] or 0),
        int(written["second"] or 0),
        int((written["fraction"] or "0").ljust(6, "0")[:6]),
        tzinfo=timezone(_offset(written["zone"])),
    )


def _hour(hour: int, half: str | None) -> int:
    """Return the hour of 24; one beyond the half of the day that is named is none."""
    if not half:
        return hour
    if not 1 <= hour <= _NOON:
        raise ValueError
    return hour % _NOON + (_NOON if half == "p" else 0)


def _offset(zone: str | None) -> timedelta:
    if not zone:
        return PORTAL_OFFSET
    if zone in _ZONES:
        return timedelta(minutes=_ZONES[zone])
    digits = zone[1:].replace(":", "").ljust(4, "0")
    ahead = timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
    return -ahead if zone.startswith("-") else ahead


def _excel(plain: str) -> datetime | None:
    days = _EXCEL.fullmatch(plain)
    if not days:
        return None
    seconds = round(float(f"0.{days[2] or 0}") * 86_400)
    moment = _EXCEL_EPOCH + timedelta(days=int(days[1]), seconds=seconds)
    return moment.replace(tzinfo=timezone(PORTAL_OFFSET))
