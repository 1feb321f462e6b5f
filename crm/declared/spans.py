"""A range that a file may name."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Span:
    """A range of days or of a count, both ends included; None is open."""

    at_least: int | None = None
    at_most: int | None = None
