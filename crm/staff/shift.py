"""A working day of the staff."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Self

from core.settings import Settings


@dataclass(frozen=True, slots=True)
class Shift:
    """Which day it is for the staff, and whether tickets are given to them in turn."""

    day: date
    in_turn: bool = False

    @classmethod
    def of(cls, settings: Settings, now: datetime) -> Self:
        """Return the shift at `now`, in the staff's zone."""
        return cls(day=now.astimezone(settings.timezone).date(), in_turn=settings.round_robin)
