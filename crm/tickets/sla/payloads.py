"""What staff are told about time that runs out."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from crm.outbox.payload import Payload, Priority
from models.sla import Alarm, Goal
from models.tickets import Category


@dataclass(frozen=True, slots=True)
class Person:
    """A staff member who is called by name, wherever they are."""

    telegram_id: int
    name: str


@dataclass(frozen=True)
class TimeAlarm(Payload):
    """The time of one ticket runs out, or has; without `people` anybody may help."""

    template: ClassVar[str] = "time_alarm"
    priority: ClassVar[Priority] = Priority.STAFF
    ticket_id: int
    alarm: Alarm
    goal: Goal
    due_at: datetime
    people: tuple[Person, ...] = ()
    claimed: bool = False


@dataclass(frozen=True, slots=True)
class LateLine:
    """One ticket of many; `link` opens its topic, where it has one."""

    ticket_id: int
    store: str
    category: Category
    goal: Goal
    due_at: datetime
    link: str = ""
    holder: Person | None = None


@dataclass(frozen=True)
class TimeDigest(Payload):
    """The time of many tickets runs out, or has; `total` counts those too that are not listed."""

    template: ClassVar[str] = "time_digest"
    priority: ClassVar[Priority] = Priority.STAFF
    alarm: Alarm
    lines: tuple[LateLine, ...]
    total: int
    people: tuple[Person, ...] = ()
