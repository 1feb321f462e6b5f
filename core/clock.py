"""The only place that reads the clock, so that a rule takes `now` and a demo can move it."""

from datetime import UTC, datetime, timedelta
from typing import Protocol


class Clock(Protocol):
    """Tells the time; every moment is aware and in UTC."""

    def now(self) -> datetime:
        """Return the present moment in UTC."""
        ...


class SystemClock:
    """The machine's own clock."""

    def now(self) -> datetime:
        """Return the machine's time in UTC."""
        return datetime.now(UTC)


class MovableClock:
    """A running clock that can be pushed forward; time never goes back."""

    def __init__(self, start: datetime | None = None) -> None:
        """Start at `start`, else at the machine's time."""
        self._offset = (start - datetime.now(UTC)) if start else timedelta(0)

    def now(self) -> datetime:
        """Return the machine's time plus all that the clock was moved by."""
        return datetime.now(UTC) + self._offset

    def advance(self, by: timedelta) -> datetime:
        """Move forward by `by` and return the new time.

        Raises:
            ValueError: if `by` is negative.
        """
        if by < timedelta(0):
            message = "a clock does not run backwards"
            raise ValueError(message)
        self._offset += by
        return self.now()
