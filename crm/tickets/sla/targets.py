"""What sellers are promised, as a file declares it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from crm.declared.tables import Mistake, Table, quoted
from crm.declared.texts import refusal, text_of
from crm.errors import CrmError
from models.sla import Goal
from models.tickets import Category

SHIPPED = files("crm.tickets.sla") / "targets.toml"
LONGEST = 60 * 24 * 90
"""No promise is for more minutes of work."""

_TIME = re.compile(r"(?=\d)(?:(\d{1,4})h)? ?(?:(\d{1,5})m)?")
_SUCH = 'such as "45m", "4h" or "1h 30m"'


class InvalidTargets(CrmError):
    """The file declares no targets; the text says which file, and on which line it goes wrong."""

    code = "invalid_sla_targets"


class Rank(StrEnum):
    """The priorities by name, the first of them 1."""

    URGENT = "urgent"
    NORMAL = "normal"
    LOW = "low"


@dataclass(frozen=True, slots=True)
class Times:
    """What is promised, in minutes of work; None is no promise."""

    first_response: int | None
    resolution: int | None

    def of(self, goal: Goal) -> int | None:
        """Return what is promised for `goal`."""
        return self.first_response if goal is Goal.FIRST_RESPONSE else self.resolution


@dataclass(frozen=True, slots=True)
class Alarms:
    """When somebody is called: by how much of the time, and how many minutes after its end."""

    warn_percent: int
    supervisors_after: int
    private_after: int


@dataclass(frozen=True, slots=True)
class Targets:
    """What is promised in each category at each priority, the most urgent first."""

    times: Mapping[Category, tuple[Times, ...]]
    alarms: Alarms

    def minutes(self, goal: Goal, *, category: Category, priority: int) -> int | None:
        """Return how much time there is; None where nothing is promised."""
        return self.times[category][min(max(priority, 1), len(Rank)) - 1].of(goal)


@cache
def shipped() -> Targets:
    """Return the targets that ship with Sapa."""
    return read(SHIPPED)


def load(own: Path | None) -> Targets:
    """Return the targets of the user's own file, where there is one, or those that ship.

    Raises:
        InvalidTargets: naming the file and the line of the first mistake.
    """
    return shipped() if own is None else read(own)


def read(file: Traversable) -> Targets:
    """Return the targets that `file` declares.

    Raises:
        InvalidTargets: naming the file and the line of the first mistake.
    """
    try:
        return parse(text_of(file))
    except Mistake as mistake:
        message = refusal(file.name, mistake)
    raise InvalidTargets(message)


def parse(text: str) -> Targets:
    """Return the targets that a text declares.

    Raises:
        Mistake: the first one, with its line.
    """
    file = Table.read(text)
    file.knows(*Rank, *Category, "alarms")
    usual = tuple(_times(file.table(rank, such=_about(rank)), None) for rank in Rank)
    times = {category: _of_category(file, category, usual) for category in Category}
    return Targets(times, _alarms(file.table("alarms", such="a table that begins with [alarms]")))


def _of_category(file: Table, category: Category, usual: tuple[Times, ...]) -> tuple[Times, ...]:
    if not file.has(category):
        return usual
    table = file.table(category, such=_about(category))
    table.knows(*Rank)
    return tuple(
        _times(table.table(rank, such='{ first_response = "4h" }'), times)
        if table.has(rank)
        else times
        for rank, times in zip(Rank, usual, strict=True)
    )


def _times(table: Table, usual: Times | None) -> Times:
    table.knows(*Goal)
    first, last = (
        _promise(table, goal) if usual is None or table.has(goal) else usual.of(goal)
        for goal in Goal
    )
    return Times(first, last)


def _alarms(table: Table) -> Alarms:
    table.knows("warn_percent", "supervisors_after", "private_after")
    alarms = Alarms(
        warn_percent=table.whole("warn_percent", least=1, most=99),
        supervisors_after=_minutes(table, "supervisors_after"),
        private_after=_minutes(table, "private_after"),
    )
    if alarms.private_after <= alarms.supervisors_after:
        message = "private_after must be longer than supervisors_after"
        raise table.wrong(message, "private_after")
    return alarms


def _promise(table: Table, key: str) -> int | None:
    if table.has(key) and table.text(key) == "none":
        return None
    return _minutes(table, key)


def _minutes(table: Table, key: str) -> int:
    """Return the minutes that a text such as `1h 30m` says."""
    text = table.text(key)
    found = _TIME.fullmatch(text)
    minutes = int(found[1] or 0) * 60 + int(found[2] or 0) if found else 0
    if not 0 < minutes <= LONGEST:
        message = f"{key} is {quoted(text)}, which must be a time {_SUCH}"
        raise table.wrong(message, key)
    return minutes


def _about(name: str) -> str:
    return f"a table that begins with [{name}]"
