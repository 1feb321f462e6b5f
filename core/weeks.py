"""A week's hours as a setting writes them: `mon-thu 09:00-12:00 13:00-18:00; fri 09:00-11:30`."""

import re
from dataclasses import dataclass
from itertools import pairwise

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
HOUR = 60
MIDNIGHT = 24 * HOUR

Window = tuple[int, int]
"""From which minute of a day until which; 1440 is the day's end."""

_DAYS = re.compile(rf"({'|'.join(DAYS)})(?:-({'|'.join(DAYS)}))?")
_WINDOW = re.compile(r"(\d{1,2}):([0-5]\d)-(\d{1,2}):([0-5]\d)")


@dataclass(frozen=True, slots=True)
class Week:
    """The hours of each day from Monday on; a day may have none, the week has some."""

    days: tuple[tuple[Window, ...], ...]

    @classmethod
    def read(cls, text: str) -> "Week":
        """Read groups of days and their hours, with a semicolon between the groups.

        Raises:
            ValueError: it says something else, a day twice, or hours that are not in their order.
        """
        days: dict[int, tuple[Window, ...]] = {}
        for group in text.lower().split(";"):
            names, *windows = group.replace(",", " ").split() or [""]
            while windows and _DAYS.fullmatch(windows[0]):
                names = f"{names} {windows.pop(0)}"
            for day in (day for name in names.split() for day in _span(name)):
                if day in days:
                    message = f"{DAYS[day]} has hours twice"
                    raise ValueError(message)
                days[day] = _windows(windows)
        if not days:
            message = "no day has hours"
            raise ValueError(message)
        return cls(tuple(days.get(day, ()) for day in range(len(DAYS))))


def _span(name: str) -> list[int]:
    """Return the days from one to another, past the week's end too: `fri-mon` are four."""
    found = _DAYS.fullmatch(name)
    if found is None:
        message = f"{name} is no day"
        raise ValueError(message)
    first, last = DAYS.index(found[1]), DAYS.index(found[2] or found[1])
    count = (last - first) % len(DAYS) + 1
    return [(first + step) % len(DAYS) for step in range(count)]


def _windows(texts: list[str]) -> tuple[Window, ...]:
    windows = tuple(_window(text) for text in texts)
    if not windows or any(before[1] > after[0] for before, after in pairwise(windows)):
        message = "hours are missing, or not in their order"
        raise ValueError(message)
    return windows


def _window(text: str) -> Window:
    found = _WINDOW.fullmatch(text)
    if found is None:
        message = f"{text} are no hours"
        raise ValueError(message)
    begin, end = (int(found[at]) * HOUR + int(found[at + 1]) for at in (1, 3))
    if not begin < end <= MIDNIGHT:
        message = f"{text} end before they begin"
        raise ValueError(message)
    return begin, end
